import { stringifySetCookie } from "cookie";
import type { Request, Response } from "express";
import type { ProblemError } from "#/contract/problem.ts";
import type { EndedSessions } from "#/domain/ended-sessions.ts";
import { hashBody } from "#/domain/hash-body.ts";
import {
  type Session,
  deriveOwner,
  firstSession,
  sessionCookie,
  sessionSeconds,
  writeSession,
} from "#/domain/identify-caller.ts";
import { sessionEnded } from "#/domain/own-sessions.ts";
import type { Exchange } from "#/http/exchange.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Ids } from "#/ports/ids.ts";
import type { SessionName } from "#/ports/store/accounts.ts";
import type { NovelStore } from "#/ports/store/novels.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import { readSessionCookie, securedCookie } from "./read-session-cookie.ts";

/** A request that may be sent again. */
interface Repeatable {
  idempotencyKey: string;
  body: unknown;
}

/**
 * Tells the session in whose name a request comes: the cookie's, or else a new owner's first, whose cookie
 * goes out with the answer. A repeatable request without a session has the same new owner each time.
 * Throws `unauthorized` for a session that is over: another request may be bringing the browser a new one,
 * which a new owner's would replace. So is a repeatable request whose owner was signed out since: who knows the
 * key is not let in by it.
 */
export type SessionOf = (
  req: Request,
  res: Response,
  repeatable?: Repeatable,
) => Promise<SessionName>;

export interface Sessions {
  sessionOf: SessionOf;
  /** For a page: as `sessionOf`, but who was signed out begins anew, and there is a page while the Store is away. */
  welcome(req: Request, res: Response): Promise<void>;
  /** The `Set-Cookie` of a session; of null, the one that has the browser forget its own. */
  cookieFor(session: SessionName | null, req: Request): string;
  /** The session that the cookie names, over or not; null without a valid one. */
  namedSession(req: Request, exchange: Exchange): SessionName | null;
  /** The owner whom the cookie names; undefined without one, or when the session is known to be over. */
  knownOwnerOf(req: Request, res: Response): Promise<string | undefined>;
}

/** Makes what tells whose a request is. A request's cookie is read, and its session looked up, once, whoever asks. */
export function createSessions(deps: {
  sessionSecrets: () => readonly string[];
  store: { novels: Pick<NovelStore, "list"> };
  endedSessions: EndedSessions;
  clock: Clock;
  ids: Pick<Ids, "uuid">;
  metrics: Pick<Metrics, "authFailures">;
}): Sessions {
  const { sessionSecrets, endedSessions, clock } = deps;

  function read(req: Request, exchange: Exchange): Session | null {
    if (exchange.session === undefined)
      exchange.session = readSessionCookie(req.headers.cookie, {
        names: [cookieName(req)],
        secrets: sessionSecrets(),
        now: unixNow(clock),
      });
    return exchange.session;
  }

  function isOver(session: Session, res: Response): Promise<boolean> {
    return (res.locals.sessionOver ??= endedSessions.includes(session));
  }

  const sessionOf: SessionOf = async (req, res, repeatable) => {
    const session = read(req, res.locals);
    if (session === null) return beginFor(req, res, repeatable);
    if (await isOver(session, res)) throw refuseEnded();
    return keep(session, req, res);
  };

  async function welcome(req: Request, res: Response): Promise<void> {
    const session = read(req, res.locals);
    // A page tells nothing of its owner, and what it asks for is judged by itself.
    const over = session === null || (await isOver(session, res).catch(() => false));
    if (over) begin(deps.ids.uuid(), req, res);
    else keep(session, req, res);
  }

  function keep(session: Session, req: Request, res: Response): SessionName {
    if (session.stale) res.setHeader("set-cookie", cookieFor(session, req));
    return session;
  }

  async function beginFor(
    req: Request,
    res: Response,
    repeatable: Repeatable | undefined,
  ): Promise<SessionName> {
    if (repeatable === undefined) return begin(deps.ids.uuid(), req, res);
    const owner = await ownerFor(req, repeatable);
    if (await endedSessions.includes(firstSession(owner))) throw refuseEnded();
    return begin(owner, req, res);
  }

  function begin(owner: string, req: Request, res: Response): SessionName {
    const session = firstSession(owner);
    res.setHeader("set-cookie", cookieFor(session, req));
    return session;
  }

  function refuseEnded(): ProblemError {
    deps.metrics.authFailures.inc({ kind: "session" });
    return sessionEnded();
  }

  function cookieFor(session: SessionName | null, req: Request): string {
    const signing = { secret: signingSecret(), now: unixNow(clock) };
    return stringifySetCookie({
      name: cookieName(req),
      value: session === null ? "" : writeSession(session, signing),
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      maxAge: session === null ? 0 : sessionSeconds,
      secure: req.secure,
    });
  }

  async function knownOwnerOf(req: Request, res: Response): Promise<string | undefined> {
    const session = read(req, res.locals);
    // Who was signed out uses up nothing of what the owner may do.
    const over = session === null || (await isOver(session, res).catch(() => false));
    return over ? undefined : session.owner;
  }

  /** The owner that the secret which signs derives, unless a copy came while another one did. */
  async function ownerFor(req: Request, { idempotencyKey, body }: Repeatable): Promise<string> {
    const of = { address: req.ip ?? "", idempotencyKey, bodyHash: hashBody(body) };
    const [, ...others] = sessionSecrets().map((secret) => deriveOwner(secret, of));
    for (const owner of others) {
      const { items } = await deps.store.novels.list({ owner, limit: 1 });
      if (items.length > 0) return owner;
    }
    return deriveOwner(signingSecret(), of);
  }

  function signingSecret(): string {
    const [secret] = sessionSecrets();
    if (secret === undefined) throw new Error("there is no session secret");
    return secret;
  }

  return { sessionOf, welcome, cookieFor, namedSession: read, knownOwnerOf };
}

/**
 * The session that a handshake's `Cookie` header names, over or not; undefined without a valid one. As of
 * requests, over TLS only the cookie counts that no neighbouring host can set.
 */
export function sessionOfCookie(
  header: string | undefined,
  { secrets, clock, secure }: { secrets: readonly string[]; clock: Clock; secure: boolean },
): Session | undefined {
  const names = [cookieName({ secure })];
  return readSessionCookie(header, { names, secrets, now: unixNow(clock) }) ?? undefined;
}

function cookieName({ secure }: Pick<Request, "secure">): string {
  return secure ? securedCookie : sessionCookie;
}

function unixNow(clock: Clock): number {
  return Math.floor(Date.parse(clock.now()) / 1000);
}
