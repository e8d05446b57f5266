import { novelStanding } from "#/contract/novel-standing.ts";
import { explainStanding } from "#/domain/explain-standing.ts";
import { findNovel } from "#/domain/find-own-novel.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { novelParams } from "./novel-params.ts";

/** Enough to find the last that went wrong. */
const latestCalls = 1_000;

/** What operators ask of anybody's novels. */
export function internalNovelRoutes({ store, clock }: Pick<HttpDeps, "store" | "clock">): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/internal/novels/:id",
      operationId: "explainNovel",
      summary: "Why a novel runs or does not, whoever owns it; none of its text",
      tags: ["operations"],
      access: "admin:read",
      params: novelParams,
      responses: { 200: { description: "Where it stands.", schema: novelStanding } },
      problems: ["not-found"],
      handle: async ({ params, exchange }) => {
        const novel = await findNovel(store, params.id);
        exchange.novelId = novel.id;
        const calls = await store.ledger.attempts(novel.id, latestCalls);
        return { json: explainStanding(novel, calls, clock.now()) };
      },
    }),
  ];
}
