import type { AuditRecord } from "#/ports/store/audit.ts";
import type {
  Artifact,
  Change,
  ChapterRevision,
  Committed,
  HeldLease,
  NovelRecord,
  NovelStore,
} from "#/ports/store/novels.ts";
import { numberEvents } from "#/ports/store/number-events.ts";
import { type OwnerWork, takeRoom } from "#/ports/store/owner-work.ts";
import type { TurnOutcome } from "#/ports/store/step-turns.ts";
import { workingStatuses } from "#/ports/store/working-statuses.ts";
import { createAuditWriter } from "./audit.ts";
import { createChangeWriter } from "./change-writer.ts";
import type { Connection } from "./connection.ts";
import { createNovelLists } from "./novel-lists.ts";
import { toNovelRecord, type NovelRow } from "./novel-row.ts";
import { createStepTurns } from "./step-turns.ts";

const quoted = (statuses: readonly string[]) => statuses.map((status) => `'${status}'`).join(", ");

/** Word for word the condition of the index `novels_runnable`, or SQLite refuses to use it. */
const canRun = `lease_holder is null and step is not null and step <> 'approval'
    and status in (${quoted(workingStatuses)})`;

const begunStatuses = workingStatuses.filter((status) => status !== "queued");

/** How many novels of an owner are worked on. */
const leasedOf = (owner: string) => `(
    select count(*) from novels as other
    where other.owner = ${owner} and other.lease_holder is not null
  )`;

/** How many novels of an owner are under way. */
const underWayOf = (owner: string) => `(
    select count(*) from novels as other
    where other.owner = ${owner} and other.status in (${quoted(begunStatuses)})
  ) + (
    select count(*) from novels as other
    where other.owner = ${owner} and other.status = 'queued' and other.lease_holder is not null
  )`;

/** The novels' section of the Store. */
export function createNovels(connection: Connection): NovelStore {
  const byId = connection.prepare<NovelRow>("select * from novels where id = :id");
  const byKey = connection.prepare<NovelRow>(
    "select * from novels where owner = :owner and idempotency_key = :key",
  );
  const takeLease = connection.prepare<NovelRow>(
    `update novels set epoch = epoch + 1, lease_holder = :holder, lease_beat = 0,
       pins = coalesce(pins, :pins)
     where id = :id and ${canRun} and (run_at is null or run_at <= :at)
       and ${leasedOf("novels.owner")} < :activePerOwner
       and (status <> 'queued' or ${underWayOf("novels.owner")} < :activePerOwner)
     returning *`,
  );
  const beat = connection.prepare<Pick<NovelRecord, "status">>(
    `update novels set lease_beat = lease_beat + 1
     where id = :id and epoch = :epoch and lease_holder is not null
     returning status`,
  );
  const leases = connection.prepare<HeldLease>(
    `select id, lease_holder as holder, epoch, lease_beat as beat from novels
     where lease_holder is not null`,
  );
  const breakLease = connection.prepare(
    `update novels set epoch = epoch + 1, lease_holder = null, crashes = crashes + 1,
       run_at = :runAt
     where id = :id and epoch = :epoch and lease_holder = :holder and lease_beat = :beat`,
  );
  const giveLeaseBack = connection.prepare(
    "update novels set lease_holder = null where id = :id and epoch = :epoch",
  );
  const due = connection.prepare<Pick<NovelRow, "id" | "owner" | "status">>(
    `select id, owner, status from novels indexed by novels_runnable
     where ${canRun} and (run_at is null or run_at <= :at or (hold is null and run_at > :furthest))
     order by coalesce(run_at, updated_at), id`,
  );
  const workOf = connection.prepare<OwnerWork>(
    `select ${leasedOf(":owner")} as leased, ${underWayOf(":owner")} as underWay`,
  );
  const held = connection.prepare<NovelRow>(
    `select * from novels where hold = :hold and lease_holder is null
       and (:roomNanoUsd is null or coalesce(needed_nano_usd, 0) <= :roomNanoUsd)
     order by updated_at, id limit :limit`,
  );
  const countByStatus = connection.prepare<{ status: string; novels: number }>(
    "select status, count(*) as novels from novels group by status",
  );
  const artifact = connection.prepare<{ doc: string }>(
    `select doc from artifacts where novel_id = :novelId and kind = :kind and number = :number
     order by revision desc limit 1`,
  );
  const artifacts = connection.prepare<{ doc: string }>(
    `select doc from artifacts as one where novel_id = :novelId and kind = :kind
       and revision = (select max(revision) from artifacts
         where novel_id = one.novel_id and kind = one.kind and number = one.number)
     order by number`,
  );
  const chapter = connection.prepare<{ doc: string }>(
    `select doc from chapters where novel_id = :novelId and number = :number
     order by revision desc limit 1`,
  );
  const chapterRevision = connection.prepare<{ doc: string }>(
    `select doc from chapters
     where novel_id = :novelId and number = :number and revision = :revision`,
  );
  const chapters = connection.prepare<{ doc: string }>(
    `select doc from chapters as one where novel_id = :novelId
       and revision = (select max(revision) from chapters
         where novel_id = one.novel_id and number = one.number)
     order by number`,
  );
  const writer = createChangeWriter(connection);
  const turns = createStepTurns(connection);
  const writeAudit = createAuditWriter(connection);

  function read(id: string): NovelRecord | undefined {
    const row = byId.get({ id });
    return row && toNovelRecord(row);
  }

  function commit(
    id: string,
    holds: (novel: NovelRecord) => boolean,
    turnOutcome: TurnOutcome | null,
    change: Change,
    audit?: AuditRecord,
  ): Committed {
    return connection.transaction(() => {
      const novel = read(id);
      if (novel === undefined || !holds(novel)) return { outcome: "stale" };
      if (turnOutcome !== null) turns.end(novel, { at: change.at, outcome: turnOutcome });
      if (audit !== undefined) writeAudit(audit);
      return {
        outcome: "committed",
        ...writer.update(novel, turnOutcome === null ? novel.lease : null, change),
      };
    });
  }

  return {
    ...createNovelLists(connection),

    async accept(draft, change) {
      return connection.transaction(() => {
        const { owner, idempotencyKey: key, bodyHash, createdAt } = draft;
        const earlier = key === null ? undefined : byKey.get({ owner, key });
        if (earlier !== undefined)
          return earlier.body_hash === bodyHash
            ? { outcome: "replayed", novel: toNovelRecord(earlier) }
            : { outcome: "key-reused" };
        const events = numberEvents({ id: draft.id, lastSeq: 0 }, { at: createdAt, ...change });
        const novel: NovelRecord = {
          ...draft,
          epoch: 0,
          lease: null,
          lastSeq: events.length,
          firstSeq: 1,
          spentNanoUsd: 0,
          reservedNanoUsd: 0,
          updatedAt: createdAt,
        };
        writer.insert(novel, events);
        return { outcome: "created", novel, events };
      });
    },

    async get(id) {
      return read(id);
    },

    async claim(id, { holder, at, pins, activePerOwner, turn }) {
      const claim = { id, holder, at, pins: JSON.stringify(pins), activePerOwner };
      // After a power cut nobody holds a lease, so it may be lost with it; the step's own writes keep it.
      return connection.unsynced(() =>
        connection.transaction(() => {
          const row = takeLease.get(claim);
          if (row === undefined) return undefined;
          turns.begin(row, turn);
          return toNovelRecord(row);
        }),
      );
    },

    async beat({ id, epoch }) {
      return connection.unsynced(() => beat.get({ id, epoch }))?.status;
    },

    async leases() {
      return leases.all();
    },

    async breakLease({ id, holder, epoch, beat: seen }, { runAt, at }) {
      return connection.transaction(() => {
        const broken = breakLease.run({ id, holder, epoch, beat: seen, runAt }) > 0;
        if (broken) turns.end({ id, epoch }, { at, outcome: "lost" });
        return broken;
      });
    },

    async commitStep(fence, change, { keepLease = false, outcome = "committed" } = {}) {
      const { id, epoch, lastSeq } = fence;
      const holds = (novel: NovelRecord) =>
        novel.lease !== null && novel.epoch === epoch && novel.lastSeq === lastSeq;
      return commit(id, holds, keepLease ? null : outcome, change);
    },

    async applyCommand({ id, lastSeq }, change, audit) {
      return commit(id, (novel) => novel.lastSeq === lastSeq, null, change, audit);
    },

    async release({ id, epoch }, end) {
      connection.unsynced(() =>
        connection.transaction(() => {
          if (giveLeaseBack.run({ id, epoch }) > 0) turns.end({ id, epoch }, end);
        }),
      );
    },

    async stepTurns(novelId, limit) {
      return turns.list(novelId, limit);
    },

    async runnable({ at, furthest, limit, activePerOwner }) {
      const works = new Map<string, OwnerWork>();
      const found: NovelRecord[] = [];
      for (const { id, owner, status } of due.iterate({ at, furthest })) {
        if (found.length >= limit) break;
        const work = works.get(owner) ?? workOf.get({ owner }) ?? { leased: 0, underWay: 0 };
        works.set(owner, work);
        if (!takeRoom(work, status, activePerOwner)) continue;
        const novel = read(id);
        if (novel !== undefined) found.push(novel);
      }
      return found;
    },

    async held(query) {
      return held.all(query).map(toNovelRecord);
    },

    async countByStatus() {
      return Object.fromEntries(countByStatus.all().map(({ status, novels }) => [status, novels]));
    },

    async artifact(novelId, kind, number = 0) {
      const row = artifact.get({ novelId, kind, number });
      return row && (JSON.parse(row.doc) as Artifact);
    },

    async artifacts(novelId, kind) {
      return artifacts.all({ novelId, kind }).map(({ doc }) => JSON.parse(doc) as Artifact);
    },

    async chapter(novelId, number, revision) {
      const row =
        revision === undefined
          ? chapter.get({ novelId, number })
          : chapterRevision.get({ novelId, number, revision });
      return row && (JSON.parse(row.doc) as ChapterRevision);
    },

    async chapters(novelId) {
      return chapters.all({ novelId }).map(({ doc }) => JSON.parse(doc) as ChapterRevision);
    },
  };
}
