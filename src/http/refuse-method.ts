import type { RequestHandler } from "express";
import { ProblemError } from "#/contract/problem.ts";

/** Answers the methods that an address has not, `methods` being those it has; OPTIONS is told which. */
export function refuseMethod(methods: readonly string[]): RequestHandler {
  const allowed = ["OPTIONS", ...methods, ...(methods.includes("GET") ? ["HEAD"] : [])];
  const allow = allowed.toSorted().join(", ");
  return (req, res, next) => {
    res.setHeader("allow", allow);
    if (req.method === "OPTIONS") res.status(204).end();
    else next(new ProblemError("method-not-allowed", `Possible here: ${allow}.`));
  };
}
