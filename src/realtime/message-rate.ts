const windowMs = 1_000;

/** What is to be done with a message: `warn` and `refuse` leave it undone, `close` ends the connection too. */
export type RateVerdict = "take" | "warn" | "refuse" | "close";

/**
 * Counts one connection's messages, second by second: beyond `perSecond` they are refused, the first of them
 * with a warning; beyond twice as many the connection is to be closed. `now` is in milliseconds.
 */
export function createMessageRate(perSecond: number, now: () => number): () => RateVerdict {
  let since = now();
  let count = 0;
  return () => {
    if (now() - since >= windowMs) {
      since = now();
      count = 0;
    }
    count += 1;
    if (count <= perSecond) return "take";
    if (count > 2 * perSecond) return "close";
    return count === perSecond + 1 ? "warn" : "refuse";
  };
}
