import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "./clock.ts";

export interface FakeClock extends Clock {
  /**
   * Lets `ms` milliseconds go by: sleeps that end meanwhile are resolved one by one in the order of
   * their ends, each sleeper running on (and perhaps asleep again) before the next one wakes.
   */
  advance(ms: number): Promise<void>;
}

interface Sleeper {
  until: number;
  wake: () => void;
}

/** A clock for tests: it stands still but for `advance`. `startAt` is an ISO stamp. */
export function createFakeClock({ startAt = "2026-01-01T00:00:00.000Z" } = {}): FakeClock {
  const start = Date.parse(startAt);
  const sleepers = new Set<Sleeper>();
  let elapsed = 0;

  function nextUntil(end: number): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of sleepers)
      if (sleeper.until <= end && (next === undefined || sleeper.until < next.until))
        next = sleeper;
    return next;
  }

  return {
    now: () => new Date(start + elapsed).toISOString(),
    monotonic: () => elapsed,

    sleep(ms, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      if (ms <= 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const sleeper = { until: elapsed + ms, wake };
        function wake(): void {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", abort);
          resolve();
        }
        function abort(): void {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        }
        signal?.addEventListener("abort", abort, { once: true });
        sleepers.add(sleeper);
      });
    },

    async advance(ms) {
      const end = elapsed + ms;
      await turn();
      for (let next = nextUntil(end); next !== undefined; next = nextUntil(end)) {
        elapsed = next.until;
        next.wake();
        await turn();
      }
      elapsed = end;
      await turn();
    },
  };
}
