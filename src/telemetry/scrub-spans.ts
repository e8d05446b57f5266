import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace";
import type { Scrubber } from "./scrub.ts";

type SpanScrubber = Pick<Scrubber, "scrub" | "scrubAttributes">;

/** The same exporter, given spans without secrets, whoever made them: what it gets has left the hot path. */
export function scrubSpans(exporter: SpanExporter, scrubber: SpanScrubber): SpanExporter {
  return {
    export(spans, done) {
      exporter.export(
        spans.map((span) => scrubbed(span, scrubber)),
        done,
      );
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: async () => exporter.shutdown(),
  };
}

function scrubbed(span: ReadableSpan, { scrub, scrubAttributes }: SpanScrubber): ReadableSpan {
  const { status } = span;
  return {
    name: scrub(span.name),
    kind: span.kind,
    spanContext: () => span.spanContext(),
    ...(span.parentSpanContext !== undefined && { parentSpanContext: span.parentSpanContext }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status: status.message === undefined ? status : { ...status, message: scrub(status.message) },
    attributes: scrubAttributes(span.attributes),
    links: span.links.map((link) =>
      link.attributes === undefined
        ? link
        : { ...link, attributes: scrubAttributes(link.attributes) },
    ),
    events: span.events.map((event) => ({
      ...event,
      name: scrub(event.name),
      ...(event.attributes !== undefined && { attributes: scrubAttributes(event.attributes) }),
    })),
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  };
}
