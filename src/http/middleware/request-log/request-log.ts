import type { RequestHandler } from "express";
import type { Clock } from "#/ports/clock.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import { observeRequest } from "#/telemetry/observe-request.ts";
import { RequestLine } from "#/telemetry/request-line.ts";
import { endRequestSpan } from "#/telemetry/request-span.ts";

// What nginx calls it: the client left before there was an answer.
const clientClosedRequest = 499;

/**
 * Tells of each request once, when it ends, however it ends: one log line, one observation and, where
 * it is sampled, its span. Of health checks that went well the logger writes only some.
 * `bytes` are those of the body; an answer that was cut off counts none.
 */
export function requestLog(deps: { clock: Clock; log: Logger; metrics: Metrics }): RequestHandler {
  const { clock, log, metrics } = deps;
  return (req, res, next) => {
    const start = clock.monotonic();
    res.locals.route = "unmatched";
    res.on("close", () => {
      const ms = clock.monotonic() - start;
      const { method } = req;
      const { route, requestId, trace, span, novelId } = res.locals;
      const aborted = !res.writableFinished;
      const status = res.headersSent ? res.statusCode : clientClosedRequest;
      observeRequest(metrics, { method, route, status, seconds: ms / 1000, trace });
      endRequestSpan(span, { method, route, status, aborted, requestId, novelId });
      const probed = route.startsWith("/health") && !aborted && status < 400;
      log.info(
        new RequestLine({
          event: probed ? "http.probe" : "http.request",
          method,
          route,
          status,
          durationMs: ms,
          bytes: aborted || method === "HEAD" ? 0 : Number(res.getHeader("content-length") ?? 0),
          aborted,
          requestId,
          traceId: trace.traceId,
          spanId: trace.spanId,
          novelId,
        }),
        "request",
      );
    });
    next();
  };
}
