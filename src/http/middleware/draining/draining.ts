import type { RequestHandler } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { isReadOnly } from "#/http/is-read-only.ts";

/** While the process stops it takes on nothing new; reading goes on until its connections close. */
export function draining(isDraining: () => boolean): RequestHandler {
  return (req, _res, next) => {
    if (!isDraining() || isReadOnly(req.method)) next();
    else next(new ProblemError("draining", "The service is about to stop: try again in a moment."));
  };
}
