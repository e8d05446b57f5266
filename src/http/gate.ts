import type { Request, RequestHandler, Response } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { findOwnNovel } from "#/domain/find-own-novel.ts";
import { type Admin, mayAct } from "#/domain/identify-admin.ts";
import type { ApiKeyRecord } from "#/ports/store/accounts.ts";
import { linksTo } from "#/telemetry/spans.ts";
import type { OperationsDeps } from "./http-deps.ts";
import { isReadOnly } from "./is-read-only.ts";
import type { KeyOf } from "./key-access.ts";
import type { MetricsAccess } from "./metrics-access.ts";
import type { SessionOf } from "./middleware/session/session.ts";
import type { RawRequest } from "./middleware/validation/validation.ts";
import type { Access, Grant, Route } from "./route.ts";

/** Lets a request in, with what the route's access grants, or throws why not. */
export type Gate = (
  access: Access,
  parsed: RawRequest,
  req: Request,
  res: Response,
) => Promise<Grant>;

/** Makes the gate of an app; one that has no sessions has no owners either. */
export function createGate(
  { store, metrics }: Pick<OperationsDeps, "store" | "metrics">,
  sources: { sessionOf: SessionOf; keyOf: KeyOf; mayReadMetrics: MetricsAccess },
): Gate {
  const { sessionOf, keyOf, mayReadMetrics } = sources;
  return async (access, parsed, req, res) => {
    switch (access) {
      case "public":
        return {};
      case "metrics":
        if (mayReadMetrics(req)) return {};
        metrics.authFailures.inc({ kind: "metrics-token" });
        throw new ProblemError("unauthorized", "This needs METRICS_AUTH_TOKEN as bearer token.");
      case "session":
        if ((await knownKey(req, res)) === undefined) return { session: await sessionOf(req, res) };
        throw new ProblemError("forbidden", "No key can do this: it takes a session.");
      case "owner":
        return { owner: await ownerOf(req, res, repeatable(parsed)) };
      case "novel": {
        const { id } = parsed.params as { id: string };
        return grantNovel(await ownerOf(req, res), id, res);
      }
      case "admin:read":
      case "admin:admin":
        return { admin: adminFor(access, res) };
    }
  };

  /** The owner for whom the request's key acts, or else whom its session names. */
  async function ownerOf(...of: Parameters<SessionOf>): Promise<string> {
    const [req, res] = of;
    return (await ownerOfKey(req, res)) ?? (await sessionOf(...of)).owner;
  }

  /** The owner for whom a key acts, if its scopes allow that; undefined where the request bears none. */
  async function ownerOfKey(req: Request, res: Response): Promise<string | undefined> {
    const key = await knownKey(req, res);
    const scope = isReadOnly(req.method) ? "novels:read" : "novels:write";
    if (key === undefined || key.scopes.includes(scope)) return key?.owner;
    throw new ProblemError("forbidden", `This API key lacks the scope ${scope}.`);
  }

  async function knownKey(req: Request, res: Response): Promise<ApiKeyRecord | undefined> {
    const key = await keyOf(req, res);
    if (key !== null) return key;
    metrics.authFailures.inc({ kind: "api-key" });
    throw new ProblemError("unauthorized", "This API key is not known, or has expired.");
  }

  async function grantNovel(owner: string, id: string, res: Response): Promise<Grant> {
    const novel = await findOwnNovel(store, owner, id);
    res.locals.novelId = novel.id;
    res.locals.span?.addLinks(linksTo(novel.traceparent));
    return { owner, novel };
  }
}

/** Refuses an operator who may not do this, before what the request brings is read. */
export function scopeFirst({ access }: Pick<Route, "access">): RequestHandler[] {
  if (access !== "admin:read" && access !== "admin:admin") return [];
  return [
    (_req, res, next) => {
      adminFor(access, res);
      next();
    },
  ];
}

function adminFor(access: "admin:read" | "admin:admin", { locals: { admin } }: Response): Admin {
  if (admin === undefined) throw new Error("this route is not under /internal");
  const needed = access === "admin:read" ? "read" : "admin";
  if (mayAct(admin, needed)) return admin;
  throw new ProblemError("forbidden", `This needs an admin token of scope ${needed}.`);
}

function repeatable({ headers, body }: RawRequest) {
  const idempotencyKey = (headers as Record<string, string> | undefined)?.["Idempotency-Key"];
  return idempotencyKey === undefined ? undefined : { idempotencyKey, body };
}
