import pino from "pino";
import { onTestFinished } from "vitest";
import { type SpanSink, type SunkSpan, startSpanSink } from "#test/faults/span-sink.ts";
import { createScrubber } from "./scrub.ts";
import { type Tracing, type TracingOptions, startTracing } from "./start-tracing.ts";

/** Traces this process until the test ends, into a sink of its own. */
export async function traceToSink(options: Partial<TracingOptions> = {}): Promise<{
  tracing: Tracing;
  sink: SpanSink;
  /** Stops tracing and returns what was exported, in the order of their ends. */
  stop: () => Promise<SunkSpan[]>;
}> {
  const sink = await startSpanSink();
  const tracing = startTracing({
    service: "embedded",
    version: "1.2.3",
    deployment: "development",
    endpoint: sink.endpoint,
    headers: () => ({}),
    sampleRatio: 1,
    scrubber: createScrubber(),
    log: pino({ level: "silent" }),
    ...options,
  });
  onTestFinished(async () => {
    await tracing.stop();
    await sink.close();
  });
  return {
    tracing,
    sink,
    async stop() {
      await tracing.stop();
      return [...sink.spans];
    },
  };
}
