/** How often in a row a step may fail in a way that would repeat before its novel fails. */
export const failuresAllowed = 3;

/** So many workers may die of a step in a row before the next try has to wait: a restart is not its doing. */
const deathsWithoutWait = 3;

/** Dead workers are noticed within 15 s, and work goes on within 30. */
const deathWaitLimitMs = 10_000;

/** How often in a row a step may wait after answers that broke off and were charged. */
export const cutShortAllowed = 8;

/** No provider's `Retry-After` makes a novel wait longer than this. */
export const retryAfterLimitMs = 5 * 60_000;

const firstMs = 1_000;
const mostMs = 60_000;

/** No delay is longer but one until the day's budget allows more. */
export const longestDelayMs = Math.max(retryAfterLimitMs, mostMs);

/** The wait before try `n` + 1: doubles from 1 s up to 60 s, with "equal jitter" (half of it random). */
export function backoffMs(n: number, random: number): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(n - 1, 10));
  return Math.round(whole / 2 + (whole / 2) * random);
}

/** The wait after a step's crash `n` in a row, where its worker died of it or with it. */
export function deathWaitMs(n: number, random: number): number {
  if (n <= deathsWithoutWait) return 0;
  return Math.min(deathWaitLimitMs, backoffMs(n - deathsWithoutWait, random));
}
