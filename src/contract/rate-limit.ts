/** The kinds of requests that have a limit of their own, as the `RateLimit` headers name them. */
export const rateLimitNames = [
  "novel-create",
  "novel-read",
  "realtime-metrics",
  "admin-failure",
  "report",
  "socket-connect",
  "read",
  "write",
] as const;

export type RateLimitName = (typeof rateLimitNames)[number];

/** How many requests a window takes; it begins with the first of them. */
export interface RateLimit {
  limit: number;
  windowMs: number;
}
