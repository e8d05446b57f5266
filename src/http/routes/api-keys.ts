import {
  apiKeyInput,
  apiKeyList,
  apiKeyListQuery,
  apiKeyMade,
  apiKeyView,
} from "#/contract/api-key.ts";
import { issueApiKey, revokeApiKey, showApiKey } from "#/domain/api-key.ts";
import { operatorOf } from "#/http/exchange.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { keyParams } from "./novel-params.ts";

/** Keys for programs: made, listed and taken back by operators. */
export function apiKeyRoutes(deps: HttpDeps): Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/internal/api-keys",
      operationId: "createApiKey",
      summary: "Make a key with which a program acts for an owner; it is shown this once",
      tags: ["operations"],
      access: "admin:admin",
      body: apiKeyInput,
      responses: { 201: { description: "The key.", schema: apiKeyMade } },
      handle: async ({ body, exchange, admin }) => {
        const { key, record } = await issueApiKey(deps, operatorOf(exchange, admin), body);
        return { status: 201, json: { ...showApiKey(record), key } };
      },
    }),
    defineRoute({
      method: "get",
      path: "/internal/api-keys",
      operationId: "listApiKeys",
      summary: "The keys that there are, newest first, expired ones too; never the key itself",
      tags: ["operations"],
      access: "admin:read",
      query: apiKeyListQuery,
      responses: { 200: { description: "A page of keys.", schema: apiKeyList } },
      handle: async ({ query }) => {
        const { items, nextCursor } = await deps.store.accounts.keys(query);
        return { json: { items: items.map(showApiKey), nextCursor } };
      },
    }),
    defineRoute({
      method: "delete",
      path: "/internal/api-keys/:id",
      operationId: "deleteApiKey",
      summary:
        "Take a key back: requests with it are refused at once, its sockets closed within seconds",
      tags: ["operations"],
      access: "admin:admin",
      params: keyParams,
      responses: { 200: { description: "What it was.", schema: apiKeyView } },
      problems: ["not-found"],
      handle: async ({ params, exchange, admin }) => {
        const record = await revokeApiKey(deps, operatorOf(exchange, admin), params.id);
        return { json: showApiKey(record) };
      },
    }),
  ];
}
