import type { HeldLease, NovelStore } from "#/ports/store/novels.ts";
import { hasRoom, type OwnerWork } from "#/ports/store/owner-work.ts";
import type { Connection } from "./connection.ts";
import {
  leaseUpdate,
  novelUpdate,
  ownerWork,
  recordOnly,
  type StoredNovel,
  toNovelRecord,
} from "./novel-document.ts";
import { takeOwnersTurn } from "./take-owners-turn.ts";

const isHeld = { "lease.holder": { $gt: "" } };

/** Who may work on a novel. */
export function createLeases({
  collections: { novels, owners },
  run,
  transaction,
}: Connection): Pick<NovelStore, "claim" | "beat" | "leases" | "breakLease" | "release"> {
  return {
    async claim(id, { holder, at, pins, activePerOwner }) {
      const claimable = {
        _id: id,
        waitsSince: { $gt: "" },
        $or: [{ runAt: null }, { runAt: { $lte: at } }],
      };
      const found = await run(() => novels.findOne(claimable, { projection: { owner: 1 } }));
      if (found === null) return undefined;
      const { owner } = found;
      const update = {
        epoch: { $add: ["$epoch", 1] },
        lease: { $literal: { holder, beat: 0 } },
        pins: { $ifNull: ["$pins", { $literal: pins }] },
      };
      return transaction({ novel: id, turn: owner }, async ({ session, mark, discard }) => {
        const claimed = (await novels.findOneAndUpdate(claimable, novelUpdate(update, mark), {
          session,
          returnDocument: "after",
          projection: recordOnly,
        })) as StoredNovel | null;
        if (claimed === null) return undefined;
        await takeOwnersTurn(owners, owner, session);
        const others = { active: true, owner, _id: { $ne: id } };
        // Without the hint a planner may read all that the owner ever had.
        const [work = { leased: 0, underWay: 0 }] = await novels
          .aggregate<OwnerWork>([{ $match: others }, { $group: { _id: null, ...ownerWork } }], {
            session,
            hint: "active",
          })
          .toArray();
        if (!hasRoom(work, claimed.status, activePerOwner)) return discard(undefined);
        return toNovelRecord(claimed);
      });
    },

    async beat({ id, epoch }) {
      const held = { _id: id, epoch, ...isHeld };
      const beaten = await run(() => novels.updateOne(held, { $inc: { "lease.beat": 1 } }));
      return beaten.matchedCount > 0;
    },

    async leases() {
      const found = await run(() =>
        novels.find(isHeld, { projection: { lease: 1, epoch: 1 } }).toArray(),
      );
      return found.flatMap(({ _id: id, lease, epoch }): HeldLease[] =>
        lease === null ? [] : [{ id, epoch, ...lease }],
      );
    },

    async breakLease({ id, holder, epoch, beat }, { runAt }) {
      const seen = { _id: id, epoch, "lease.holder": holder, "lease.beat": beat };
      const update = leaseUpdate({
        epoch: { $add: ["$epoch", 1] },
        crashes: { $add: ["$crashes", 1] },
        runAt: { $literal: runAt },
      });
      return (await run(() => novels.updateOne(seen, update))).matchedCount > 0;
    },

    async release({ id, epoch }) {
      await run(() => novels.updateOne({ _id: id, epoch }, leaseUpdate()));
    },
  };
}
