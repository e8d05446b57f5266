import { novelTrace } from "#/contract/trace.ts";
import { traceNovel } from "#/domain/trace-novel.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { novelParams } from "./novel-params.ts";

/** When a novel was worked on, and what it waited for. */
export function traceRoutes(deps: Pick<HttpDeps, "store" | "clock">): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/novel/:id/trace",
      operationId: "getNovelTrace",
      summary: "The novel's own waterfall: steps, model calls and waits, exported or not",
      tags: ["novels"],
      access: "novel",
      params: novelParams,
      responses: { 200: { description: "The trace so far.", schema: novelTrace } },
      handle: async ({ novel }) => ({ json: await traceNovel(deps, novel) }),
    }),
  ];
}
