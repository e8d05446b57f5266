import type { Ids } from "#/ports/ids.ts";

/** W3C Trace Context, level 1: https://www.w3.org/TR/trace-context/ */
export interface TraceContext {
  traceId: string;
  spanId: string;
  sampled: boolean;
}

const shape = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** A trace of its own for what is not traced: its ids are told and logged all the same. */
export function startTrace(ids: Pick<Ids, "traceId" | "spanId">): TraceContext {
  return { traceId: ids.traceId(), spanId: ids.spanId(), sampled: false };
}

export function formatTraceparent({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? "01" : "00"}`;
}

/** Reads a `traceparent` that anybody wrote; undefined when it is none of version 00. */
export function readTraceparent(traceparent: string): TraceContext | undefined {
  const [, traceId, spanId, flags] = shape.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Reads a `traceparent` that we wrote ourselves; anything else is a programming error. */
export function parseTraceparent(traceparent: string): TraceContext {
  const parsed = readTraceparent(traceparent);
  if (parsed === undefined) throw new Error("not a traceparent of version 00");
  return parsed;
}
