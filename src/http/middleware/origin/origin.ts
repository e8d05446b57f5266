import type { RequestHandler, Response } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { isReadOnly } from "#/http/is-read-only.ts";

/**
 * Lets pages of our own and of the listed origins use the API, the listed ones by CORS, and refuses
 * mutations from pages of any other. Who sends no `Origin` is no page.
 */
export function origin(corsOrigins: readonly string[]): RequestHandler {
  const listed = new Set(corsOrigins);
  return (req, res, next) => {
    const { origin: from } = req.headers;
    if (listed.size > 0) res.vary("Origin");
    if (from === undefined || isOwn(from, req.headers.host)) {
      next();
    } else if (listed.has(from)) {
      allow(res, from);
      if (req.method !== "OPTIONS" || !("access-control-request-method" in req.headers)) next();
      else answerPreflight(res);
    } else if (isReadOnly(req.method)) {
      next();
    } else {
      next(
        new ProblemError(
          "origin-not-allowed",
          "Pages of this origin may not change anything here: CORS_ORIGINS lists those that may.",
        ),
      );
    }
  };
}

/** Whether a page of origin `from` may use what is served at `host`: our own pages may, and the listed ones. */
export function isOwnOrListed(corsOrigins: readonly string[]) {
  const listed = new Set(corsOrigins);
  return (from: string, host: string | undefined): boolean => listed.has(from) || isOwn(from, host);
}

// The scheme is left out of it, because TLS may end at a proxy before us.
function isOwn(from: string, host = ""): boolean {
  return from === `http://${host}` || from === `https://${host}`;
}

function allow(res: Response, from: string): void {
  res.setHeader("access-control-allow-origin", from);
  res.setHeader("access-control-allow-credentials", "true");
  res.setHeader(
    "access-control-expose-headers",
    "x-request-id, traceresponse, location, idempotent-replayed, retry-after, ratelimit, ratelimit-policy",
  );
}

function answerPreflight(res: Response): void {
  res.setHeader("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE");
  res.setHeader("access-control-allow-headers", "content-type, idempotency-key, x-request-id");
  res.setHeader("access-control-max-age", "7200");
  res.statusCode = 204;
  res.end();
}
