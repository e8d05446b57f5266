import { setTimeout as sleep } from "node:timers/promises";

const everyMs = 20;

/**
 * Waits until `has` says so, `ms` at most, and resolves with whether it did: for what is judged afterwards, whichever way
 * it went. Rejects with what `has` throws.
 */
export async function comesWithin(
  ms: number,
  has: () => boolean | Promise<boolean>,
): Promise<boolean> {
  const end = performance.now() + ms;
  while (!(await has())) {
    if (performance.now() > end) return false;
    await sleep(everyMs);
  }
  return true;
}
