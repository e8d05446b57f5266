import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace";
import { scrubWords } from "./scrub-words.ts";
import type { Scrubber } from "./scrub.ts";

type SpanScrubber = Pick<Scrubber, "scrub" | "scrubName" | "scrubAttributes">;

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

function scrubbed(
  span: ReadableSpan,
  { scrub, scrubName, scrubAttributes }: SpanScrubber,
): ReadableSpan {
  const { status, links, events } = span;
  // Every span has all of these, whatever they hold: objects of one shape are made and read fast.
  return {
    name: scrubName(span.name),
    kind: span.kind,
    spanContext: () => span.spanContext(),
    parentSpanContext: span.parentSpanContext!,
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status:
      status.message === undefined
        ? status
        : { ...status, message: scrubWords({ scrub }, status.message) },
    attributes: scrubAttributes(span.attributes),
    links:
      links.length === 0
        ? links
        : links.map((link) =>
            link.attributes === undefined
              ? link
              : { ...link, attributes: scrubAttributes(link.attributes) },
          ),
    events:
      events.length === 0
        ? events
        : events.map((event) => ({
            ...event,
            name: scrubWords({ scrub }, event.name),
            ...(event.attributes !== undefined && {
              attributes: scrubAttributes(event.attributes),
            }),
          })),
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  };
}
