import express, { type Application, type RequestHandler } from "express";
import type { Gate } from "./gate.ts";
import type { OperationsDeps, TrustProxy } from "./http-deps.ts";
import { cutOff } from "./middleware/cut-off/cut-off.ts";
import { draining } from "./middleware/draining/draining.ts";
import { host } from "./middleware/host/host.ts";
import { httpsOnly } from "./middleware/https-only/https-only.ts";
import { origin } from "./middleware/origin/origin.ts";
import { notFound, problems } from "./middleware/problems/problems.ts";
import type { Limiters } from "./middleware/rate-limit/rate-limit.ts";
import { requestId } from "./middleware/request-id/request-id.ts";
import { requestLog } from "./middleware/request-log/request-log.ts";
import { securityHeaders } from "./middleware/security-headers/security-headers.ts";
import { traceContext } from "./middleware/trace-context/trace-context.ts";
import { mountRoutes } from "./mount-routes.ts";
import type { Route } from "./route.ts";

/** Builds an Express app around a route table: what surrounds every request is the same in all of them. */
export function buildApp(
  deps: OperationsDeps,
  options: {
    routes: readonly Route[];
    gate: Gate;
    /** Left out where only operators ask. */
    limiters?: Limiters;
    /** Stands before all of `/internal`. */
    internal?: RequestHandler;
    trustProxy?: TrustProxy;
    /** Whether requests of plain HTTP are redirected or refused, but for what operators ask. */
    forceHttps?: boolean;
    corsOrigins?: readonly string[];
    /** Whether it has to be asked by a name of this machine's own. */
    loopbackOnly?: boolean;
    /** Asked when no route answers. */
    fallback?: RequestHandler;
  },
): Application {
  const { routes, gate, limiters = () => [], internal, fallback } = options;
  const { trustProxy = false, forceHttps = false, corsOrigins = [] } = options;
  const { loopbackOnly = false } = options;
  const app = express();
  app.set("trust proxy", trustProxy);
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("case sensitive routing");
  app.enable("strict routing");
  app.use(requestId(deps), traceContext(deps.ids), requestLog(deps), cutOff(deps));
  app.use(securityHeaders(), host({ loopbackOnly }));
  if (forceHttps) app.use(httpsOnly());
  app.use(origin(corsOrigins), draining(deps.isClosing));
  if (internal !== undefined) app.use("/internal", internal);
  mountRoutes(app, routes, { gate, limiters });
  if (fallback !== undefined) app.use(fallback);
  app.use(notFound(), problems(deps));
  return app;
}
