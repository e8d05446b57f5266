import type { RequestHandler } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { type AdminToken, identifyAdmin } from "#/domain/identify-admin.ts";
import type { Metrics } from "#/telemetry/metrics.ts";

/**
 * Stands before all of `/internal`, also where nothing is: who bears no admin token is refused, and
 * counted by `limitFailures`; who bears one is never held up by those who guess.
 */
export function admin(deps: {
  adminTokens: () => readonly AdminToken[];
  limitFailures: RequestHandler;
  metrics: Pick<Metrics, "authFailures">;
}): RequestHandler {
  const { adminTokens, limitFailures, metrics } = deps;
  return (req, res, next) => {
    res.setHeader("cache-control", "no-store");
    res.locals.admin = identifyAdmin(req.headers.authorization, adminTokens());
    if (res.locals.admin !== undefined) {
      next();
      return;
    }
    metrics.authFailures.inc({ kind: "admin-token" });
    limitFailures(req, res, (error?: unknown) => {
      next(error ?? new ProblemError("unauthorized", "This needs an admin token as bearer token."));
    });
  };
}
