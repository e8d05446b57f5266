import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Attributes,
  type Link,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  isSpanContextValid,
} from "@opentelemetry/api";
import { attribute } from "./attributes.ts";
import { RecordedSpan, type SpanOrigin } from "./recorded-span.ts";
import { formatTraceparent, readTraceparent } from "./trace-context.ts";

/** What makes the spans of this process, and says which new traces have any. */
export interface SpanMaker extends SpanOrigin {
  samples(traceId: string): boolean;
  newSpanId(): string;
}

// One for the process.
let maker: SpanMaker | undefined;

/** The span of a sampled trace that what runs is a part of. */
const active = new AsyncLocalStorage<SpanContext | undefined>();

/** Makes spans by this from now on; by nothing where it is undefined. */
export function makeSpansBy(next: SpanMaker | undefined): void {
  maker = next;
}

/** Whether a trace that begins now is to be recorded. */
export function isTraceSampled(traceId: string): boolean {
  return maker?.samples(traceId) ?? false;
}

export interface SpanOptions {
  name: string;
  kind?: SpanKind;
  attributes?: Attributes;
  links?: Link[];
  /** The span's id, where it had to be known before. */
  spanId?: string;
}

/**
 * Runs `work` within a span, a child of the one that is active, and ends it with `work`; a rejection
 * marks it as failed. Where no sampled trace is active there is no span, and nearly no cost.
 */
export async function inSpan<T>(
  options: SpanOptions,
  work: (span: RecordedSpan | undefined) => Promise<T>,
): Promise<T> {
  const span = startSpan(options);
  if (span === undefined) return work(undefined);
  try {
    return await active.run(span.context, work, span);
  } catch (error) {
    markFailed(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** The same for work that is done at once. */
export function inSpanSync(options: SpanOptions, work: () => void): void {
  const span = startSpan(options);
  if (span === undefined) {
    work();
    return;
  }
  active.run(span.context, work);
  span.end();
}

/** Starts a child of the active span, which its caller ends and which becomes nobody's parent by itself; undefined where no sampled trace is active. */
export function startSpan(options: SpanOptions): RecordedSpan | undefined {
  const parent = activeContext();
  return parent && makeSpan(options, parent.traceId, parent);
}

/** Starts the first span of a trace that is sampled; its caller ends it. */
export function startRootSpan(
  options: SpanOptions & { traceId: string },
): RecordedSpan | undefined {
  return makeSpan(options, options.traceId, undefined);
}

function makeSpan(
  options: SpanOptions,
  traceId: string,
  parent: SpanContext | undefined,
): RecordedSpan | undefined {
  if (maker === undefined) return undefined;
  const { name, kind = SpanKind.INTERNAL, attributes, links, spanId = maker.newSpanId() } = options;
  const context = { traceId, spanId, traceFlags: TraceFlags.SAMPLED };
  return new RecordedSpan(maker, { name, kind, context, parent, attributes, links });
}

export function markFailed(span: RecordedSpan, error: unknown): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  span.setAttribute(attribute.errorType, name);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

/** Whether a sampled trace is active. */
export function isTraced(): boolean {
  return activeContext() !== undefined;
}

function activeContext(): SpanContext | undefined {
  return maker === undefined ? undefined : active.getStore();
}

/** The active span of a sampled trace as others are told of it; undefined without one. */
export function activeTraceparent(): string | undefined {
  const context = activeContext();
  return context && formatTraceparent({ ...context, sampled: true });
}

/** Runs `work` as a part of this span, which its caller ends. */
export function withSpan<T>(span: RecordedSpan, work: () => T): T {
  return active.run(span.context, work);
}

/** Runs `work` as a part of another process's or an earlier trace; outside of all traces where that is not sampled, or none. */
export function inTrace<T>(traceparent: string | undefined, work: () => T): T {
  const remote = traceparent === undefined ? undefined : contextOf(traceparent);
  return active.run(isSampled(remote) ? remote : undefined, work);
}

/** Runs `work` where it leaves no spans, nor do the drivers it uses. */
export function outsideTraces<T>(work: () => T): T {
  return active.run(undefined, work);
}

/** A link to the span that a `traceparent` names; none where it names none, whoever wrote it. */
export function linksTo(traceparent: unknown): Link[] {
  const linked = typeof traceparent === "string" ? contextOf(traceparent) : undefined;
  return linked === undefined ? [] : [{ context: linked }];
}

function contextOf(traceparent: string): SpanContext | undefined {
  const parsed = readTraceparent(traceparent);
  if (parsed === undefined) return undefined;
  const { sampled, ...ids } = parsed;
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  const named = { ...ids, traceFlags, isRemote: true };
  return isSpanContextValid(named) ? named : undefined;
}

function isSampled(spanContext: SpanContext | undefined): boolean {
  return spanContext !== undefined && (spanContext.traceFlags & TraceFlags.SAMPLED) !== 0;
}
