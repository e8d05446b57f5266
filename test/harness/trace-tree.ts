import { expect } from "vitest";
import type { SpanSink, SunkSpan } from "#test/faults/span-sink.ts";

/** The spans of one trace. */
export function inTrace(sink: SpanSink, id: string): SunkSpan[] {
  return sink.spans.filter(({ traceId }) => traceId === id);
}

export function named(spans: readonly SunkSpan[], name: string): SunkSpan[] {
  return spans.filter((span) => span.name === name);
}

/** Fails unless the spans have one root and all their parents; returns the root. */
export function expectOneTrace(spans: readonly SunkSpan[]): SunkSpan {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  expect(ids.size, "span ids").toBe(spans.length);
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
  const orphans = spans.filter(
    ({ parentSpanId }) => parentSpanId !== undefined && !ids.has(parentSpanId),
  );
  expect(orphans, "orphans").toEqual([]);
  expect(roots, "roots").toHaveLength(1);
  return roots[0]!;
}

/** Under which other spans those of each name stand, by name. */
export function parentNames(spans: readonly SunkSpan[]): Record<string, string[]> {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const parents: Record<string, Set<string>> = {};
  for (const { name, parentSpanId } of spans) {
    const parent = byId.get(parentSpanId ?? "");
    if (parent !== undefined) (parents[name] ??= new Set()).add(parent.name);
  }
  return Object.fromEntries(Object.entries(parents).map(([name, under]) => [name, [...under]]));
}
