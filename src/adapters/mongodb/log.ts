import type { NovelEvent } from "#/contract/event.ts";
import type { LogStore } from "#/ports/store/log.ts";
import { padded } from "./collections.ts";
import type { Connection } from "./connection.ts";

/** The log's section of the Store. */
export function createLog({ collections: { novels, events }, run }: Connection): LogStore {
  return {
    async read({ novelId, after, limit }) {
      const ends = { lastSeq: 1, firstSeq: 1 };
      const novel = await run(() => novels.findOne({ _id: novelId }, { projection: ends }));
      if (novel === null) return undefined;
      const { lastSeq, firstSeq } = novel;
      // Up to the end that was read: what came since belongs to a later page.
      const stretch = { $gt: `${novelId}:${padded(after)}`, $lte: `${novelId}:${padded(lastSeq)}` };
      const items = await run(() =>
        events
          .find<NovelEvent>({ _id: stretch }, { projection: { _id: 0 } })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray(),
      );
      return { items, lastSeq, firstSeq };
    },

    async heads(novelIds) {
      const filter = { _id: { $in: [...novelIds] } };
      const found = await run(() => novels.find(filter, { projection: { lastSeq: 1 } }).toArray());
      return new Map(found.map(({ _id: id, lastSeq }) => [id, lastSeq]));
    },
  };
}
