import { expect, test } from "vitest";
import type { Queue } from "#/ports/queue.ts";
import type { Store } from "#/ports/store/store.ts";
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
