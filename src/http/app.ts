import type { Application } from "express";
import { createEndedSessions } from "#/domain/ended-sessions.ts";
import { buildApp } from "./build-app.ts";
import { createGate } from "./gate.ts";
import type { HttpDeps } from "./http-deps.ts";
import { createKeyAccess } from "./key-access.ts";
import { createMetricsAccess } from "./metrics-access.ts";
import { admin } from "./middleware/admin/admin.ts";
import { createLimiters } from "./middleware/rate-limit/rate-limit.ts";
import { createSessions } from "./middleware/session/session.ts";
import { webApp } from "./middleware/web-app/web-app.ts";
import { operationsRoutes } from "./operations-app.ts";
import type { Route } from "./route.ts";
import { aboutRoutes } from "./routes/about.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { auditRoutes } from "./routes/audit.ts";
import { bookRoutes } from "./routes/book.ts";
import { chapterRoutes } from "./routes/chapters.ts";
import { commandRoutes } from "./routes/commands.ts";
import { configRoutes } from "./routes/config.ts";
import { eventRoutes } from "./routes/events.ts";
import { internalNovelRoutes } from "./routes/internal-novels.ts";
import { meRoutes } from "./routes/me.ts";
import { metadataRoutes } from "./routes/metadata.ts";
import { metricsOfNovelRoutes } from "./routes/metrics-of-novel.ts";
import { novelRoutes } from "./routes/novels.ts";
import { openApiRoutes } from "./routes/openapi.ts";
import { outlineRoutes } from "./routes/outline.ts";
import { realtimeMetricsRoutes } from "./routes/realtime-metrics.ts";
import { reportRoutes } from "./routes/reports.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { traceRoutes } from "./routes/trace.ts";

/** Builds the whole HTTP interface: the API, what operators ask, and the web app. It listens nowhere yet. */
export function createApp(deps: HttpDeps): Application {
  const endedSessions = createEndedSessions(deps);
  const sessions = createSessions({ ...deps, endedSessions });
  const mayReadMetrics = createMetricsAccess(deps.metricsAuthTokens);
  const keyOf = createKeyAccess(deps);
  const routes: Route[] = [
    ...novelRoutes(deps),
    ...chapterRoutes(deps),
    ...eventRoutes(deps),
    ...outlineRoutes(deps),
    ...commandRoutes(deps),
    ...metricsOfNovelRoutes(deps),
    ...metadataRoutes(deps),
    ...traceRoutes(deps),
    ...bookRoutes(deps),
    ...meRoutes(deps),
    ...sessionRoutes(deps, { ...sessions, endedSessions }),
    ...internalNovelRoutes(deps),
    ...configRoutes(deps),
    ...apiKeyRoutes(deps),
    ...realtimeMetricsRoutes(deps),
    ...auditRoutes(deps),
    ...reportRoutes(deps),
    ...aboutRoutes(deps),
    ...operationsRoutes(deps),
  ];
  const limiters = createLimiters({
    ...deps,
    ...sessions,
    keyOf,
    mayReadMetrics,
    rateLimits: () => deps.settings.now().rateLimits,
  });
  return buildApp(deps, {
    routes: [...routes, ...openApiRoutes(routes, deps.version)],
    gate: createGate(deps, { ...sessions, keyOf, mayReadMetrics }),
    limiters: limiters.of,
    internal: admin({ ...deps, limitFailures: limiters.named("admin-failure") }),
    trustProxy: deps.trustProxy,
    forceHttps: deps.forceHttps,
    corsOrigins: deps.corsOrigins,
    loopbackOnly: deps.loopbackOnly,
    fallback: webApp(deps.webRoot, sessions.welcome),
  });
}
