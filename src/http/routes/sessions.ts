import { me, recoveryCode, sessionEnd, sessionInput } from "#/contract/me.ts";
import { ProblemError } from "#/contract/problem.ts";
import type { EndedSessions } from "#/domain/ended-sessions.ts";
import { endOtherSessions, endSession, renewSession } from "#/domain/own-sessions.ts";
import { recoverOwner } from "#/domain/recovery-code.ts";
import { showMe } from "#/domain/show-me.ts";
import { type Exchange, toldOf } from "#/http/exchange.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import type { Sessions } from "#/http/middleware/session/session.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { emptyBody } from "./novel-params.ts";

/** Sessions by a recovery code, and how they end. */
export function sessionRoutes(
  deps: HttpDeps,
  sessions: Pick<Sessions, "cookieFor" | "namedSession"> & { endedSessions: EndedSessions },
): Route[] {
  const { store, metrics, log } = deps;
  const { cookieFor, namedSession, endedSessions } = sessions;

  /** Says who ended what, and has this process heed it at once. */
  function note(event: string, owner: string, exchange: Exchange, message: string) {
    endedSessions.forget();
    log.info({ event, owner, ...toldOf(exchange) }, message);
  }

  return [
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
          description:
            "A session of the code's owner, whoever the caller was before. The owner's others go on: `DELETE /api/me/sessions` ends them.",
          schema: me,
          headers: { "Set-Cookie": "The new session." },
        },
      },
      problems: ["unauthorized", "store-unavailable"],
      handle: async ({ body, req }) => {
        const session = await recoverOwner(deps, body.code).catch((error: unknown) => {
          if (error instanceof ProblemError && error.code === "unauthorized")
            metrics.authFailures.inc({ kind: "recovery-code" });
          throw error;
        });
        // Signed anew: nothing that the caller brought along becomes the owner's session.
        const headers = { "set-cookie": cookieFor(session, req) };
        return { headers, json: await showMe(store, session.owner) };
      },
    }),
    defineRoute({
      method: "delete",
      path: "/api/session",
      operationId: "endSession",
      summary: "Sign this browser out: its session ends, wherever else its cookie may be",
      tags: ["me"],
      access: "public",
      responses: {
        200: {
          description:
            "Within 5 s no process takes the cookie any more, and its sockets are closed. Without a recovery code nobody comes back to the owner's novels.",
          schema: sessionEnd,
          headers: { "Set-Cookie": "Has the browser forget the cookie." },
        },
      },
      problems: ["store-unavailable"],
      handle: async ({ req, exchange }) => {
        const session = namedSession(req, exchange);
        const lasts = session !== null && !(await endedSessions.includes(session));
        if (lasts) {
          await endSession(deps, session);
          note("session.ended", session.owner, exchange, "a browser was signed out");
        }
        return { headers: { "set-cookie": cookieFor(null, req) }, json: { ended: lasts } };
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/me/sessions",
      operationId: "renewSession",
      summary: "Give this browser another session, which nobody has a copy of",
      tags: ["me"],
      access: "session",
      body: emptyBody,
      responses: {
        201: {
          description:
            "The one before goes on until `DELETE /api/me/sessions` ends it together with all others; an answer that is lost has changed nothing.",
          schema: me,
          headers: { "Set-Cookie": "The new session." },
        },
      },
      handle: async ({ session, req }) => {
        const renewed = await renewSession(deps, session);
        const headers = { "set-cookie": cookieFor(renewed, req) };
        return { status: 201, headers, json: await showMe(store, renewed.owner) };
      },
    }),
    defineRoute({
      method: "delete",
      path: "/api/me/sessions",
      operationId: "endOtherSessions",
      summary: "Sign every other browser out, and replace the recovery code that they may know",
      tags: ["me"],
      access: "session",
      responses: {
        200: {
          description:
            "The new code, shown this once. Within 5 s no process takes another cookie of the owner's, and their sockets are closed. Keys for programs go on.",
          schema: recoveryCode,
        },
      },
      problems: ["invalid-state"],
      handle: async ({ session, exchange }) => {
        const json = await endOtherSessions(deps, session);
        note("sessions.ended", session.owner, exchange, "all other browsers were signed out");
        return { json };
      },
    }),
  ];
}
