/** What a day has cost so far, over all novels. */
export interface DaySpending {
  /** Set aside for calls under way, and for those of which nobody knows how they ended. */
  reservedNanoUsd: number;
  spentNanoUsd: number;
}

/** What is set aside on a day for one call, and how that call is found in the ledger. */
export interface Reservation {
  /** The call's span id. */
  id: string;
  /** The call's key. */
  key: string;
  novelId: string;
  /** Of the lease under which the call is made: no other can write its intent. */
  epoch: number;
  nanoUsd: number;
}

/** A reservation whose call is over: what the ledger charges for it, which is 0 when it was never made. */
export interface OverdueReservation extends Pick<Reservation, "id" | "nanoUsd"> {
  day: string;
  costNanoUsd: number;
  /** Charged as reserved, until a late settlement says what it cost. */
  unknown: boolean;
}

/**
 * The day's spending, for a budget over all novels. Kept apart from the calls, since one row that every
 * call's transaction writes would make the workers wait for each other. A day is an ISO date in UTC:
 * `2026-11-23`.
 *
 * A day allows no more than the ledger does, whatever dies or is lost between the two: each
 * reservation is on its day under the call's own id *before* the intent can be written, and is taken
 * off once, by who has seen the ledger: with the cost that stands there, or with none where no intent
 * was written and none can be any more. So what a call has on its day is what was set aside for it or
 * what it cost, never less; more where a write was lost, until `overdue` tells of it. (A `reserve`
 * that arrives after its call was settled charges that call twice.) All reservations of a day are one
 * record, so that their number is small: those of calls under way and of the newest that are unknown.
 */
export interface DayStore {
  /**
   * Sets a call's reservation aside, unless reserved and spent and this together would be more than
   * `limit` (null: no limit). False, and nothing is written, when they would. One that is there
   * already stays as it is.
   */
  reserve(day: string, reservation: Reservation, limit: number | null): Promise<boolean>;
  /** Takes a call's reservation back and adds what it cost; does nothing when it is not there (any more). */
  settle(
    day: string,
    reservation: Pick<Reservation, "id" | "nanoUsd">,
    costNanoUsd: number,
  ): Promise<void>;
  read(day: string): Promise<DaySpending>;
  /**
   * The reservations of all days, the oldest of each first, that no worker will settle: their lease is
   * over, and the ledger has them settled, `unknown` or not at all. Where the novel is gone, its calls
   * cost what was set aside.
   */
  overdue(): Promise<OverdueReservation[]>;
}
