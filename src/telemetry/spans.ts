import {
  type Attributes,
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  context,
  isSpanContextValid,
  trace,
} from "@opentelemetry/api";
import { attribute } from "./attributes.ts";
import { formatTraceparent, readTraceparent } from "./trace-context.ts";

/** What makes the spans of this process, and says which new traces have any. */
export interface SpanMaker {
  tracer: Tracer;
  samples(traceId: string): boolean;
}

/** Ids that were made before their span. */
interface SpanIds {
  traceId?: string | undefined;
  spanId?: string | undefined;
}

// One for the process, like what OpenTelemetry's API keeps; asking that for it costs as much as a span.
let maker: SpanMaker | undefined;
// Set for as long as a span is being made.
let promised: SpanIds = {};

/** Makes spans by this from now on; by nothing where it is undefined. */
export function makeSpansBy(next: SpanMaker | undefined): void {
  maker = next;
}

/** Whether a trace that begins now is to be recorded. */
export function isTraceSampled(traceId: string): boolean {
  return maker?.samples(traceId) ?? false;
}

/** The ids that the span which is being made was promised. */
export function promisedIds(): SpanIds {
  return promised;
}

export interface SpanOptions {
  name: string;
  kind?: SpanKind;
  attributes?: Attributes;
  links?: Link[];
  /** The span's id, where it had to be known before. */
  spanId?: string;
  /** The same of the trace that it begins. */
  traceId?: string;
}

/**
 * Runs `work` within a span, a child of the one that is active, and ends it with `work`; a rejection
 * marks it as failed. Where no sampled trace is active there is no span, and nearly no cost.
 */
export async function inSpan<T>(
  options: SpanOptions,
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  if (!isTraced()) return work(undefined);
  const span = startSpan(options, context.active());
  try {
    return await context.with(trace.setSpan(context.active(), span), work, undefined, span);
  } catch (error) {
    markFailed(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** The same for work that is done at once. */
export function inSpanSync(options: SpanOptions, work: () => void): void {
  if (!isTraced()) {
    work();
    return;
  }
  const span = startSpan(options, context.active());
  work();
  span.end();
}

/** Starts a span that its caller ends; it becomes nobody's parent by itself. */
export function startSpan({ spanId, traceId, ...options }: SpanOptions, parent: Context): Span {
  const { name, ...rest } = options;
  const tracer = maker?.tracer ?? trace.getTracer("colophon");
  promised = { traceId, spanId };
  try {
    return tracer.startSpan(name, rest, parent);
  } finally {
    promised = {};
  }
}

export function markFailed(span: Span, error: unknown): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  span.setAttribute(attribute.errorType, name);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

/** Whether a sampled trace is active. */
export function isTraced(): boolean {
  return isSampled(trace.getSpanContext(context.active()));
}

/** The active span of a sampled trace as others are told of it; undefined without one. */
export function activeTraceparent(): string | undefined {
  const active = trace.getSpanContext(context.active());
  if (active === undefined || !isSampled(active)) return undefined;
  return formatTraceparent({ ...active, sampled: true });
}

/** Runs `work` as a part of this span, which its caller ends. */
export function withSpan<T>(span: Span, work: () => T): T {
  return context.with(trace.setSpan(ROOT_CONTEXT, span), work);
}

/** Runs `work` as a part of another process's or an earlier trace; outside of all traces where that is not sampled, or none. */
export function inTrace<T>(traceparent: string | undefined, work: () => T): T {
  const remote = traceparent === undefined ? undefined : contextOf(traceparent);
  return context.with(
    isSampled(remote) ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT,
    work,
  );
}

/** Runs `work` where it leaves no spans, nor do the drivers it uses. */
export function outsideTraces<T>(work: () => T): T {
  return context.with(ROOT_CONTEXT, work);
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

function isSampled(spanContext: SpanContext | undefined): spanContext is SpanContext {
  return spanContext !== undefined && (spanContext.traceFlags & TraceFlags.SAMPLED) !== 0;
}
