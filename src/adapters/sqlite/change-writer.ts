import type { NovelEvent } from "#/contract/event.ts";
import type { Change, NovelRecord } from "#/ports/store/novels.ts";
import { numberEvents } from "#/ports/store/number-events.ts";
import type { Connection } from "./connection.ts";
import { toNovelRow } from "./novel-row.ts";

interface ChangeWriter {
  /** Writes a novel that is not there yet, with its first events. */
  insert(novel: NovelRecord, events: readonly NovelEvent[]): void;
  /** Writes a change of `novel` as it was read in the same transaction. */
  update(
    novel: NovelRecord,
    lease: NovelRecord["lease"],
    change: Change,
  ): { novel: NovelRecord; events: NovelEvent[] };
}

/** The writes that make up a change; the caller's transaction makes them one. */
export function createChangeWriter(connection: Connection): ChangeWriter {
  const insertNovel = connection.prepare(
    `insert into novels (id, owner, idempotency_key, body_hash, status, hold, step, pins, run_at,
       crashes, epoch, lease_holder, lease_beat, last_seq, first_seq, spent_nano_usd, reserved_nano_usd,
       budget_nano_usd, needed_nano_usd, created_at, updated_at, doc)
     values (:id, :owner, :idempotency_key, :body_hash, :status, :hold, :step, :pins, :run_at,
       :crashes, :epoch, :lease_holder, :lease_beat, :last_seq, :first_seq, :spent_nano_usd,
       :reserved_nano_usd, :budget_nano_usd, :needed_nano_usd, :created_at, :updated_at, :doc)`,
  );
  const updateNovel = connection.prepare(
    `update novels set status = :status, hold = :hold, step = :step, pins = :pins,
       run_at = :run_at, crashes = :crashes, lease_holder = :lease_holder, last_seq = :last_seq,
       budget_nano_usd = :budget_nano_usd, needed_nano_usd = :needed_nano_usd,
       updated_at = :updated_at, doc = :doc
     where id = :id`,
  );
  const insertEvent = connection.prepare(
    "insert into events (novel_id, seq, doc) values (:novel_id, :seq, :doc)",
  );
  const insertArtifact = connection.prepare(
    `insert into artifacts (novel_id, kind, number, revision, doc)
     values (:novel_id, :kind, :number, :revision, :doc)`,
  );
  const insertChapter = connection.prepare(
    `insert into chapters (novel_id, number, revision, doc)
     values (:novel_id, :number, :revision, :doc)`,
  );

  function insertEvents(events: readonly NovelEvent[]): void {
    for (const event of events)
      insertEvent.run({ novel_id: event.novelId, seq: event.seq, doc: JSON.stringify(event) });
  }

  return {
    insert(novel, events) {
      insertNovel.run(toNovelRow(novel));
      insertEvents(events);
    },

    update(novel, lease, change) {
      const events = numberEvents(novel, change);
      const changed: NovelRecord = {
        ...novel,
        ...change.set,
        lease,
        lastSeq: novel.lastSeq + events.length,
        updatedAt: change.at,
      };
      const { id, status, hold, step, pins, run_at, crashes, lease_holder, ...row } =
        toNovelRow(changed);
      const { last_seq, budget_nano_usd, needed_nano_usd, updated_at, doc } = row;
      const state = { status, hold, step, pins, run_at, crashes, budget_nano_usd, needed_nano_usd };
      updateNovel.run({ id, ...state, lease_holder, last_seq, updated_at, doc });
      insertEvents(events);
      for (const artifact of change.artifacts ?? []) {
        const { kind, number, revision } = artifact;
        insertArtifact.run({ novel_id: id, kind, number, revision, doc: JSON.stringify(artifact) });
      }
      for (const chapter of change.chapters ?? []) {
        const { number, revision } = chapter;
        insertChapter.run({ novel_id: id, number, revision, doc: JSON.stringify(chapter) });
      }
      return { novel: changed, events };
    },
  };
}
