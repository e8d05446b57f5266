import type { Store } from "express-rate-limit";
import type { Clock } from "#/ports/clock.ts";
import type { RateLimitStore } from "#/ports/rate-limit-store.ts";

interface Window {
  totalHits: number;
  /** By the monotonic clock. */
  endsAt: number;
}

// A few megabytes for each limiter, whoever comes from wherever.
const defaultMaxKeys = 50_000;

/**
 * Counts within this process, and by the monotonic clock, so that no clock that is set back locks
 * anybody out. A limiter remembers `maxKeys` callers at most, and the latest half of them surely.
 */
export function createMemoryRateLimitStore({
  clock,
  maxKeys = defaultMaxKeys,
}: {
  clock: Pick<Clock, "monotonic">;
  maxKeys?: number;
}): RateLimitStore {
  return { open: () => createCounters(clock, maxKeys / 2), close: () => {} };
}

function createCounters(clock: Pick<Clock, "monotonic">, half: number): Store {
  // Who comes again moves to the newer half; when that is full, the older one goes as a whole.
  let newer = new Map<string, Window>();
  let older = new Map<string, Window>();
  let windowMs = 0;

  function windowOf(key: string, now: number): Window {
    const known = newer.get(key);
    if (known !== undefined && known.endsAt > now) return known;
    const earlier = older.get(key);
    const goesOn = earlier !== undefined && earlier.endsAt > now;
    const window = goesOn ? earlier : { totalHits: 0, endsAt: now + windowMs };
    older.delete(key);
    if (newer.size >= half) [older, newer] = [newer, new Map<string, Window>()];
    newer.set(key, window);
    return window;
  }

  return {
    localKeys: true,

    init(options) {
      ({ windowMs } = options);
    },

    increment(key) {
      const now = clock.monotonic();
      const window = windowOf(key, now);
      window.totalHits += 1;
      // Whoever reads it takes the wall clock's time off again.
      const resetTime = new Date(Date.now() + window.endsAt - now);
      return { totalHits: window.totalHits, resetTime };
    },

    decrement(key) {
      windowOf(key, clock.monotonic()).totalHits -= 1;
    },

    resetKey(key) {
      newer.delete(key);
      older.delete(key);
    },
  };
}
