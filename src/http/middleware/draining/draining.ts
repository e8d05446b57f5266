import type { RequestHandler } from "express";
import { ProblemError } from "#/contract/problem.ts";

/** While the process stops it takes on nothing new; reading goes on until its connections close. */
export function draining(isDraining: () => boolean): RequestHandler {
  return (req, _res, next) => {
    if (!isDraining() || req.method === "GET" || req.method === "HEAD") next();
    else next(new ProblemError("draining", "The service is about to stop: try again in a moment."));
  };
}
