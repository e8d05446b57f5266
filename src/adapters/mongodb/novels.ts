import { novelStatuses } from "#/contract/novel.ts";
import { decodeCursor, encodeCursor } from "#/ports/store/cursor.ts";
import type { NovelStore } from "#/ports/store/novels.ts";
import { createChanges } from "./changes.ts";
import type { Connection } from "./connection.ts";
import { createLeases } from "./leases.ts";
import { recordOnly, type StoredNovel, toNovelRecord } from "./novel-document.ts";
import { createStepTurns } from "./step-turns.ts";
import { createTexts } from "./texts.ts";
import { createWaitingNovels } from "./waiting-novels.ts";

/** The novels' section of the Store. */
export function createNovels(connection: Connection): NovelStore {
  const { collections, run } = connection;
  const { novels } = collections;
  return {
    ...createChanges(connection),
    ...createLeases(connection),
    ...createWaitingNovels(connection),
    ...createTexts(connection),
    ...createStepTurns(connection),

    async get(id) {
      const novel = await run(() =>
        novels.findOne<StoredNovel>({ _id: id }, { projection: recordOnly }),
      );
      return novel === null ? undefined : toNovelRecord(novel);
    },

    async list({ owner, limit, cursor, status }) {
      const filter = {
        ...(owner !== undefined && { owner }),
        ...(status !== undefined && { status }),
        ...(cursor !== undefined && { _id: { $lt: decodeCursor(cursor) } }),
      };
      // One more than asked for tells whether there is another page.
      const found = await run(() =>
        novels
          .find<StoredNovel>(filter, { projection: recordOnly })
          .sort({ _id: -1 })
          .limit(limit + 1)
          .toArray(),
      );
      const items = found.slice(0, limit).map(toNovelRecord);
      const last = items.at(-1);
      const more = found.length > limit && last !== undefined;
      return { items, nextCursor: more ? encodeCursor(last.id) : null };
    },

    async countByStatus() {
      const counts = await run(() =>
        novels
          .aggregate<{ _id: string; novels: number }>([
            // Named, so that the index alone tells.
            { $match: { status: { $in: [...novelStatuses] } } },
            { $group: { _id: "$status", novels: { $sum: 1 } } },
          ])
          .toArray(),
      );
      return Object.fromEntries(counts.map((count) => [count._id, count.novels]));
    },
  };
}
