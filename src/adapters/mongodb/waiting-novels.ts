import type { Filter } from "mongodb";
import type { NovelStore } from "#/ports/store/novels.ts";
import { hasRoom, type OwnerWork, takeRoom } from "#/ports/store/owner-work.ts";
import type { Connection } from "./connection.ts";
import {
  type NovelDocument,
  ownerWork,
  recordOnly,
  type StoredNovel,
  toNovelRecord,
} from "./novel-document.ts";

/** Which novels wait for work, and which for money. */
export function createWaitingNovels({
  collections: { novels },
  run,
}: Connection): Pick<NovelStore, "runnable" | "held"> {
  /** What is done for each owner for whom anything is. */
  async function readWork(): Promise<Map<string, OwnerWork>> {
    const works = await run(() =>
      novels
        .aggregate<OwnerWork & { _id: string }>([
          { $match: { active: true } },
          { $group: { _id: "$owner", ...ownerWork } },
        ])
        .toArray(),
    );
    return new Map(works.map(({ _id: owner, ...work }) => [owner, work]));
  }

  return {
    async runnable({ at, furthest, limit, activePerOwner }) {
      const works = await readWork();
      const full = (status: "queued" | "writing") =>
        [...works].flatMap(([owner, work]) =>
          hasRoom(work, status, activePerOwner) ? [] : [owner],
        );
      const due: Filter<NovelDocument>[] = [
        { runAt: null },
        { runAt: { $lte: at } },
        { hold: null, runAt: { $gt: furthest } },
      ];
      const ids: string[] = [];
      let after: Filter<NovelDocument>[] = [{ waitsSince: { $gt: "" } }];
      // Owners whose share is full are left out by the database, however many novels of theirs wait.
      for (let more = true; more && ids.length < limit;) {
        const filter = {
          waitsSince: { $gt: "" },
          owner: { $nin: full("writing") },
          $and: [
            { $or: after },
            { $or: due },
            { $or: [{ status: { $ne: "queued" as const } }, { owner: { $nin: full("queued") } }] },
          ],
        };
        const page = await run(() =>
          novels
            .find(filter, { projection: { owner: 1, status: 1, waitsSince: 1 } })
            .sort({ waitsSince: 1, _id: 1 })
            .limit(limit)
            .toArray(),
        );
        for (const { _id: id, owner, status } of page) {
          const work = works.get(owner) ?? { leased: 0, underWay: 0 };
          works.set(owner, work);
          if (ids.length < limit && takeRoom(work, status, activePerOwner)) ids.push(id);
        }
        const last = page.at(-1);
        more = page.length === limit && last !== undefined;
        if (last !== undefined) {
          const { _id, waitsSince } = last;
          after = [{ waitsSince: { $gt: waitsSince } }, { waitsSince, _id: { $gt: _id } }];
        }
      }
      const found = await run(() =>
        novels.find<StoredNovel>({ _id: { $in: ids } }, { projection: recordOnly }).toArray(),
      );
      const byId = new Map(found.map((novel) => [novel._id, novel]));
      return ids.flatMap((id) => byId.get(id) ?? []).map(toNovelRecord);
    },

    async held({ hold, roomNanoUsd, limit }) {
      const needed = { $ifNull: ["$neededNanoUsd", 0] };
      const filter = {
        hold,
        lease: null,
        ...(roomNanoUsd !== null && { $expr: { $lte: [needed, roomNanoUsd] } }),
      };
      const found = await run(() =>
        novels
          .find<StoredNovel>(filter, { projection: recordOnly })
          .sort({ updatedAt: 1, _id: 1 })
          .limit(limit)
          .toArray(),
      );
      return found.map(toNovelRecord);
    },
  };
}
