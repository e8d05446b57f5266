import type { OperationsDeps } from "#/http/http-deps.ts";
import { prefersOpenMetrics } from "#/http/prefers-open-metrics.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { metricsFormats, writeMetrics } from "#/telemetry/write-metrics.ts";

const { openMetrics, text } = metricsFormats;

/** The process's metrics, for Prometheus. */
export function metricsRoutes({ metrics }: Pick<OperationsDeps, "metrics">): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/metrics",
      operationId: "getMetrics",
      summary: "The process's metrics: OpenMetrics with exemplars, or text 0.0.4, by Accept",
      tags: ["operations"],
      access: "metrics",
      responses: { 200: { description: "All metrics.", types: [openMetrics, text] } },
      handle: async ({ req }) => {
        const type = prefersOpenMetrics(req.headers.accept) ? openMetrics : text;
        return { text: await writeMetrics(metrics, type), type };
      },
    }),
  ];
}
