import { novelMetadata } from "#/contract/accounts.ts";
import { gatherNovelMetadata } from "#/domain/gather-novel-metadata.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { novelParams } from "./novel-params.ts";

/** What a novel knows of itself. */
export function metadataRoutes({ store }: Pick<HttpDeps, "store">): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/novel/:id/metadata",
      operationId: "getNovelMetadata",
      summary: "The story bible, and measures of the prose",
      tags: ["novels"],
      access: "novel",
      params: novelParams,
      responses: { 200: { description: "What is known of the novel.", schema: novelMetadata } },
      handle: async ({ novel }) => ({ json: await gatherNovelMetadata(store, novel.id) }),
    }),
  ];
}
