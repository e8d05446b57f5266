import { Registry } from "prom-client";
import type { OperationsDeps } from "#/http/http-deps.ts";
import { prefersOpenMetrics } from "#/http/prefers-open-metrics.ts";
import { type Route, defineRoute } from "#/http/route.ts";

const text = Registry.PROMETHEUS_CONTENT_TYPE;
const openMetrics = Registry.OPENMETRICS_CONTENT_TYPE;

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
      handle: async ({ req }) =>
        prefersOpenMetrics(req.headers.accept)
          ? { text: await inOpenMetrics(metrics.registry).metrics(), type: openMetrics }
          : { text: await metrics.registry.metrics(), type: text },
    }),
  ];
}

/**
 * The same metrics in a registry that writes OpenMetrics. Writing it changes the names of counters,
 * so it gets objects of its own that inherit everything else.
 */
function inOpenMetrics(registry: Registry): Registry<typeof openMetrics> {
  const view = new Registry<typeof openMetrics>();
  view.setContentType(openMetrics);
  for (const metric of registry.getMetricsAsArray())
    view.registerMetric(Object.create(metric) as never);
  return view;
}
