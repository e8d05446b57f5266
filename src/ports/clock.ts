/** Time as the product sees it. Wall time is for stamps; every duration is measured by `monotonic`. */
export interface Clock {
  /** The wall clock, as an ISO 8601 stamp in UTC. */
  now(): string;
  /** Milliseconds since some fixed moment; never goes back. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
