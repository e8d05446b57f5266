import { setTimeout as sleep } from "node:timers/promises";
import { patienceMs } from "./patience.ts";

const everyMs = 20;

/**
 * Resolves with what `read` says, once that is neither undefined nor false. Rejects, naming `what`, when
 * it takes longer than `withinMs`.
 */
export async function until<T>(
  what: string,
  read: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = patienceMs,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(everyMs);
  }
}
