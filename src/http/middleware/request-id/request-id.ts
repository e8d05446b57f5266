import type { RequestHandler } from "express";
import type { Ids } from "#/ports/ids.ts";

const sane = /^[A-Za-z0-9._-]{1,128}$/;

/** Gives each request its id, the caller's own where that is sane, and tells it in `x-request-id`. */
export function requestId(ids: Pick<Ids, "uuid">): RequestHandler {
  return (req, res, next) => {
    const given = req.headers["x-request-id"];
    const id = typeof given === "string" && sane.test(given) ? given : ids.uuid();
    res.locals.requestId = id;
    res.setHeader("x-request-id", id);
    next();
  };
}
