import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "#/ports/clock.ts";

/** The machine's own clock. */
export function createSystemClock(): Clock {
  return {
    now: () => new Date().toISOString(),
    monotonic: () => performance.now(),
    async sleep(ms, signal) {
      try {
        await delay(ms, undefined, signal && { signal });
      } catch (error) {
        // Node wraps the reason in an AbortError of its own.
        signal?.throwIfAborted();
        throw error;
      }
    },
  };
}
