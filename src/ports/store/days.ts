/** What a day has cost so far, over all novels. */
export interface DaySpending {
  /** Set aside for calls under way. */
  reservedNanoUsd: number;
  spentNanoUsd: number;
}

/**
 * The day's spending, for a budget over all novels. Kept apart from the calls, since one row that
 * every call's transaction writes would make the workers wait for each other; so after a crash it can
 * be too high, on the safe side, until it is recomputed. A day is an ISO date in UTC: `2026-11-23`.
 */
export interface DayStore {
  /**
   * Sets `nanoUsd` aside for a call about to be made, unless reserved and spent and this together
   * would be more than `limit` (null: no limit). False, and nothing is written, when they would.
   */
  reserve(day: string, amount: { nanoUsd: number; limit: number | null }): Promise<boolean>;
  /**
   * Takes back what was set aside for a call, never more than still is, and adds what it cost. Below 0,
   * `spentNanoUsd` lowers a charge: an `unknown` call turned out to be cheaper than it was reserved.
   */
  settle(day: string, call: { reservedNanoUsd: number; spentNanoUsd: number }): Promise<void>;
  read(day: string): Promise<DaySpending>;
  /** Sets the day to the sums of its calls in the ledger (by `at`): only while no call is being made. */
  recompute(day: string): Promise<DaySpending>;
}
