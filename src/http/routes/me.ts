import type { Request } from "express";
import { me, recoveryCode, sessionInput } from "#/contract/me.ts";
import { ProblemError } from "#/contract/problem.ts";
import { issueRecoveryCode, recoverOwner } from "#/domain/recovery-code.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { emptyBody } from "./novel-params.ts";

/** Who one is, and the way back to one's novels after the cookie is lost. */
export function meRoutes(
  deps: HttpDeps,
  { cookieFor }: { cookieFor: (owner: string, req: Request) => string },
): Route[] {
  const { store, metrics } = deps;

  async function show(owner: string) {
    const recovery = await store.accounts.recovery(owner);
    return { owner, recoveryCodeCreatedAt: recovery?.createdAt ?? null };
  }

  return [
    defineRoute({
      method: "get",
      path: "/api/me",
      operationId: "getMe",
      summary: "Who one is here, and whether there is a recovery code",
      tags: ["me"],
      access: "session",
      responses: { 200: { description: "The owner that the session names.", schema: me } },
      handle: async ({ owner }) => ({ json: await show(owner) }),
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
      handle: async ({ owner }) => ({ status: 201, json: await issueRecoveryCode(deps, owner) }),
    }),
    defineRoute({
      method: "post",
      path: "/api/session",
      operationId: "createSession",
      summary: "Come back to one's novels with a recovery code",
      tags: ["me"],
      access: "public",
      body: sessionInput,
      responses: {
        200: {
          description: "A session of the code's owner, whoever the caller was before.",
          schema: me,
          headers: { "Set-Cookie": "The new session." },
        },
      },
      problems: ["unauthorized", "store-unavailable"],
      handle: async ({ body, req }) => {
        const owner = await recoverOwner(store, body.code).catch((error: unknown) => {
          if (error instanceof ProblemError && error.code === "unauthorized")
            metrics.authFailures.inc({ kind: "recovery-code" });
          throw error;
        });
        // Signed anew: nothing that the caller brought along becomes the owner's session.
        return { headers: { "set-cookie": cookieFor(owner, req) }, json: await show(owner) };
      },
    }),
  ];
}
