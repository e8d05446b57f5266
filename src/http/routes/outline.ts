import { novelView, outlineInput } from "#/contract/novel.ts";
import { approveOutline } from "#/domain/approve-outline.ts";
import { editOutline } from "#/domain/edit-outline.ts";
import { showNovel } from "#/domain/show-novel.ts";
import { causeOf } from "#/http/exchange.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { emptyBody, novelParams } from "./novel-params.ts";

/** The outline of a novel that was asked for with `reviewOutline`. */
export function outlineRoutes(deps: HttpDeps): Route[] {
  const { store } = deps;
  return [
    defineRoute({
      method: "put",
      path: "/api/novel/:id/outline",
      operationId: "editOutline",
      summary: "Replace the outline that awaits approval",
      tags: ["outline"],
      access: "novel",
      params: novelParams,
      body: outlineInput,
      responses: { 200: { description: "The novel with its new outline.", schema: novelView } },
      problems: ["invalid-state"],
      handle: async ({ novel, body, exchange }) => ({
        json: await showNovel(store, await editOutline(deps, novel, body, causeOf(exchange))),
      }),
    }),
    defineRoute({
      method: "post",
      path: "/api/novel/:id/outline/approve",
      operationId: "approveOutline",
      summary: "Approve the outline: the writing begins",
      tags: ["outline"],
      access: "novel",
      params: novelParams,
      body: emptyBody,
      responses: { 200: { description: "The novel, being written.", schema: novelView } },
      problems: ["invalid-state"],
      handle: async ({ novel, exchange }) => ({
        json: await showNovel(store, await approveOutline(deps, novel, causeOf(exchange))),
      }),
    }),
  ];
}
