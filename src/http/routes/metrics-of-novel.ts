import { novelMetrics } from "#/contract/accounts.ts";
import { sumNovelMetrics } from "#/domain/sum-novel-metrics.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { novelParams } from "./novel-params.ts";

/** What a novel has cost. */
export function metricsOfNovelRoutes({ store }: Pick<HttpDeps, "store">): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/novel/:id/metrics",
      operationId: "getNovelMetrics",
      summary: "Calls, tokens and cost, as the ledger has them, failed attempts included",
      tags: ["novels"],
      access: "novel",
      params: novelParams,
      responses: { 200: { description: "The sums of the ledger.", schema: novelMetrics } },
      handle: async ({ novel }) => ({ json: await sumNovelMetrics(store, novel.id) }),
    }),
  ];
}
