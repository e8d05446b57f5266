import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { expect, test, vi } from "vitest";
import { RecordedSpan, type SpanOrigin } from "./recorded-span.ts";

const context = {
  traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
  spanId: "00f067aa0ba902b7",
  traceFlags: 1,
};

function begin(options: Partial<ConstructorParameters<typeof RecordedSpan>[1]> = {}) {
  const taken: ReadableSpan[] = [];
  const origin: SpanOrigin = {
    resource: { attributes: {}, merge: () => origin.resource, getRawAttributes: () => [] },
    instrumentationScope: { name: "colophon" },
    take: (span) => void taken.push(span),
  };
  const span = new RecordedSpan(origin, {
    name: "work",
    kind: SpanKind.INTERNAL,
    context,
    parent: undefined,
    attributes: undefined,
    links: undefined,
    ...options,
  });
  return { span, taken };
}

test("a span lasts as long as its work by the monotonic clock, whatever the wall clock does", () => {
  vi.useFakeTimers({ now: 1_700_000_000_900, toFake: ["Date", "performance"] });
  try {
    const { span } = begin();
    vi.advanceTimersByTime(1_200.5);
    vi.setSystemTime(0);
    span.end();
    expect(span.startTime).toEqual([1_700_000_000, 900_000_000]);
    expect(span.duration[0]).toBe(1);
    expect(span.endTime[0]).toBe(1_700_000_002);
    expect(span.endTime[1]).toBe(span.duration[1] - 100_000_000);
  } finally {
    vi.useRealTimers();
  }
});

test("a span is handed on once, by its first end, with all that it was told", () => {
  const { span, taken } = begin({ attributes: { kept: 1, left: undefined } });
  span.updateName("renamed");
  span.setAttributes({ list: ["a"], none: undefined });
  span.setStatus({ code: SpanStatusCode.ERROR, message: "why" });
  span.addLinks([{ context }]);
  expect(taken).toEqual([]);
  expect(span.isRecording()).toBe(true);
  span.end();
  span.end();
  expect(span.isRecording()).toBe(false);
  expect(taken).toHaveLength(1);
  expect(taken[0]).toMatchObject({
    name: "renamed",
    status: { code: SpanStatusCode.ERROR, message: "why" },
    links: [{ context }],
  });
  expect(Object.entries(taken[0]?.attributes ?? {})).toEqual([
    ["kept", 1],
    ["list", ["a"]],
  ]);
});
