import { stringifySetCookie } from "cookie";
import type { Request, Response } from "express";
import { hashBody } from "#/domain/hash-body.ts";
import {
  type Session,
  deriveOwner,
  sessionCookie,
  sessionSeconds,
  writeSession,
} from "#/domain/identify-caller.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Ids } from "#/ports/ids.ts";
import { readSessionCookie, securedCookie } from "./read-session-cookie.ts";

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
  /** The `Set-Cookie` of a new session of this owner. */
  cookieFor(owner: string, req: Request): string;
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
      res.locals.session = readSessionCookie(req.headers.cookie, {
        names: [cookieName(req)],
        secrets: sessionSecrets(),
        now: unixNow(clock),
      });
    return res.locals.session;
  }

  const ownerOf: OwnerOf = (req, res, repeatable) => {
    const session = read(req, res);
    if (session !== null && !session.stale) return session.owner;
    const owner = session?.owner ?? newOwner(req, repeatable) ?? deps.ids.uuid();
    res.setHeader("set-cookie", cookieFor(owner, req));
    return owner;
  };

  function cookieFor(owner: string, req: Request): string {
    return stringifySetCookie({
      name: cookieName(req),
      value: writeSession(owner, { secret: signingSecret(), now: unixNow(clock) }),
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      maxAge: sessionSeconds,
      secure: req.secure,
    });
  }

  function newOwner(req: Request, repeatable?: Repeatable): string | undefined {
    if (repeatable === undefined) return undefined;
    const { idempotencyKey, body } = repeatable;
    const bodyHash = hashBody(body);
    return deriveOwner(signingSecret(), { address: req.ip ?? "", idempotencyKey, bodyHash });
  }

  function signingSecret(): string {
    const [secret] = sessionSecrets();
    if (secret === undefined) throw new Error("there is no session secret");
    return secret;
  }

  return { ownerOf, cookieFor, knownOwnerOf: (req, res) => read(req, res)?.owner };
}

/**
 * The owner whom a handshake's `Cookie` header names, undefined without a valid session. A gateway does
 * not know whether there is TLS before it, and takes either name.
 */
export function ownerOfCookie(
  header: string | undefined,
  { secrets, clock }: { secrets: readonly string[]; clock: Clock },
): string | undefined {
  const names = [securedCookie, sessionCookie];
  return readSessionCookie(header, { names, secrets, now: unixNow(clock) })?.owner;
}

function cookieName(req: Request): string {
  return req.secure ? securedCookie : sessionCookie;
}

function unixNow(clock: Clock): number {
  return Math.floor(Date.parse(clock.now()) / 1000);
}
