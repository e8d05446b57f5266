import type { ClientRateLimitInfo } from "express-rate-limit";

/**
 * Counts one more request for a key and tells how many its window has counted, this one included. The
 * window begins with the key's first request and ends at `resetTime`, whatever comes meanwhile.
 */
export type CountRequest = (key: string) => Promise<ClientRateLimitInfo>;

/** Where requests are counted. */
export interface RateLimitStore {
  /** The counters of one limiter and window; those of the same in other processes may be the same. */
  open(limiter: string, windowMs: number): CountRequest;
  close(): void;
}
