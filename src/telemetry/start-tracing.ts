import { setTimeout as sleep } from "node:timers/promises";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from "@opentelemetry/resources";
import { BatchSpanProcessor, RandomIdGenerator, type SpanExporter } from "@opentelemetry/sdk-trace";
import { attribute } from "./attributes.ts";
import type { Logger } from "./logger.ts";
import { scrubSpans } from "./scrub-spans.ts";
import type { Scrubber } from "./scrub.ts";
import { makeSpansBy } from "./spans.ts";

/** Spans are on their way within a second, so that a crash takes few along. Milliseconds. */
const gatherMs = 1_000;
/** For one export, its retries included. */
const exportMs = 5_000;
/** What the last export may add to a stop. */
const flushMs = 2_000;

export interface TracingOptions {
  service: "api" | "worker" | "embedded";
  version: string;
  deployment: string;
  /** Where an OTLP/HTTP receiver listens, without `/v1/traces`. */
  endpoint: string;
  /** Asked at each export: the keys among them are replaced while the process runs. */
  headers: () => Readonly<Record<string, string>>;
  /** Which share of new traces is sampled; a trace that was begun keeps its decision. */
  sampleRatio: number;
  scrubber: Pick<Scrubber, "scrub" | "scrubName" | "scrubAttributes">;
  log: Logger;
}

/** The tracing of a process. */
export interface Tracing {
  /** From now on this share of new traces, from 0 to 1. */
  setSampleRatio(ratio: number): void;
  /** Exports what is left, as far as two seconds allow. */
  stop(): Promise<void>;
}

/**
 * Makes spans be recorded and exported; until then there are none. Nothing waits for an export: while the receiver is away at most 2,048 spans are kept, newer ones are dropped, and the log
 * says so once. Drivers are instrumented apart, by `instrumentDrivers`.
 */
export function startTracing(options: TracingOptions): Tracing {
  const { endpoint, headers, sampleRatio, scrubber, log } = options;
  let ratio = sampleRatio;
  // By the digits that W3C Trace Context 2 wants random, as OpenTelemetry's own next sampler decides.
  const samples = (traceId: string) =>
    Number.parseInt(traceId.slice(-13), 16) >= (1 - ratio) * 2 ** 52;
  const watched = watchExports(
    new OTLPTraceExporter({
      url: `${endpoint.replace(/\/$/, "")}/v1/traces`,
      headers: async () => headers(),
      timeoutMillis: exportMs,
    }),
    { log, endpoint },
  );
  const random = new RandomIdGenerator();
  const processor = new BatchSpanProcessor({
    exporter: scrubSpans(watched.exporter, scrubber),
    scheduledDelayMillis: gatherMs,
  });
  makeSpansBy({
    resource: describeProcess(options),
    instrumentationScope: { name: "colophon" },
    samples,
    newSpanId: () => random.generateSpanId(),
    take: (span) => {
      processor.onEnd(span);
    },
  });
  return {
    setSampleRatio(next) {
      ratio = next;
    },
    async stop() {
      const flushed = processor.shutdown().catch(() => {
        // Told by the watch.
      });
      if (!watched.isFailing())
        await Promise.race([flushed, sleep(flushMs, undefined, { ref: false })]);
      makeSpansBy(undefined);
    },
  };
}

function describeProcess({ service, version, deployment, scrubber }: TracingOptions) {
  const own = resourceFromAttributes({
    [attribute.serviceName]: `colophon-${service}`,
    [attribute.serviceVersion]: version,
    [attribute.deployment]: deployment,
  });
  // What an operator adds by OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME wins.
  const detected = detectResources({
    detectors: [serviceInstanceIdDetector, resourceAttributesEnvDetector, serviceNameEnvDetector],
  });
  const { attributes } = defaultResource().merge(own).merge(detected);
  return resourceFromAttributes(scrubber.scrubAttributes(attributes));
}

/** Says once that exports fail, and again only after one went well. */
function watchExports(
  exporter: SpanExporter,
  { log, endpoint }: { log: Logger; endpoint: string },
): { exporter: SpanExporter; isFailing: () => boolean } {
  let failing = false;
  return {
    isFailing: () => failing,
    exporter: {
      export(spans, done) {
        exporter.export(spans, (result) => {
          const failed = result.error !== undefined;
          if (failed && !failing)
            log.warn(
              { event: "tracing.export-failed", endpoint, err: result.error },
              "spans cannot be exported; they are dropped until they can",
            );
          failing = failed;
          done(result);
        });
      },
      forceFlush: async () => exporter.forceFlush?.(),
      shutdown: async () => exporter.shutdown(),
    },
  };
}
