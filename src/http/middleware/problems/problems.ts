import type { ErrorRequestHandler, RequestHandler } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { toldOf } from "#/http/exchange.ts";
import type { OperationsDeps } from "#/http/http-deps.ts";
import { problemKind } from "#/http/problem-table.ts";
import { writeProblem } from "#/http/write-problem.ts";

/** Answers what no route answered. */
export function notFound(): RequestHandler {
  return (_req, _res, next) => {
    next(new ProblemError("not-found", "There is nothing at this address."));
  };
}

/**
 * Answers every error as problem details. What was not thrown on purpose becomes `internal`: the
 * answer says nothing of it, the log says all.
 */
export function problems({
  log,
  scrubber,
}: Pick<OperationsDeps, "log" | "scrubber">): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const problem = toProblem(error);
    const { status } = problemKind(problem.code);
    const { requestId, trace, route, novelId } = res.locals;
    if (status >= 500 && problem.code !== "draining")
      log.error(
        {
          event: "http.failed",
          err: error,
          method: req.method,
          route,
          code: problem.code,
          ...toldOf(res.locals),
          novel_id: novelId,
        },
        "a request failed",
      );
    // Whoever asked has left: there is no answer, and none is told of.
    if (req.readableAborted || req.socket.destroyed) return;
    if (res.headersSent) {
      // Half an answer must not look like a whole one.
      res.destroy();
      return;
    }
    const { headers, text } = writeProblem(problem, {
      requestId,
      traceId: trace.traceId,
      scrubber,
    });
    res.statusCode = status;
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    res.end(text);
  };
}

function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  // Express's own: an address with broken percent-encoding, and an If-Match on a file.
  if (error instanceof URIError) return new ProblemError("not-found", "There is no such thing.");
  if (isFailedPrecondition(error))
    return new ProblemError("precondition-failed", "The file is not the one you have.");
  return new ProblemError("internal", "It was not your request. The log knows more, by requestId.");
}

function isFailedPrecondition(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 412;
}
