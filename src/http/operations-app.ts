import type { Application } from "express";
import { buildApp } from "./build-app.ts";
import { createGate } from "./gate.ts";
import type { OperationsDeps } from "./http-deps.ts";
import { createKeyAccess } from "./key-access.ts";
import { createMetricsAccess } from "./metrics-access.ts";
import type { Route } from "./route.ts";
import { healthRoutes } from "./routes/health.ts";
import { metricsRoutes } from "./routes/metrics.ts";

/** What every process answers to its operators. */
export function operationsRoutes(deps: OperationsDeps): Route[] {
  return [...healthRoutes(deps), ...metricsRoutes(deps)];
}

/** The app of a process that serves operators only, such as a worker. */
export function createOperationsApp(deps: OperationsDeps): Application {
  const sessionOf = () => {
    throw new Error("nobody owns anything here");
  };
  const mayReadMetrics = createMetricsAccess(deps.metricsAuthTokens);
  return buildApp(deps, {
    routes: operationsRoutes(deps),
    gate: createGate(deps, { sessionOf, keyOf: createKeyAccess(deps), mayReadMetrics }),
  });
}
