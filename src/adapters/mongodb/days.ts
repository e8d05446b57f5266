import { assertNanoUsd } from "#/ports/store/assert-nano-usd.ts";
import type { DaySpending, DayStore } from "#/ports/store/days.ts";
import type { Connection } from "./connection.ts";
import { isDuplicate } from "./store-error.ts";

const unspent: DaySpending = { reservedNanoUsd: 0, spentNanoUsd: 0 };

/** The days' section of the Store. Each write is one of the day's document alone. */
export function createDays({ collections: { days, calls, novels }, run }: Connection): DayStore {
  /** Makes the day's document if it is missing. */
  async function begin(day: string): Promise<void> {
    try {
      await run(() => days.insertOne({ _id: day, ...unspent }));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }

  return {
    async reserve(day, reservation, limit) {
      const { id, nanoUsd } = reservation;
      assertNanoUsd(nanoUsd);
      if (limit !== null) assertNanoUsd(limit);
      const after = { $add: ["$reservedNanoUsd", "$spentNanoUsd", nanoUsd] };
      const filter = {
        _id: day,
        "reservations.id": { $ne: id },
        ...(limit !== null && { $expr: { $lte: [after, limit] } }),
      };
      const update = {
        $push: { reservations: reservation },
        $inc: { reservedNanoUsd: nanoUsd },
      };
      const setAside = () => run(() => days.updateOne(filter, update));
      if ((await setAside()).matchedCount > 0) return true;
      await begin(day);
      if ((await setAside()).matchedCount > 0) return true;
      const there = await run(() => days.countDocuments({ _id: day, "reservations.id": id }));
      return there > 0;
    },

    async settle(day, { id, nanoUsd }, costNanoUsd) {
      assertNanoUsd(nanoUsd);
      assertNanoUsd(costNanoUsd);
      const update = {
        $pull: { reservations: { id } },
        $inc: { reservedNanoUsd: -nanoUsd, spentNanoUsd: costNanoUsd },
      };
      await run(() => days.updateOne({ _id: day, "reservations.id": id }, update));
    },

    async read(day) {
      const projection = { _id: 0, reservedNanoUsd: 1, spentNanoUsd: 1 };
      return (await run(() => days.findOne<DaySpending>({ _id: day }, { projection }))) ?? unspent;
    },

    async overdue() {
      const found = await run(() =>
        days
          .find({ "reservations.0": { $exists: true } })
          .sort({ _id: 1 })
          .toArray(),
      );
      const reserved = found.flatMap(({ _id: day, reservations = [] }) =>
        reservations.map((reservation) => ({ day, ...reservation })),
      );
      // The leases first: an intent that the ledger does not have after its lease was over never comes.
      const ids = [...new Set(reserved.map(({ novelId }) => novelId))];
      const projection = { epoch: 1, lease: 1 } as const;
      const leased = await run(() => novels.find({ _id: { $in: ids } }, { projection }).toArray());
      const byId = new Map(leased.map((novel) => [novel._id, novel]));
      const over = reserved.filter(({ novelId, epoch }) => {
        const novel = byId.get(novelId);
        return novel === undefined || novel.lease === null || novel.epoch > epoch;
      });
      const keys = [...new Set(over.map(({ key }) => key))];
      const charged = { projection: { spanId: 1, outcome: 1, costNanoUsd: 1 } };
      const made = await run(() => calls.find({ key: { $in: keys } }, charged).toArray());
      const bySpan = new Map(made.map((call) => [call.spanId, call]));
      return over.flatMap(({ day, id, novelId, nanoUsd }) => {
        const call = bySpan.get(id);
        if (call?.outcome === "intent") return [];
        const costNanoUsd = call?.costNanoUsd ?? (byId.has(novelId) ? 0 : nanoUsd);
        return [{ day, id, nanoUsd, costNanoUsd, unknown: call?.outcome === "unknown" }];
      });
    },
  };
}
