import type { Request, Response } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { findOwnNovel } from "#/domain/find-own-novel.ts";
import { linksTo } from "#/telemetry/spans.ts";
import type { OperationsDeps } from "./http-deps.ts";
import type { MetricsAccess } from "./metrics-access.ts";
import type { OwnerOf } from "./middleware/session/session.ts";
import type { RawRequest } from "./middleware/validation/validation.ts";
import type { Access, Grant } from "./route.ts";

/** Lets a request in, with what the route's access grants, or throws why not. */
export type Gate = (
  access: Access,
  parsed: RawRequest,
  req: Request,
  res: Response,
) => Promise<Grant> | Grant;

/** Makes the gate of an app; one that has no sessions has no owners either. */
export function createGate(
  { store, metrics }: Pick<OperationsDeps, "store" | "metrics">,
  { ownerOf, mayReadMetrics }: { ownerOf: OwnerOf; mayReadMetrics: MetricsAccess },
): Gate {
  return (access, parsed, req, res) => {
    switch (access) {
      case "public":
        return {};
      case "metrics":
        if (mayReadMetrics(req)) return {};
        metrics.authFailures.inc({ kind: "metrics-token" });
        throw new ProblemError("unauthorized", "This needs METRICS_AUTH_TOKEN as bearer token.");
      case "session":
      case "owner":
        return { owner: ownerOf(req, res, repeatable(parsed)) };
      case "novel": {
        const { id } = parsed.params as { id: string };
        return grantNovel(ownerOf(req, res), id, res);
      }
    }
  };

  async function grantNovel(owner: string, id: string, res: Response): Promise<Grant> {
    const novel = await findOwnNovel(store, owner, id);
    res.locals.novelId = novel.id;
    res.locals.span?.addLinks(linksTo(novel.traceparent));
    return { owner, novel };
  }
}

function repeatable({ headers, body }: RawRequest) {
  const idempotencyKey = (headers as Record<string, string> | undefined)?.["Idempotency-Key"];
  return idempotencyKey === undefined ? undefined : { idempotencyKey, body };
}
