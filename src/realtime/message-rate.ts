const windowMs = 1_000;

/**
 * Counts what one connection sends, second by second: each call is one more, and tells how many there were in
 * the second that is under way. `now` is in milliseconds.
 */
export function createMessageRate(now: () => number): () => number {
  let since = now();
  let count = 0;
  return () => {
    if (now() - since >= windowMs) {
      since = now();
      count = 0;
    }
    count += 1;
    return count;
  };
}
