import { expect, test } from "vitest";
import type { Queue } from "#/ports/queue.ts";
import type { Store } from "#/ports/store/store.ts";
import { authFailureKinds, beginAtZero, dropReasons } from "./begin-at-zero.ts";
import { createMetrics, observeSharedState } from "./metrics.ts";
import { metricsFormats, writeMetrics } from "./write-metrics.ts";

test("a scrape answers with the rest when the store or the queue cannot, and claims nothing old", async () => {
  const metrics = createMetrics();
  let down = false;
  const reading =
    <T>(value: T) =>
    async () => {
      if (down) throw new Error("it is down");
      return value;
    };
  observeSharedState(metrics, {
    store: { novels: { countByStatus: reading({ writing: 3 }) } } as unknown as Store,
    queue: { depth: reading({ waiting: 2, delayed: 0, active: 1 }) } as unknown as Queue,
  });
  const before = await writeMetrics(metrics, metricsFormats.text);
  expect(before).toContain('colophon_novels{status="writing"} 3');
  expect(before).toContain('colophon_queue_depth{state="waiting"} 2');
  down = true;
  const after = await writeMetrics(metrics, metricsFormats.text);
  expect(after).not.toMatch(/^colophon_(novels|queue_depth)\{/m);
  expect(after).toContain("colophon_realtime_connections 0");
});

test("what can be counted stands at 0 before it happens, so that its first time is an increase", async () => {
  const metrics = createMetrics();
  beginAtZero(metrics);
  const text = await writeMetrics(metrics, metricsFormats.text);
  for (const series of [
    'auth_failures_total{kind="api-key"}',
    'realtime_dropped_total{reason="slow-consumer"}',
    'audit_entries_total{action="config.change"}',
    'log_redactions_total{kind="provider-key"}',
    'log_suppressed_total{event="http.probe"}',
    'log_suppressed_total{event="sentry"}',
  ])
    expect(text).toContain(`colophon_${series} 0\n`);
});

test.each([
  ["colophon_auth_failures_total", authFailureKinds],
  ["colophon_realtime_dropped_total", dropReasons],
])("%s is told of with each value of its label", async (name, values) => {
  const all = await createMetrics().registry.getMetricsAsJSON();
  const help = all.find((metric) => metric.name === name)?.help ?? "";
  const told = [...help.matchAll(/`([a-z-]+)`/g)].map(([, word = ""]) => word);
  expect(told.toSorted()).toEqual(values.toSorted());
});
