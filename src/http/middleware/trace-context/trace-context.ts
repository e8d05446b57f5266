import type { RequestHandler } from "express";
import type { Ids } from "#/ports/ids.ts";
import { attribute } from "#/telemetry/attributes.ts";
import { startRequestTrace } from "#/telemetry/request-span.ts";
import { withSpan } from "#/telemetry/spans.ts";
import { formatTraceparent, startTrace } from "#/telemetry/trace-context.ts";

/** Asked every few seconds by machines: no traces of that. */
const probes = /^\/(health|metrics)(\/|$)/;

/**
 * Starts a trace for each request and tells it in `traceresponse`. What the request leads to is a part
 * of it; its span is ended by `requestLog`, which knows how the request ended.
 */
export function traceContext(ids: Pick<Ids, "traceId" | "spanId">): RequestHandler {
  return (req, res, next) => {
    const { path } = req;
    const { trace, span } = probes.test(path)
      ? { trace: startTrace(ids), span: undefined }
      : startRequestTrace(ids, { path, traceparent: req.headers["traceparent"] });
    res.locals.trace = trace;
    res.locals.span = span;
    res.setHeader("traceresponse", formatTraceparent(trace));
    if (span === undefined) {
      next();
      return;
    }
    span.setAttribute(attribute.urlScheme, req.protocol);
    withSpan(span, next);
  };
}
