import type { RateLimitName } from "#/contract/rate-limit.ts";
import type { Route } from "./route.ts";

const ownLimits: ReadonlyMap<string, RateLimitName> = new Map([
  ["post /api/novel", "novel-create"],
  ["get /api/novel/:id", "novel-read"],
  ["get /internal/realtime/metrics", "realtime-metrics"],
  // Of its own, lest what a browser reports by itself use up what its user may do.
  ["post /api/csp-report", "report"],
  ["post /api/client-report", "report"],
]);

/** The limit under which a route's requests count; null for those that whoever watches over us must get. */
export function limitOf({ method, path }: Pick<Route, "method" | "path">): RateLimitName | null {
  if (path === "/health" || path.startsWith("/health/")) return null;
  return ownLimits.get(`${method} ${path}`) ?? (method === "get" ? "read" : "write");
}
