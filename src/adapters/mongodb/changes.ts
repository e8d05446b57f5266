import type { ClientSession, Document, Filter } from "mongodb";
import { assertNanoUsd } from "#/ports/store/assert-nano-usd.ts";
import type { AuditRecord } from "#/ports/store/audit.ts";
import type { Accepted, Change, Committed, NovelRecord, NovelStore } from "#/ports/store/novels.ts";
import { numberEvents } from "#/ports/store/number-events.ts";
import type { TurnOutcome } from "#/ports/store/step-turns.ts";
import { writeAudit } from "./audit.ts";
import { padded } from "./collections.ts";
import type { Connection } from "./connection.ts";
import {
  type NovelDocument,
  novelUpdate,
  recordOnly,
  type StoredNovel,
  toNovelRecord,
  wholeNovel,
} from "./novel-document.ts";
import { endTurn } from "./step-turns.ts";
import { takeOwnersTurn } from "./take-owners-turn.ts";

/** Accepting novels and changing them. */
export function createChanges({
  collections,
  transaction,
}: Connection): Pick<NovelStore, "accept" | "commitStep" | "applyCommand"> {
  const { novels, events, artifacts, chapters, owners } = collections;

  async function bring(
    novelId: string,
    change: Pick<Change, "artifacts" | "chapters">,
    numbered: ReturnType<typeof numberEvents>,
    session: ClientSession,
  ): Promise<void> {
    const eventDocuments = numbered.map((event) => ({
      ...event,
      _id: `${novelId}:${padded(event.seq)}`,
    }));
    const artifactDocuments = (change.artifacts ?? []).map(({ data, ...artifact }) => ({
      ...artifact,
      _id: `${novelId}:${artifact.kind}:${padded(artifact.number)}:${padded(artifact.revision)}`,
      data: JSON.stringify(data),
    }));
    const chapterDocuments = (change.chapters ?? []).map((chapter) => ({
      ...chapter,
      _id: `${novelId}:${padded(chapter.number)}:${padded(chapter.revision)}`,
    }));
    if (eventDocuments.length > 0) await events.insertMany(eventDocuments, { session });
    if (artifactDocuments.length > 0) await artifacts.insertMany(artifactDocuments, { session });
    if (chapterDocuments.length > 0) await chapters.insertMany(chapterDocuments, { session });
  }

  /** Writes a change of the novel at `lastSeq`, if `holds` is true of it too. */
  async function commit(
    { id, lastSeq }: { id: string; lastSeq: number },
    holds: Filter<NovelDocument>,
    turnOutcome: TurnOutcome | null,
    change: Change,
    audit?: AuditRecord,
  ): Promise<Committed> {
    const { set } = change;
    if (typeof set.budgetNanoUsd === "number") assertNanoUsd(set.budgetNanoUsd);
    const numbered = numberEvents({ id, lastSeq }, change);
    const update: Document = {
      ...(turnOutcome !== null && { lease: null }),
      lastSeq: lastSeq + numbered.length,
      updatedAt: change.at,
    };
    // As they are: what begins with a "$" would be read as a field's name.
    for (const [name, value] of Object.entries(set)) update[name] = { $literal: value };
    return transaction({ novel: id }, async ({ session, mark }): Promise<Committed> => {
      const changed = (await novels.findOneAndUpdate(
        { ...holds, _id: id, lastSeq },
        novelUpdate(update, mark),
        { session, returnDocument: "after", projection: recordOnly },
      )) as StoredNovel | null;
      if (changed === null) return { outcome: "stale" };
      await bring(id, change, numbered, session);
      if (turnOutcome !== null) {
        const end = { at: change.at, outcome: turnOutcome };
        await endTurn(collections, { id, epoch: changed.epoch }, end, session);
      }
      if (audit !== undefined) await writeAudit(collections, audit, { session, mark });
      return { outcome: "committed", novel: toNovelRecord(changed), events: numbered };
    });
  }

  return {
    async accept(draft, change) {
      const { id, owner, idempotencyKey, bodyHash, createdAt } = draft;
      if (draft.budgetNanoUsd !== null) assertNanoUsd(draft.budgetNanoUsd);
      const numbered = numberEvents({ id, lastSeq: 0 }, { at: createdAt, ...change });
      const novel: NovelRecord = {
        ...draft,
        epoch: 0,
        lease: null,
        lastSeq: numbered.length,
        firstSeq: 1,
        spentNanoUsd: 0,
        reservedNanoUsd: 0,
        updatedAt: createdAt,
      };

      const turn = idempotencyKey === null ? id : owner;
      return transaction({ novel: id, turn }, async ({ session, mark }): Promise<Accepted> => {
        if (idempotencyKey !== null) {
          const earlier = await novels.findOne<StoredNovel>(
            { owner, idempotencyKey },
            { session, projection: recordOnly },
          );
          // Committed, though nothing was written: what is promised once more has to be a majority's.
          if (earlier !== null)
            return earlier.bodyHash === bodyHash
              ? { outcome: "replayed", novel: toNovelRecord(earlier) }
              : { outcome: "key-reused" };
          await takeOwnersTurn(owners, owner, session);
        }
        // No document has this id and no owner: it is written, or it is a duplicate.
        const isNew = { _id: id, owner: { $exists: false } };
        await novels.updateOne(isNew, wholeNovel(novel, mark), { session, upsert: true });
        await bring(id, {}, numbered, session);
        return { outcome: "created", novel, events: numbered };
      });
    },

    async commitStep(fence, change, { keepLease = false, outcome = "committed" } = {}) {
      const holds = { epoch: fence.epoch, lease: { $ne: null } };
      return commit(fence, holds, keepLease ? null : outcome, change);
    },

    async applyCommand(fence, change, audit) {
      return commit(fence, {}, null, change, audit);
    },
  };
}
