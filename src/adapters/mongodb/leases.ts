import type { Filter } from "mongodb";
import type { HeldLease, NovelStore } from "#/ports/store/novels.ts";
import { hasRoom, type OwnerWork } from "#/ports/store/owner-work.ts";
import type { Connection } from "./connection.ts";
import {
  type NovelDocument,
  novelUpdate,
  ownerWork,
  recordOnly,
  type StoredNovel,
  toNovelRecord,
} from "./novel-document.ts";
import { beginTurn, endTurn } from "./step-turns.ts";
import { takeOwnersTurn } from "./take-owners-turn.ts";

const ownersKept = 10_000;

const isHeld = { "lease.holder": { $gt: "" } };

/** Who may work on a novel. */
export function createLeases({
  collections,
  run,
  transaction,
}: Connection): Pick<NovelStore, "claim" | "beat" | "leases" | "breakLease" | "release"> {
  const { novels, owners } = collections;
  /** Of the novels that this process claimed last: whose a novel is never changes. */
  const ownerOf = new Map<string, string>();

  async function findOwner(claimable: Filter<NovelDocument> & { _id: string }) {
    const { _id: id } = claimable;
    const owner =
      ownerOf.get(id) ??
      (await run(() => novels.findOne(claimable, { projection: { owner: 1 } })))?.owner;
    if (owner === undefined) return undefined;
    if (ownerOf.size >= ownersKept) ownerOf.clear();
    ownerOf.set(id, owner);
    return owner;
  }

  return {
    async claim(id, { holder, at, pins, activePerOwner, turn }) {
      const claimable = {
        _id: id,
        waitsSince: { $gt: "" },
        $or: [{ runAt: null }, { runAt: { $lte: at } }],
      };
      const owner = await findOwner(claimable);
      if (owner === undefined) return undefined;
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
        if (claimed === null) return discard(undefined);
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
        const novel = toNovelRecord(claimed);
        const { epoch, step, pins: kept } = novel;
        const begun = { ...turn, novelId: id, epoch, step: step ?? "", pins: kept ?? {} };
        await beginTurn(collections, begun, session);
        return novel;
      });
    },

    async beat({ id, epoch }) {
      const held = { _id: id, epoch, ...isHeld };
      const projection = { status: 1 };
      const beaten = await run(() =>
        novels.findOneAndUpdate(held, { $inc: { "lease.beat": 1 } }, { projection }),
      );
      return beaten?.status;
    },

    async leases() {
      const found = await run(() =>
        novels.find(isHeld, { projection: { lease: 1, epoch: 1 } }).toArray(),
      );
      return found.flatMap(({ _id: id, lease, epoch }): HeldLease[] =>
        lease === null ? [] : [{ id, epoch, ...lease }],
      );
    },

    async breakLease({ id, holder, epoch, beat }, { runAt, at }) {
      const seen = { _id: id, epoch, "lease.holder": holder, "lease.beat": beat };
      const update = {
        epoch: { $add: ["$epoch", 1] },
        crashes: { $add: ["$crashes", 1] },
        runAt: { $literal: runAt },
        lease: null,
      };
      return transaction({ novel: id }, async ({ session, mark, discard }) => {
        const broken = await novels.updateOne(seen, novelUpdate(update, mark), { session });
        if (broken.matchedCount === 0) return discard(false);
        await endTurn(collections, { id, epoch }, { at, outcome: "lost" }, session);
        return true;
      });
    },

    async release({ id, epoch }, end) {
      return transaction({ novel: id }, async ({ session, mark, discard }) => {
        const update = novelUpdate({ lease: null }, mark);
        const released = await novels.updateOne({ _id: id, epoch }, update, { session });
        if (released.matchedCount === 0) return discard(undefined);
        return endTurn(collections, { id, epoch }, end, session);
      });
    },
  };
}
