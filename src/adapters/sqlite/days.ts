import { assertNanoUsd } from "#/ports/store/assert-nano-usd.ts";
import type { DaySpending, DayStore, OverdueReservation } from "#/ports/store/days.ts";
import type { Connection } from "./connection.ts";

/**
 * The days' section of the Store. Unsynced: the intent that follows a reservation brings it along, and
 * a settlement that is lost is found overdue.
 */
export function createDays(connection: Connection): DayStore {
  const spending = (day: string) =>
    `(select coalesce(sum(nano_usd), 0) from reservations where day = ${day}) as reservedNanoUsd,
     coalesce((select spent_nano_usd from days where day = ${day}), 0) as spentNanoUsd`;
  const read = connection.prepare<DaySpending>(`select ${spending(":day")}`);
  const reserve = connection.prepare(
    `insert into reservations (day, id, key, novel_id, epoch, nano_usd)
     select :day, :id, :key, :novelId, :epoch, :nanoUsd from (select ${spending(":day")})
     where :limit is null or reservedNanoUsd + spentNanoUsd + :nanoUsd <= :limit
     on conflict (day, id) do nothing`,
  );
  const isReserved = connection.prepare("select 1 from reservations where day = :day and id = :id");
  const takeBack = connection.prepare("delete from reservations where day = :day and id = :id");
  const charge = connection.prepare(
    `insert into days (day, spent_nano_usd) values (:day, :costNanoUsd)
     on conflict (day) do update set spent_nano_usd = spent_nano_usd + :costNanoUsd`,
  );
  const overdue = connection.prepare<
    Omit<OverdueReservation, "unknown"> & { outcome: string | null }
  >(
    `select reservations.day, reservations.id, reservations.nano_usd as nanoUsd, calls.outcome,
       coalesce(calls.cost_nano_usd, iif(novels.id is null, nano_usd, 0)) as costNanoUsd
     from reservations
       left join novels on novels.id = reservations.novel_id
       left join calls on calls.key = reservations.key
         and json_extract(calls.intent, '$.spanId') = reservations.id
     where (novels.id is null or novels.lease_holder is null or novels.epoch > reservations.epoch)
       and calls.outcome is not 'intent'
     order by reservations.rowid`,
  );

  return {
    async reserve(day, { id, key, novelId, epoch, nanoUsd }, limit) {
      assertNanoUsd(nanoUsd);
      if (limit !== null) assertNanoUsd(limit);
      const row = { day, id, key, novelId, epoch, nanoUsd, limit };
      const written = connection.unsynced(() => reserve.run(row));
      return written > 0 || isReserved.get({ day, id }) !== undefined;
    },

    async settle(day, { id, nanoUsd }, costNanoUsd) {
      assertNanoUsd(nanoUsd);
      assertNanoUsd(costNanoUsd);
      connection.unsynced(() =>
        connection.transaction(() => {
          if (takeBack.run({ day, id }) > 0) charge.run({ day, costNanoUsd });
        }),
      );
    },

    async read(day) {
      return read.get({ day }) ?? { reservedNanoUsd: 0, spentNanoUsd: 0 };
    },

    async overdue() {
      return overdue
        .all()
        .map(({ outcome, ...reservation }) => ({ ...reservation, unknown: outcome === "unknown" }));
    },
  };
}
