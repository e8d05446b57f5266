import { assertNanoUsd } from "#/ports/store/assert-nano-usd.ts";
import type { DaySpending, DayStore } from "#/ports/store/days.ts";
import type { Connection } from "./connection.ts";

/** The days' section of the Store. Unsynced: the sums can be recomputed from the calls. */
export function createDays(connection: Connection): DayStore {
  const reserve = connection.prepare(
    `insert into days (day, reserved_nano_usd, spent_nano_usd)
     select :day, :nanoUsd, 0 where :limit is null or :nanoUsd <= :limit
     on conflict (day) do update set reserved_nano_usd = reserved_nano_usd + :nanoUsd
       where :limit is null or reserved_nano_usd + spent_nano_usd + :nanoUsd <= :limit`,
  );
  // A call reserved before a recompute may settle after it: below 0 the day would allow too much.
  const settle = connection.prepare(
    `insert into days (day, reserved_nano_usd, spent_nano_usd) values (:day, 0, :spentNanoUsd)
     on conflict (day) do update set
       reserved_nano_usd = max(0, reserved_nano_usd - :reservedNanoUsd),
       spent_nano_usd = spent_nano_usd + :spentNanoUsd`,
  );
  const read = connection.prepare<DaySpending>(
    `select reserved_nano_usd as reservedNanoUsd, spent_nano_usd as spentNanoUsd
     from days where day = :day`,
  );
  const recompute = connection.prepare<DaySpending>(
    `insert into days (day, reserved_nano_usd, spent_nano_usd)
     select :day, coalesce(sum(reserved_nano_usd) filter (where outcome = 'intent'), 0),
       coalesce(sum(cost_nano_usd), 0)
     from calls where at >= :day and at < date(:day, '+1 day')
     on conflict (day) do update set
       reserved_nano_usd = excluded.reserved_nano_usd, spent_nano_usd = excluded.spent_nano_usd
     returning reserved_nano_usd as reservedNanoUsd, spent_nano_usd as spentNanoUsd`,
  );

  return {
    async reserve(day, { nanoUsd, limit }) {
      assertNanoUsd(nanoUsd);
      if (limit !== null) assertNanoUsd(limit);
      return connection.unsynced(() => reserve.run({ day, nanoUsd, limit })) > 0;
    },

    async settle(day, { reservedNanoUsd, spentNanoUsd }) {
      assertNanoUsd(reservedNanoUsd);
      assertNanoUsd(Math.abs(spentNanoUsd));
      connection.unsynced(() => settle.run({ day, reservedNanoUsd, spentNanoUsd }));
    },

    async read(day) {
      return read.get({ day }) ?? { reservedNanoUsd: 0, spentNanoUsd: 0 };
    },

    async recompute(day) {
      return recompute.get({ day }) ?? { reservedNanoUsd: 0, spentNanoUsd: 0 };
    },
  };
}
