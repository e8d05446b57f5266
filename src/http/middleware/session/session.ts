import { parseCookie, stringifySetCookie } from "cookie";
import type { Request, Response } from "express";
import { hashBody } from "#/domain/hash-body.ts";
import {
  deriveOwner,
  readSession,
  sessionCookie,
  sessionSeconds,
  writeSession,
} from "#/domain/identify-caller.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Ids } from "#/ports/ids.ts";

/** A request that may be sent again. */
interface Repeatable {
  idempotencyKey: string;
  body: unknown;
}

/** Tells whose request this is; see `createSessions`. */
export type Sessions = (req: Request, res: Response, repeatable?: Repeatable) => string;

/**
 * Makes what tells the owner in whose name a request comes: the session cookie's, or else a new one,
 * whose cookie goes out with the answer. A repeatable request without a session has the same new
 * owner each time.
 */
export function createSessions(deps: {
  sessionSecrets: () => readonly string[];
  clock: Clock;
  ids: Pick<Ids, "uuid">;
}): Sessions {
  return (req, res, repeatable) => {
    const secrets = deps.sessionSecrets();
    const [secret] = secrets;
    if (secret === undefined) throw new Error("there is no session secret");
    const now = unixNow(deps.clock);
    const session = sessionOf(req.headers.cookie, { secrets, now });
    if (session !== undefined && !session.stale) return session.owner;
    const owner = session?.owner ?? newOwner(secret, req, repeatable) ?? deps.ids.uuid();
    res.setHeader(
      "set-cookie",
      stringifySetCookie({
        name: sessionCookie,
        value: writeSession(owner, { secret, now }),
        httpOnly: true,
        sameSite: "lax",
        path: "/",
        maxAge: sessionSeconds,
        secure: req.secure,
      }),
    );
    return owner;
  };
}

/** The owner whom a request's `Cookie` header names; undefined without a valid session. */
export function ownerOfCookie(
  header: string | undefined,
  { secrets, clock }: { secrets: readonly string[]; clock: Clock },
): string | undefined {
  return sessionOf(header, { secrets, now: unixNow(clock) })?.owner;
}

function sessionOf(
  header: string | undefined,
  options: { secrets: readonly string[]; now: number },
) {
  const token = header === undefined ? undefined : parseCookie(header)[sessionCookie];
  return token === undefined ? undefined : readSession(token, options);
}

function unixNow(clock: Clock): number {
  return Math.floor(Date.parse(clock.now()) / 1000);
}

function newOwner(secret: string, req: Request, repeatable?: Repeatable): string | undefined {
  if (repeatable === undefined) return undefined;
  const { idempotencyKey, body } = repeatable;
  return deriveOwner(secret, { address: req.ip ?? "", idempotencyKey, bodyHash: hashBody(body) });
}
