import { type DependencyState, type Readiness, liveness, readiness } from "#/contract/service.ts";
import type { OperationsDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";

/** Liveness and readiness. */
export function healthRoutes(
  deps: Pick<OperationsDeps, "store" | "queue" | "bus" | "model" | "isDraining">,
): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/health",
      operationId: "getLiveness",
      summary: "Whether the process answers",
      tags: ["operations"],
      access: "public",
      responses: { 200: { description: "It does.", schema: liveness } },
      handle: () => ({ json: { status: "ok" } }),
    }),
    defineRoute({
      method: "get",
      path: "/health/ready",
      operationId: "getReadiness",
      summary: "Whether the process can do its work, and what it depends on",
      tags: ["operations"],
      access: "public",
      responses: {
        200: { description: "It can, if degraded.", schema: readiness },
        503: { description: "The store is down, or the process is stopping.", schema: readiness },
      },
      handle: async () => {
        const [store, queue, bus, model] = await Promise.all(
          [deps.store, deps.queue, deps.bus, deps.model].map(stateOf),
        );
        const dependencies = { store, queue, bus, model } as Readiness["dependencies"];
        const status = deps.isDraining() ? "draining" : overall(dependencies);
        const ready = status === "ok" || status === "degraded";
        return { status: ready ? 200 : 503, json: { status, dependencies } satisfies Readiness };
      },
    }),
  ];
}

async function stateOf(dependency: {
  health(): Promise<DependencyState>;
}): Promise<DependencyState> {
  try {
    return await dependency.health();
  } catch {
    return "down";
  }
}

// Only the Store is needed to answer: novels wait for the rest and go on.
function overall(dependencies: Readiness["dependencies"]): Readiness["status"] {
  if (dependencies.store === "down") return "down";
  return Object.values(dependencies).every((state) => state === "ok") ? "ok" : "degraded";
}
