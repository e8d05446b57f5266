import { me, recoveryCode } from "#/contract/me.ts";
import { issueRecoveryCode } from "#/domain/own-sessions.ts";
import { showMe } from "#/domain/show-me.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { emptyBody } from "./novel-params.ts";

/** Who one is, and the way back to one's novels after the cookie is lost. */
export function meRoutes(deps: HttpDeps): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/me",
      operationId: "getMe",
      summary: "Who one is here, and whether there is a recovery code",
      tags: ["me"],
      access: "session",
      responses: { 200: { description: "The owner that the session names.", schema: me } },
      handle: async ({ session }) => ({ json: await showMe(deps.store, session.owner) }),
    }),
    defineRoute({
      method: "post",
      path: "/api/me/recovery-code",
      operationId: "createRecoveryCode",
      summary: "Make a recovery code, shown this once; the one before is good for nothing then",
      tags: ["me"],
      access: "session",
      body: emptyBody,
      responses: { 201: { description: "The code.", schema: recoveryCode } },
      handle: async ({ session }) => ({
        status: 201,
        json: await issueRecoveryCode(deps, session),
      }),
    }),
  ];
}
