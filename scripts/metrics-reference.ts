import type { Queue } from "#/ports/queue.ts";
import type { Store } from "#/ports/store/store.ts";
import { createMetrics, observeMongoPool, observeSharedState } from "#/telemetry/metrics.ts";

/** Where the reference stands. */
export const metricsReferenceFile = "docs/ops/metrics.md";

/** What prom-client keeps of a metric's definition, more than its types tell. */
interface Defined {
  name: string;
  help: string;
  type: "counter" | "gauge" | "histogram";
  labelNames: readonly string[];
  buckets?: readonly number[];
  enableExemplars?: boolean;
}

/** Every metric of ours, as a process registers it. */
export function definedMetrics(): Defined[] {
  const metrics = createMetrics();
  // Nothing is read here, so nothing is asked of these.
  observeSharedState(metrics, { store: {} as Store, queue: {} as Queue });
  observeMongoPool(metrics, () => ({
    connections: { available: 0, inUse: 0, pending: 0 },
    waiting: 0,
  }));
  const defined = metrics.registry.getMetricsAsArray() as unknown as Defined[];
  return defined.filter(({ name }) => name.startsWith("colophon_"));
}

/** The reference of metrics, as Markdown, from where they are defined. */
export function metricsReference(): string {
  const metrics = definedMetrics();
  const rows = metrics.map(
    ({ name, type, labelNames, help }) =>
      `| \`${name}\` | ${type} | ${labelNames.map((label) => `\`${label}\``).join(", ")} | ${help} |`,
  );
  const histograms = metrics
    .filter(({ buckets }) => buckets !== undefined)
    .map(
      ({ name, buckets = [], enableExemplars = false }) =>
        `| \`${name}\` | ${buckets.join(", ")} | ${enableExemplars ? "yes" : ""} |`,
    );
  return `# Metrics

Generated from \`src/telemetry/metrics.ts\` by \`npm run docs\`; a test holds it against the code.

\`GET /metrics\`, on the API's port and on a worker's \`WORKER_METRICS_PORT\`, with
\`METRICS_AUTH_TOKEN\` as bearer token. \`Accept\` chooses OpenMetrics, which has exemplars, or the text
format 0.0.4. Prometheus keeps exemplars with \`--enable-feature=exemplar-storage\`.

- Every process tells of itself, and its counters begin at 0 when it starts: use \`rate\` and \`increase\`,
  and \`sum\` over processes. \`colophon_novels\` and \`colophon_queue_depth\` are read from what all
  processes share: \`max\` over processes. They are left out while the Store or the queue is away.
- Labels are bounded: patterns instead of paths, models by configuration, never an id.
- An exemplar is the \`trace_id\` of a request or a novel whose trace is exported: with
  \`TRACE_SAMPLE_RATIO\` below 1 the others have none.
- Cost and tokens equal the ledger's settled calls, \`accepted\`, \`rejected\` and \`failed\`. A call whose
  worker died before it was settled is \`unknown\`: the ledger charges it as reserved, which is a bound and
  may be corrected downwards, as no counter can be; so it is not counted, and the log's
  \`calls.abandoned\` tells of it. A settlement that comes after all is counted with its true cost.
- \`process_*\` and \`nodejs_*\` are [prom-client's](https://github.com/siimon/prom-client#default-metrics),
  without three gauges whose names end in \`_total\`.

| metric | type | labels | |
|---|---|---|---|
${rows.join("\n")}

## Buckets

Upper bounds, in seconds where the name ends in \`_seconds\`.

| histogram | buckets | exemplars |
|---|---|---|
${histograms.join("\n")}
`;
}
