import type { Request, RequestHandler } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { bearsCredentials } from "#/http/bears-credentials.ts";
import { hasBody } from "#/http/has-body.ts";
import { hostShape } from "#/http/host-shape.ts";
import { isForOperators } from "#/http/is-for-operators.ts";

/**
 * Takes requests over TLS only, but for what operators ask within their network. Pages are sent there by
 * a redirect; whoever has sent credentials or a body in the clear is refused, lest it go on like that.
 */
export function httpsOnly(): RequestHandler {
  return (req, res, next) => {
    if (req.secure || isForOperators(req.path)) {
      next();
      return;
    }
    const target = mayBeSentOn(req) ? secureAddress(req) : undefined;
    if (target === undefined) {
      next(new ProblemError("https-required", "This is served over HTTPS only."));
      return;
    }
    res.setHeader("cache-control", "no-store");
    res.location(target).status(308).end();
  };
}

function mayBeSentOn(req: Request): boolean {
  const { authorization, cookie } = req.headers;
  const reads = req.method === "GET" || req.method === "HEAD";
  const bears =
    authorization !== undefined || cookie !== undefined || bearsCredentials(req.originalUrl);
  return reads && !bears && !hasBody(req);
}

/** The same address over TLS, on its own port; undefined where the client named no host or not a path. */
function secureAddress({ headers: { host = "" }, originalUrl }: Request): string | undefined {
  if (!hostShape.test(host) || !originalUrl.startsWith("/")) return undefined;
  return `https://${host.replace(/:\d+$/, "")}${originalUrl}`;
}
