import { assertNanoUsd } from "#/ports/store/assert-nano-usd.ts";
import type { DaySpending, DayStore } from "#/ports/store/days.ts";
import type { Connection } from "./connection.ts";
import { isDuplicate } from "./store-error.ts";

const unspent: DaySpending = { reservedNanoUsd: 0, spentNanoUsd: 0 };

/** The days' section of the Store. */
export function createDays({ collections: { days, calls }, run }: Connection): DayStore {
  /** Makes the day's document if it is missing. */
  async function begin(day: string): Promise<void> {
    try {
      await run(() => days.insertOne({ _id: day, ...unspent }));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }

  return {
    async reserve(day, { nanoUsd, limit }) {
      assertNanoUsd(nanoUsd);
      if (limit !== null) assertNanoUsd(limit);
      const after = { $add: ["$reservedNanoUsd", "$spentNanoUsd", nanoUsd] };
      const filter = { _id: day, ...(limit !== null && { $expr: { $lte: [after, limit] } }) };
      const increase = () =>
        run(() => days.updateOne(filter, { $inc: { reservedNanoUsd: nanoUsd } }));
      if ((await increase()).matchedCount > 0) return true;
      await begin(day);
      return (await increase()).matchedCount > 0;
    },

    async settle(day, { reservedNanoUsd, spentNanoUsd }) {
      assertNanoUsd(reservedNanoUsd);
      assertNanoUsd(Math.abs(spentNanoUsd));
      // A call reserved before a recompute may settle after it: below 0 the day would allow too much.
      const left = { $max: [0, { $subtract: ["$reservedNanoUsd", reservedNanoUsd] }] };
      const spent = { $add: ["$spentNanoUsd", spentNanoUsd] };
      const update = [{ $set: { reservedNanoUsd: left, spentNanoUsd: spent } }];
      const account = () => run(() => days.updateOne({ _id: day }, update));
      if ((await account()).matchedCount > 0) return;
      await begin(day);
      await account();
    },

    async read(day) {
      const spending = await run(() => days.findOne({ _id: day }, { projection: { _id: 0 } }));
      return spending ?? unspent;
    },

    async recompute(day) {
      const reserved = { $cond: [{ $eq: ["$outcome", "intent"] }, "$reservedNanoUsd", 0] };
      const sums = {
        _id: null,
        reservedNanoUsd: { $sum: reserved },
        spentNanoUsd: { $sum: "$costNanoUsd" },
      };
      // Every stamp of the day begins with the day and a "T"; "U" comes next.
      const at = { $gte: `${day}T`, $lt: `${day}U` };
      const [found] = await run(() =>
        calls
          .aggregate<DaySpending>([{ $match: { at } }, { $group: sums }, { $project: { _id: 0 } }])
          .toArray(),
      );
      const spending = found ?? unspent;
      await run(() => days.updateOne({ _id: day }, { $set: spending }, { upsert: true }));
      return spending;
    },
  };
}
