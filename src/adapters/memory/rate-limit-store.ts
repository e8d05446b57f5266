import type { Clock } from "#/ports/clock.ts";
import type { CountRequest, RateLimitStore } from "#/ports/rate-limit-store.ts";

interface Window {
  totalHits: number;
  /** By the monotonic clock. */
  endsAt: number;
}

// Seven megabytes for each limiter, whoever comes from wherever.
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
  function open(_limiter: string, windowMs: number): CountRequest {
    // Who comes again moves to the newer half; when that is full, the older one goes as a whole.
    let newer = new Map<string, Window>();
    let older = new Map<string, Window>();

    function windowOf(key: string, now: number): Window {
      const known = newer.get(key);
      if (known !== undefined && known.endsAt > now) return known;
      const earlier = older.get(key);
      const goesOn = earlier !== undefined && earlier.endsAt > now;
      const window = goesOn ? earlier : { totalHits: 0, endsAt: now + windowMs };
      older.delete(key);
      if (newer.size >= maxKeys / 2) [older, newer] = [newer, new Map<string, Window>()];
      newer.set(key, window);
      return window;
    }

    return async (key) => {
      const now = clock.monotonic();
      const window = windowOf(key, now);
      window.totalHits += 1;
      // Whoever reads it takes the wall clock's time off again.
      const resetTime = new Date(Date.now() + window.endsAt - now);
      return { totalHits: window.totalHits, resetTime };
    };
  }
  return { open, close: () => {} };
}
