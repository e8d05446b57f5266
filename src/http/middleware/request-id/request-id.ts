import type { RequestHandler } from "express";
import type { Ids } from "#/ports/ids.ts";
import { chooseRequestId } from "#/telemetry/request-id.ts";

/** Gives each request its id, the caller's own where that is sane, and tells it in `x-request-id`. */
export function requestId(ids: Pick<Ids, "uuid">): RequestHandler {
  return (req, res, next) => {
    const id = chooseRequestId(req.headers["x-request-id"], ids);
    res.locals.requestId = id;
    res.setHeader("x-request-id", id);
    next();
  };
}
