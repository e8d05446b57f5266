import type { Store } from "express-rate-limit";

/**
 * Where requests are counted. The counters are express-rate-limit's own `Store`, so that what its
 * authors made for Redis fits as it is: a key's window begins with its first request, ends `windowMs`
 * later whatever comes meanwhile, and `increment` tells how many it has counted and when it ends.
 */
export interface RateLimitStore {
  /** The counters of one limiter, which initialises them; others with this name, elsewhere, may share them. */
  open(limiter: string): Store;
  close(): void;
}
