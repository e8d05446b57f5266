import type { RequestHandler, Response } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { isReadOnly } from "#/http/is-read-only.ts";

/** What answers to pages of listed origins say, beside the origin itself. */
export const granted = {
  "access-control-allow-credentials": "true",
  "access-control-expose-headers":
    "x-request-id, traceresponse, location, idempotent-replayed, retry-after, ratelimit, ratelimit-policy",
} as const;

/** What their preflights are answered beside that. */
export const grantedBefore = {
  "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers":
    "authorization, content-type, idempotency-key, if-match, x-request-id",
  "access-control-max-age": "7200",
} as const;

/** Browsers bring what a content policy stopped from no origin: our pages are not to be referred to. */
const reports = "/api/csp-report";

/**
 * Lets pages of our own and of the listed origins use the API, the listed ones by CORS, and refuses
 * mutations from pages of any other. Who sends no `Origin` is no page.
 */
export function origin(corsOrigins: readonly string[]): RequestHandler {
  const listed = new Set(corsOrigins);
  return (req, res, next) => {
    const { origin: from } = req.headers;
    if (listed.size > 0) res.vary("Origin");
    if (from === undefined || isOwn(from, { host: req.headers.host, secure: req.secure })) {
      next();
    } else if (listed.has(from)) {
      allow(res, from);
      if (req.method !== "OPTIONS" || !("access-control-request-method" in req.headers)) next();
      else answerPreflight(res);
    } else if (isReadOnly(req.method) || (from === "null" && req.path === reports)) {
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

/** Where a request was sent to, as its headers tell. */
interface Target {
  host: string | undefined;
  secure: boolean;
}

/** Whether a page of origin `from` may use what is served at `target`: our own pages may, and the listed ones. */
export function isOwnOrListed(corsOrigins: readonly string[]) {
  const listed = new Set(corsOrigins);
  return (from: string, target: Target): boolean => listed.has(from) || isOwn(from, target);
}

/** Over TLS a page of plain HTTP is another's; in the clear there may still be TLS before us that no trusted proxy tells of. */
function isOwn(from: string, { host = "", secure }: Target): boolean {
  return from === `https://${host}` || (!secure && from === `http://${host}`);
}

function allow(res: Response, from: string): void {
  res.setHeader("access-control-allow-origin", from);
  for (const [name, value] of Object.entries(granted)) res.setHeader(name, value);
}

function answerPreflight(res: Response): void {
  for (const [name, value] of Object.entries(grantedBefore)) res.setHeader(name, value);
  res.statusCode = 204;
  res.end();
}
