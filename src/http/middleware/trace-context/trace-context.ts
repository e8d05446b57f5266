import type { RequestHandler } from "express";
import type { Ids } from "#/ports/ids.ts";
import { formatTraceparent, startTrace } from "#/telemetry/trace-context.ts";

/** Starts a trace for each request and tells it in `traceresponse`. */
export function traceContext(ids: Pick<Ids, "traceId" | "spanId">): RequestHandler {
  return (_req, res, next) => {
    const trace = startTrace(ids);
    res.locals.trace = trace;
    res.setHeader("traceresponse", formatTraceparent(trace));
    next();
  };
}
