import { parseCookie, stringifySetCookie } from "cookie";
import type { Request, Response } from "express";
import { hashBody } from "#/domain/hash-body.ts";
import {
  type Session,
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

/**
 * Tells the owner in whose name a request comes: the session cookie's, or else a new one, whose cookie
 * goes out with the answer. A repeatable request without a session has the same new owner each time.
 */
export type OwnerOf = (req: Request, res: Response, repeatable?: Repeatable) => string;

export interface Sessions {
  ownerOf: OwnerOf;
  /** The owner whom the session cookie names; undefined without a valid one. */
  knownOwnerOf(req: Request, res: Response): string | undefined;
}

/** Makes what tells whose a request is. A request's cookie is read once, whoever asks. */
export function createSessions(deps: {
  sessionSecrets: () => readonly string[];
  clock: Clock;
  ids: Pick<Ids, "uuid">;
}): Sessions {
  const { sessionSecrets, clock } = deps;

  function read(req: Request, res: Response): Session | null {
    if (res.locals.session === undefined)
      res.locals.session = sessionOf(req.headers.cookie, { secrets: sessionSecrets(), clock });
    return res.locals.session;
  }

  const ownerOf: OwnerOf = (req, res, repeatable) => {
    const session = read(req, res);
    if (session !== null && !session.stale) return session.owner;
    const [secret] = sessionSecrets();
    if (secret === undefined) throw new Error("there is no session secret");
    const now = unixNow(clock);
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
  return { ownerOf, knownOwnerOf: (req, res) => read(req, res)?.owner };
}

/** The owner whom a request's `Cookie` header names; undefined without a valid session. */
export function ownerOfCookie(
  header: string | undefined,
  options: { secrets: readonly string[]; clock: Clock },
): string | undefined {
  return sessionOf(header, options)?.owner;
}

function sessionOf(
  header: string | undefined,
  { secrets, clock }: { secrets: readonly string[]; clock: Clock },
): Session | null {
  const token = header === undefined ? undefined : parseCookie(header)[sessionCookie];
  if (token === undefined) return null;
  return readSession(token, { secrets, now: unixNow(clock) }) ?? null;
}

function unixNow(clock: Clock): number {
  return Math.floor(Date.parse(clock.now()) / 1000);
}

function newOwner(secret: string, req: Request, repeatable?: Repeatable): string | undefined {
  if (repeatable === undefined) return undefined;
  const { idempotencyKey, body } = repeatable;
  return deriveOwner(secret, { address: req.ip ?? "", idempotencyKey, bodyHash: hashBody(body) });
}
