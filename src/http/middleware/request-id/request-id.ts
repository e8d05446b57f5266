import type { RequestHandler } from "express";
import { type RequestIdDeps, chooseRequestId } from "#/telemetry/request-id.ts";

/** Gives each request its id, the caller's own where that is sane and no secret, and tells it in `x-request-id`. */
export function requestId(deps: RequestIdDeps): RequestHandler {
  return (req, res, next) => {
    const id = chooseRequestId(req.headers["x-request-id"], deps);
    res.locals.requestId = id;
    res.setHeader("x-request-id", id);
    next();
  };
}
