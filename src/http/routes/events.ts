import { eventPage, eventsQuery } from "#/contract/event.ts";
import { noSuchNovel } from "#/domain/find-own-novel.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { novelParams } from "./novel-params.ts";

/** The novel's log. */
export function eventRoutes({ store }: Pick<HttpDeps, "store">): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/novel/:id/events",
      operationId: "listEvents",
      summary: "What happened, in order, after a known event",
      tags: ["novels"],
      access: "novel",
      params: novelParams,
      query: eventsQuery,
      responses: { 200: { description: "A stretch of the log.", schema: eventPage } },
      handle: async ({ novel, query }) => {
        const page = await store.log.read({ novelId: novel.id, ...query });
        if (page === undefined) throw noSuchNovel();
        return { json: page };
      },
    }),
  ];
}
