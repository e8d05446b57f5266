import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "#/ports/clock.ts";

/** The machine's own clock. */
export function createSystemClock(): Clock {
  // Every request asks several times, and spelling a time out costs more than knowing it.
  let [spelled, head] = [Number.NaN, ""];
  return {
    now() {
      const time = Date.now();
      const ms = time % 1_000;
      const second = time - ms;
      if (second !== spelled)
        [spelled, head] = [second, new Date(second).toISOString().slice(0, 20)];
      return `${head}${String(ms).padStart(3, "0")}Z`;
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
