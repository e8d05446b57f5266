import type { RequestHandler } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { isReadOnly } from "#/http/is-read-only.ts";

/** A process that closes takes on nothing new; reading goes on until its connections are closed. */
export function draining(isClosing: () => boolean): RequestHandler {
  return (req, _res, next) => {
    if (!isClosing() || isReadOnly(req.method)) next();
    else next(new ProblemError("draining", "The service is about to stop: try again in a moment."));
  };
}
