import { chapterQuery, chapterView } from "#/contract/novel.ts";
import { showChapter } from "#/domain/show-chapter.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { chapterParams } from "./novel-params.ts";

/** The chapters' text. */
export function chapterRoutes({ store }: Pick<HttpDeps, "store">): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/novel/:id/chapters/:number",
      operationId: "getChapter",
      summary: "A finished chapter; the newest revision unless one is named",
      tags: ["novels"],
      access: "novel",
      params: chapterParams,
      query: chapterQuery,
      responses: { 200: { description: "The chapter.", schema: chapterView } },
      handle: async ({ novel, params, query }) => ({
        json: await showChapter(store, novel, params.number, query.revision),
      }),
    }),
  ];
}
