import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { definedMetrics, metricsReference, metricsReferenceFile } from "./metrics-reference.ts";

test("the metrics' reference is what the code makes of it today: run `npm run docs`", () => {
  expect(readFileSync(metricsReferenceFile, "utf8")).toBe(metricsReference());
});

test("names, labels and the bounds that objectives need are as promised to those who build on them", () => {
  const defined = definedMetrics();
  const signatures = defined.map(({ name, labelNames }) => `${name}{${labelNames.join(",")}}`);
  expect(signatures.toSorted()).toEqual([
    "colophon_audit_entries_total{action}",
    "colophon_auth_failures_total{kind}",
    "colophon_bus_lag_seconds{bus}",
    "colophon_client_errors_total{}",
    "colophon_client_layout_shift{}",
    "colophon_client_vital_seconds{vital}",
    "colophon_csp_violations_total{}",
    "colophon_http_connections_refused_total{}",
    "colophon_http_connections{}",
    "colophon_http_request_duration_seconds{method,route,status}",
    "colophon_job_duration_seconds{stage,outcome}",
    "colophon_llm_cost_usd_total{stage,model}",
    "colophon_llm_inflight{}",
    "colophon_llm_request_duration_seconds{stage,model,outcome}",
    "colophon_llm_tokens_total{stage,model,direction}",
    "colophon_log_redactions_total{kind}",
    "colophon_log_suppressed_total{event}",
    "colophon_mongodb_pool_connections{state}",
    "colophon_mongodb_pool_waiting{}",
    "colophon_novels{status}",
    "colophon_prose_quality{measure}",
    "colophon_queue_depth{state}",
    "colophon_queue_enqueued_total{job}",
    "colophon_realtime_broadcast_duration_seconds{}",
    "colophon_realtime_catchup_duration_seconds{}",
    "colophon_realtime_connections{}",
    "colophon_realtime_dropped_total{reason}",
    "colophon_realtime_subscriptions{}",
    "colophon_redis_connections{state}",
  ]);
  const bounds = {
    colophon_http_request_duration_seconds: [0.5, 0.8],
    colophon_realtime_catchup_duration_seconds: [1.5, 2],
    colophon_realtime_broadcast_duration_seconds: [0.6, 1],
    colophon_job_duration_seconds: [300, 600],
    colophon_llm_request_duration_seconds: [],
  };
  for (const [name, needed] of Object.entries(bounds)) {
    const histogram = defined.find((metric) => metric.name === name);
    expect(histogram?.buckets, name).toEqual(expect.arrayContaining(needed));
    expect(histogram?.enableExemplars, name).toBe(true);
  }
});
