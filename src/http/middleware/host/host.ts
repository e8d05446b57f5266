import type { RequestHandler } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { lacksHost } from "#/http/lacks-host.ts";

/** Refuses requests that do not say whom they ask, and ends their connection: RFC 9112, 3.2. */
export function host(): RequestHandler {
  return (req, res, next) => {
    if (!lacksHost(req)) {
      next();
      return;
    }
    res.setHeader("connection", "close");
    next(new ProblemError("invalid-input", "A request of HTTP/1.1 needs a Host header."));
  };
}
