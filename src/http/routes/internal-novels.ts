import { novelStanding, standingList, standingListQuery } from "#/contract/novel-standing.ts";
import { type StatusCommand, changeStatus } from "#/domain/change-status.ts";
import { explainStanding, summariseStanding } from "#/domain/explain-standing.ts";
import { findNovel } from "#/domain/find-own-novel.ts";
import { causeOf, operatorOf } from "#/http/exchange.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { emptyBody, novelParams } from "./novel-params.ts";

/** Enough to find the last that went wrong. */
const latestCalls = 1_000;

const summaries: Record<StatusCommand, string> = {
  pause: "Stop anybody's novel until it is resumed, as its owner could",
  resume: "Let anybody's paused novel go on, as its owner could",
  cancel: "Stop anybody's novel for good, as its owner could",
  retry: "Let anybody's failed novel go on, as its owner could",
};

/** What operators ask of anybody's novels, and do to them. */
export function internalNovelRoutes(deps: HttpDeps): Route[] {
  const { store, clock, settings } = deps;
  const circumstances = () => ({
    now: clock.now(),
    queuePaused: settings.now().queuePaused,
    restMs: deps.modelRestMs,
  });

  async function explain(novel: NovelRecord) {
    const calls = await store.ledger.attempts(novel.id, latestCalls);
    return explainStanding(novel, calls, circumstances());
  }

  return [
    defineRoute({
      method: "get",
      path: "/internal/novels",
      operationId: "listAllNovels",
      summary: "Everybody's novels, newest first: where each stands, and none of its text",
      tags: ["operations"],
      access: "admin:read",
      query: standingListQuery,
      responses: { 200: { description: "A page of novels.", schema: standingList } },
      handle: async ({ query }) => {
        const { items, nextCursor } = await store.novels.list(query);
        const now = circumstances();
        return { json: { items: items.map((novel) => summariseStanding(novel, now)), nextCursor } };
      },
    }),
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
        return { json: await explain(novel) };
      },
    }),
    ...(Object.keys(summaries) as StatusCommand[]).map((command) =>
      defineRoute({
        method: "post",
        path: `/internal/novels/:id/${command}`,
        operationId: `${command}AnyNovel`,
        summary: summaries[command],
        tags: ["operations"],
        access: "admin:admin",
        params: novelParams,
        body: emptyBody,
        responses: { 200: { description: "Where it stands now.", schema: novelStanding } },
        problems: ["not-found", "invalid-state"],
        handle: async ({ params, exchange, admin }) => {
          const novel = await findNovel(store, params.id);
          exchange.novelId = novel.id;
          const operator = operatorOf(exchange, admin);
          const changed = await changeStatus(deps, novel, command, causeOf(exchange), operator);
          return { json: await explain(changed) };
        },
      }),
    ),
  ];
}
