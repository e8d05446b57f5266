import { z } from "zod";
import { novelInput, novelList, novelListQuery, novelPatch, novelView } from "#/contract/novel.ts";
import { acceptNovel } from "#/domain/accept-novel.ts";
import { changeNovel } from "#/domain/change-novel.ts";
import { listNovels } from "#/domain/list-novels.ts";
import { showNovel } from "#/domain/show-novel.ts";
import { causeOf } from "#/http/exchange.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { novelParams } from "./novel-params.ts";

const idempotencyHeaders = z.object({
  "Idempotency-Key": z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, "must be 1 to 128 visible ASCII characters")
    .optional()
    .meta({
      description:
        "Kept with the novel: the same owner, key and body give the same novel, so a request whose answer was lost can be sent again.",
    }),
});

/** Asking for a novel, finding one's own, and changing what it is called and may cost. */
export function novelRoutes(deps: HttpDeps): Route[] {
  const { store } = deps;
  const acceptDeps = { ...deps, notice: deps.model.notice };
  return [
    defineRoute({
      method: "post",
      path: "/api/novel",
      operationId: "createNovel",
      summary: "Ask for a novel; it is written from now on",
      tags: ["novels"],
      access: "owner",
      headers: idempotencyHeaders,
      body: novelInput,
      responses: {
        202: {
          description: "Accepted: the novel will be written.",
          schema: novelView,
          headers: {
            Location: "Where the novel is.",
            "Idempotent-Replayed": "`true` when an earlier request with this key made the novel.",
          },
        },
      },
      problems: ["idempotency-key-reused"],
      handle: async ({ owner, headers, body, exchange }) => {
        const { novel, replayed } = await acceptNovel(acceptDeps, {
          owner,
          idempotencyKey: headers["Idempotency-Key"] ?? null,
          input: body,
          requestId: exchange.requestId,
          trace: exchange.trace,
        });
        exchange.novelId = novel.id;
        return {
          status: 202,
          headers: {
            location: `/api/novel/${novel.id}`,
            ...(replayed && { "idempotent-replayed": "true" }),
          },
          json: await showNovel(store, novel),
        };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/novel",
      operationId: "listNovels",
      summary: "One's own novels, newest first",
      tags: ["novels"],
      access: "owner",
      query: novelListQuery,
      responses: { 200: { description: "A page of novels.", schema: novelList } },
      handle: async ({ owner, query }) => ({ json: await listNovels(store, { owner, ...query }) }),
    }),
    defineRoute({
      method: "get",
      path: "/api/novel/:id",
      operationId: "getNovel",
      summary: "A novel: where it stands, its outline and its chapters",
      tags: ["novels"],
      access: "novel",
      params: novelParams,
      responses: { 200: { description: "The novel.", schema: novelView } },
      handle: async ({ novel }) => ({ json: await showNovel(store, novel) }),
    }),
    defineRoute({
      method: "patch",
      path: "/api/novel/:id",
      operationId: "changeNovel",
      summary:
        "Change a novel's title or budget; one that waits for its budget goes on when it is raised",
      tags: ["novels"],
      access: "novel",
      params: novelParams,
      body: novelPatch,
      responses: { 200: { description: "The novel as it is now.", schema: novelView } },
      problems: ["invalid-state"],
      handle: async ({ novel, body, exchange }) => ({
        json: await showNovel(store, await changeNovel(deps, novel, body, causeOf(exchange))),
      }),
    }),
  ];
}
