import { realtimeMetrics } from "#/contract/realtime-metrics.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";

/** How the sockets of this process are. */
export function realtimeMetricsRoutes(
  deps: Pick<HttpDeps, "realtime" | "processName" | "clock">,
): Route[] {
  const { realtime, processName, clock } = deps;
  return [
    defineRoute({
      method: "get",
      path: "/internal/realtime/metrics",
      operationId: "getRealtimeMetrics",
      summary:
        "The sockets of the process that answers, which it names: how many, whose, and how quickly they are served",
      tags: ["operations"],
      access: "admin:read",
      responses: { 200: { description: "As it is now.", schema: realtimeMetrics } },
      handle: async () => ({
        json: { process: processName, at: clock.now(), ...(await realtime()) },
      }),
    }),
  ];
}
