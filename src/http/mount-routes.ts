import type { Application, Request, RequestHandler, Response } from "express";
import { type Gate, scopeFirst } from "./gate.ts";
import { jsonBody } from "./middleware/json-body/json-body.ts";
import type { Limiters } from "./middleware/rate-limit/rate-limit.ts";
import { refuseMethod } from "./refuse-method.ts";
import type { Reply, Route } from "./route.ts";

/** Puts every route of a table into an Express app; a known address refuses the methods it has not. */
export function mountRoutes(
  app: Application,
  routes: readonly Route[],
  { gate, limiters }: { gate: Gate; limiters: Limiters },
): void {
  for (const [path, group] of Map.groupBy(routes, (route) => route.path)) {
    const known: RequestHandler = (_req, res, next) => {
      res.locals.route = path;
      res.setHeader("cache-control", "no-store");
      next();
    };
    const mounted = app.route(path).all(known);
    for (const route of group) {
      const body = route.method === "get" ? [] : [jsonBody(route.bodies)];
      mounted[route.method](...limiters(route), ...scopeFirst(route), ...body, serve(route, gate));
    }
    mounted.all(refuseMethod(group.map(({ method }) => method.toUpperCase())));
  }
}

function serve(route: Route, gate: Gate): RequestHandler {
  const headers = Object.keys(route.schemas.headers?.shape ?? {});
  return async (req, res) => {
    const parsed = route.validate({
      params: req.params,
      query: req.query,
      headers: named(headers, req),
      body: req.body as unknown,
    });
    const grant = await gate(route.access, parsed, req, res);
    send(res, await route.answer(parsed, grant, { exchange: res.locals, req }));
  };
}

/** The headers that a route asks for, under the names by which it does. */
function named(names: readonly string[], req: Request): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, req.headers[name.toLowerCase()]]));
}

function send(res: Response, reply: Reply): void {
  res.statusCode = reply.status ?? 200;
  for (const [name, value] of Object.entries(reply.headers ?? {})) res.setHeader(name, value);
  const isText = "text" in reply;
  if (isText && reply.attachment !== undefined) res.attachment(reply.attachment);
  const text = isText ? reply.text : JSON.stringify(reply.json);
  res.setHeader("content-type", isText ? reply.type : "application/json");
  res.setHeader("content-length", Buffer.byteLength(text));
  res.end(text);
}
