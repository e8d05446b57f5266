/** How often in a row a step may fail in a way that would repeat before its novel fails. */
export const failuresAllowed = 3;

/** How often in a row a step may wait after answers that broke off and were charged. */
export const cutShortAllowed = 8;

/** No provider's `Retry-After` makes a novel wait longer than this. */
export const retryAfterLimitMs = 5 * 60_000;

const firstMs = 1_000;
const mostMs = 60_000;

/** The wait before try `n` + 1: doubles from 1 s up to 60 s, with "equal jitter" (half of it random). */
export function backoffMs(n: number, random: number): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(n - 1, 10));
  return Math.round(whole / 2 + (whole / 2) * random);
}
