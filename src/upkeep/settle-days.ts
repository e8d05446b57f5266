import type { Store } from "#/ports/store/store.ts";
import { eachByItself } from "./each-by-itself.ts";

/** So many unknown calls keep their reservations, for a late settlement to correct: the day's record stays small. */
const unknownKept = 100;

/**
 * Sets the days right by the ledger, while calls are made: settles the reservations of calls that are
 * over and whose worker did not, since it died in between or its write was lost. Returns how many.
 */
export async function settleDays({ store }: { store: Store }): Promise<number> {
  const overdue = await store.days.overdue();
  const known = overdue.filter(({ unknown }) => !unknown);
  const longUnknown = overdue.filter(({ unknown }) => unknown).slice(0, -unknownKept);
  const settled = [...known, ...longUnknown];
  await eachByItself(settled, (reservation) =>
    store.days.settle(reservation.day, reservation, reservation.costNanoUsd),
  );
  return settled.length;
}
