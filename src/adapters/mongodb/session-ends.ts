import type { UpdateFilter } from "mongodb";
import type { AccountStore, SessionName } from "#/ports/store/accounts.ts";
import type { OwnerDocument } from "./collections.ts";
import type { Connection } from "./connection.ts";
import { isDuplicate } from "./store-error.ts";

type SessionEnds = Pick<
  AccountStore,
  "sessionEpoch" | "endSession" | "endOtherSessions" | "endedSessions"
> & {
  /** Changes an owner's document in the name of a session; false for one that was ended with all others. */
  changeOwner(session: SessionName, change: UpdateFilter<OwnerDocument>): Promise<boolean>;
};

/** What the accounts' section of the Store knows of sessions that are over. */
export function createSessionEnds({ collections, run }: Connection): SessionEnds {
  const { owners, endedSessions } = collections;

  async function changeOwner(
    { owner, id, epoch }: SessionName,
    change: UpdateFilter<OwnerDocument>,
  ): Promise<boolean> {
    // Null is also where there is none.
    const goesOn = [{ sessionEpoch: null }, { sessionEpoch: { $lte: epoch } }, { keptSession: id }];
    const filter = { _id: owner, $or: goesOn } as object;
    const attempt = () => unlessThere(() => owners.updateOne(filter, change, { upsert: true }));
    // Two that both found no document yet: the second finds the first one's. A session that is over finds none ever.
    return (await attempt()) || attempt();
  }

  /** Whether it was written; false when what it would have added is there. */
  async function unlessThere(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await run(write);
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return false;
    }
  }

  return {
    changeOwner,

    async sessionEpoch(owner) {
      const projection = { sessionEpoch: 1 };
      const found = await run(() => owners.findOne({ _id: owner }, { projection }));
      return found?.sessionEpoch ?? 0;
    },

    async endSession(session, { endedAt, forgetBefore }) {
      const filter = { _id: nameOf(session) };
      const change = { $setOnInsert: { endedAt } };
      await unlessThere(() => endedSessions.updateOne(filter, change, { upsert: true }));
      await run(() => endedSessions.deleteMany({ endedAt: { $lt: forgetBefore } }));
    },

    endOtherSessions: (session, recovery) =>
      changeOwner(session, {
        $set: { recovery, keptSession: session.id },
        $inc: { sessionEpoch: 1 },
      }),

    async endedSessions(sessions) {
      const ofOwners = {
        _id: { $in: sessions.map(({ owner }) => owner) },
        sessionEpoch: { $gt: 0 },
      };
      const ofNames = { _id: { $in: sessions.map(nameOf) } };
      const [moved, ended] = await Promise.all([
        run(() =>
          owners.find(ofOwners, { projection: { sessionEpoch: 1, keptSession: 1 } }).toArray(),
        ),
        run(() => endedSessions.find(ofNames, { projection: { _id: 1 } }).toArray()),
      ]);
      const epochs = new Map(moved.map((owner) => [owner._id, owner]));
      const names = new Set(ended.map(({ _id }) => _id));
      return sessions.filter((session) => {
        const { sessionEpoch = 0, keptSession } = epochs.get(session.owner) ?? {};
        const passed = sessionEpoch > session.epoch && keptSession !== session.id;
        return passed || names.has(nameOf(session));
      });
    },
  };
}

function nameOf({ owner, id }: Pick<SessionName, "owner" | "id">): string {
  return `${owner}:${id}`;
}
