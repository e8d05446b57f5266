import { auditList, auditListQuery } from "#/contract/audit.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";

/** What operators did. */
export function auditRoutes({ store }: Pick<HttpDeps, "store">): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/internal/audit",
      operationId: "listAudit",
      summary: "What operators did, newest first",
      tags: ["operations"],
      access: "admin:read",
      query: auditListQuery,
      responses: { 200: { description: "A page of the audit log.", schema: auditList } },
      handle: async ({ query }) => ({ json: await store.audit.list(query) }),
    }),
  ];
}
