import type { Substitution } from "#test/faults/change-modules.ts";
import type { Agreement } from "./findings.ts";

/** A lie that the product itself tells, planted as its modules are loaded. */
interface Plant {
  /** What must be found not to hold, maybe among others. */
  breaks: Agreement;
  changes: readonly Substitution[];
}

const plant = (breaks: Agreement, module: string, from: string, to: string): Plant => ({
  breaks,
  changes: [{ module, from, to }],
});

/** For each source within the product at least one lie. */
export const plants: Readonly<Record<string, Plant>> = {
  "drops-lines": plant(
    "requests",
    "src/telemetry/logger.ts",
    "sink.write(print(clean));",
    "if (!line.includes('\"status\":413')) sink.write(print(clean));",
  ),
  "leaves-the-release-out": plant(
    "fields",
    "src/telemetry/logger.ts",
    "base: { service, version },",
    "base: { service },",
  ),
  "leaves-lines-out-in-silence": plant(
    "sampling",
    "src/processes/run-process.ts",
    "onSuppressed: (event) => metrics.logSuppressed.inc({ event }),",
    "onSuppressed: () => undefined,",
  ),
  "hides-a-failed-step": plant(
    "troubles",
    "src/domain/novel-turn.ts",
    'log.warn({ event: "step.failed", failures, reason }, "step failed, to be tried again");',
    "",
  ),
  "counts-requests-twice": plant(
    "http-metrics",
    "src/telemetry/observe-request.ts",
    "httpRequestDuration.observe({",
    "if (status === 404) observeRequest({ httpRequestDuration }, { ...request, status: 405 });\n  httpRequestDuration.observe({",
  ),
  "counts-cost-too-high": plant(
    "tokens",
    "src/domain/settle-call.ts",
    "metrics.llmCost.inc(labels, settlement.costNanoUsd / 1e9);",
    "metrics.llmCost.inc(labels, (settlement.costNanoUsd + 1) / 1e9);",
  ),
  "sums-the-ledger-up-wrongly": plant(
    "tokens",
    "src/domain/sum-novel-metrics.ts",
    "this.#nanoUsd += row.costNanoUsd;",
    "this.#nanoUsd += row.costNanoUsd + 1;",
  ),
  "enqueues-uncounted": plant(
    "queue-spans",
    "src/domain/announce.ts",
    'metrics.queueEnqueued.inc({ job: "advance" });',
    "",
  ),
  "loses-spans-of-calls": plant(
    "call-spans",
    "src/telemetry/scrub-spans.ts",
    "spans.map((span) => scrubbed(span, scrubber)),",
    'spans.filter(({ name }) => !name.startsWith("chat")).map((span) => scrubbed(span, scrubber)),',
  ),
  "answers-with-another-trace": plant(
    "problems",
    "src/http/middleware/trace-context/trace-context.ts",
    'res.setHeader("traceresponse", formatTraceparent(trace));',
    'res.setHeader("traceresponse", formatTraceparent(startTrace(ids)));',
  ),
  "begins-a-trace-for-each-job": plant(
    "tree",
    "src/telemetry/trace-queue.ts",
    "inTrace(job.traceparent, () =>\n            inSpan(",
    "inTrace(`00-${crypto.randomUUID().replaceAll('-', '')}-00000000000000aa-01`, () =>\n            inSpan(",
  ),
  "sends-events-out-of-order": plant(
    "events",
    "src/realtime/gateway.ts",
    'io.to(subscriptions.map(({ reader }) => reader.room)).emit("novel.event", event);',
    'if (event.type !== "chapter.started") io.to(subscriptions.map(({ reader }) => reader.room)).emit("novel.event", event);',
  ),
  "tells-the-provider": plant(
    "model-calls",
    "src/config/env.ts",
    "sendTraceparent: v.MODEL_SEND_TRACEPARENT,",
    "sendTraceparent: true,",
  ),
};
