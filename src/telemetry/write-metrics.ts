import { Registry, type RegistryContentType } from "prom-client";
import type { Metrics } from "./metrics.ts";

/** The two ways to write metrics, by their content types: only OpenMetrics has exemplars. */
export const metricsFormats = {
  openMetrics: Registry.OPENMETRICS_CONTENT_TYPE,
  text: Registry.PROMETHEUS_CONTENT_TYPE,
} as const;

/**
 * Writes all metrics of a process as they are now. A registry that writes OpenMetrics changes the names
 * of its counters, so each writing gets objects of its own, which inherit everything else.
 */
export async function writeMetrics(
  { registry }: Pick<Metrics, "registry">,
  format: RegistryContentType,
): Promise<string> {
  const view = new Registry<RegistryContentType>();
  view.setContentType(format);
  for (const metric of registry.getMetricsAsArray())
    view.registerMetric(Object.create(metric) as never);
  return view.metrics();
}
