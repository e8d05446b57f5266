import type { RequestHandler } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { hostFault } from "#/http/host-fault.ts";

/** Refuses requests that do not say whom they ask, or ask another, and ends their connection. */
export function host(rules: { loopbackOnly: boolean }): RequestHandler {
  return (req, res, next) => {
    const fault = hostFault(req, rules);
    if (fault === undefined) {
      next();
      return;
    }
    res.setHeader("connection", "close");
    next(new ProblemError("invalid-input", fault));
  };
}
