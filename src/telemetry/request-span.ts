import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { Ids } from "#/ports/ids.ts";
import { attribute } from "./attributes.ts";
import type { RecordedSpan } from "./recorded-span.ts";
import { spanNames } from "./span-names.ts";
import { isTraceSampled, linksTo, startRootSpan } from "./spans.ts";
import { type TraceContext, startTrace } from "./trace-context.ts";

/** What a request's span tells, beside its duration. */
export interface RequestFacts {
  method: string;
  route: string;
  status: number;
  aborted: boolean;
  requestId: string;
  novelId?: string | undefined;
}

/** A request's own trace; `span` is there where it is sampled. */
export interface RequestTrace {
  trace: TraceContext;
  span: RecordedSpan | undefined;
}

/**
 * Starts a request's trace. A caller's `traceparent` is linked and not followed: it would decide what
 * is sampled. Whether it is comes first, so that most requests cost two ids and no more.
 */
export function startRequestTrace(
  ids: Pick<Ids, "traceId" | "spanId">,
  { path, traceparent }: { path?: string | undefined; traceparent?: unknown },
): RequestTrace {
  const begun = startTrace(ids);
  if (!isTraceSampled(begun.traceId)) return { trace: begun, span: undefined };
  const { traceId, spanId } = begun;
  const span = startRootSpan({
    traceId,
    spanId,
    name: "request",
    kind: SpanKind.SERVER,
    attributes: { [attribute.urlPath]: path },
    links: linksTo(traceparent),
  });
  return { trace: { ...begun, sampled: true }, span };
}

/** Ends a request's span with what is known at its end. */
export function endRequestSpan(span: RecordedSpan | undefined, facts: RequestFacts): void {
  if (span === undefined) return;
  const { method, route, status, aborted, requestId, novelId } = facts;
  span.updateName(spanNames.request(method, route));
  span.setAttributes({
    [attribute.httpMethod]: method,
    [attribute.httpRoute]: route,
    [attribute.httpStatus]: status,
    [attribute.requestId]: requestId,
    [attribute.aborted]: aborted || undefined,
    [attribute.novelId]: novelId,
    [attribute.errorType]: status >= 500 ? `${status}` : undefined,
  });
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
