import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "#/ports/clock.ts";

/** The machine's own clock. */
export function createSystemClock(): Clock {
  // A request asks several times within a millisecond, and spelling a time out costs more than knowing it.
  let [spelled, text] = [Number.NaN, ""];
  return {
    now() {
      const ms = Date.now();
      if (ms !== spelled) [spelled, text] = [ms, new Date(ms).toISOString()];
      return text;
    },
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
