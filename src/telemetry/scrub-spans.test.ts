import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { canaries, knownSecrets, leaks } from "./canaries.fixture.ts";
import { scrubSpans } from "./scrub-spans.ts";
import { createScrubber } from "./scrub.ts";

/** A span with a text in every part that can hold one, as it is and behind what JSON would spell. */
function spanWith(text: string): ReadableSpan {
  const hidden = `"C:\\${text}`;
  const attributes = { note: hidden, list: [text, hidden] };
  const context = { traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags: 1 };
  return {
    name: hidden,
    kind: SpanKind.INTERNAL,
    spanContext: () => context,
    status: { code: SpanStatusCode.ERROR, message: hidden },
    attributes,
    links: [{ context, attributes }],
    events: [{ name: hidden, time: [0, 0], attributes }],
  } as unknown as ReadableSpan;
}

test("no secret of any shape leaves by any part of a span, and without the scrubber all would", () => {
  const scrubber = createScrubber();
  scrubber.learn(knownSecrets);
  const leaking = (by: Parameters<typeof scrubSpans>[1]) => {
    const sent: string[] = [];
    const sink = { export: (spans: unknown) => sent.push(JSON.stringify(spans)) };
    const exporter = scrubSpans(sink as never, by);
    return canaries
      .filter(({ text, core }) => {
        exporter.export([spanWith(text)], () => {});
        return leaks(sent.at(-1) ?? "", core);
      })
      .map(({ name }) => name);
  };
  expect(leaking(scrubber)).toEqual([]);
  const same = (text: string) => text;
  const nothing = { scrub: same, scrubName: same, scrubAttributes: <T>(of: T) => of };
  expect(leaking(nothing as never)).toEqual(canaries.map(({ name }) => name));
});
