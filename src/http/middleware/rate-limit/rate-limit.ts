import type { Request, RequestHandler, Response } from "express";
import { type Store, rateLimit } from "express-rate-limit";
import { ProblemError } from "#/contract/problem.ts";
import { type RateLimit, type RateLimitName, rateLimitNames } from "#/contract/rate-limit.ts";
import type { KeyOf } from "#/http/key-access.ts";
import { limitOf } from "#/http/limit-of.ts";
import type { MetricsAccess } from "#/http/metrics-access.ts";
import { networkOf } from "#/http/network-of.ts";
import type { Route } from "#/http/route.ts";
import type { CountRequest, RateLimitStore } from "#/ports/rate-limit-store.ts";
import type { Logger } from "#/telemetry/logger.ts";

/** The handlers that stand before a route's own, and let in what its limit does. */
export type Limiters = (route: Pick<Route, "method" | "path" | "access">) => RequestHandler[];

/**
 * Makes the limits of all routes; those of one limit count together. A request counts for its network
 * address (IPv6 by /56) and for the owner whom its session names, if any, and is refused when there
 * were too many for either; a program's for its API key alone, and where sessions begin and end for its network
 * alone. It is counted before its body is read, so a repeated submit counts too.
 */
export function createLimiters(deps: {
  /** As they are now: a changed number counts on, a changed window begins anew. */
  rateLimits: () => Readonly<Record<RateLimitName, RateLimit>>;
  rateLimitStore: RateLimitStore;
  knownOwnerOf: (req: Request, res: Response) => Promise<string | undefined>;
  keyOf: KeyOf;
  mayReadMetrics: MetricsAccess;
  log: Logger;
}): { of: Limiters; named: (name: RateLimitName) => RequestHandler } {
  const { rateLimits, rateLimitStore, knownOwnerOf, keyOf, mayReadMetrics, log } = deps;
  const limiters = Object.fromEntries(
    rateLimitNames.map((name) => [name, limiter(name)]),
  ) as Record<RateLimitName, RequestHandler>;

  /** Under /internal neither cookies nor keys are read: an admin counts by name, who guesses by address. */
  async function partiesOf(req: Request, res: Response): Promise<string> {
    const { admin } = res.locals;
    if (admin !== undefined) return `admin:${admin.name}`;
    if (req.baseUrl === "/internal") return networkOf(req);
    // Whoever has a copy of the cookie must not be able to use up what its owner needs to end that.
    if (isWayOut(res.locals.route)) return networkOf(req);
    const key = await keyOf(req, res);
    // One that is good for nothing counts for whoever tries it.
    if (key) return `key:${key.id}`;
    return joinParties(networkOf(req), await knownOwnerOf(req, res));
  }

  function limiter(name: RateLimitName): RequestHandler {
    let made: { windowMs: number; handler: RequestHandler } | undefined;
    return (req, res, next) => {
      const { windowMs } = rateLimits()[name];
      if (made?.windowMs !== windowMs) made = { windowMs, handler: limiterOver(name, windowMs) };
      return made.handler(req, res, next);
    };
  }

  function limiterOver(name: RateLimitName, windowMs: number): RequestHandler {
    return rateLimit({
      limit: () => rateLimits()[name].limit,
      windowMs,
      // It is made when a request finds another window than the one before.
      // It looks for its own helper by name in our source; `networkOf` calls it.
      validate: { creationStack: false, keyGeneratorIpFallback: false },
      identifier: name,
      keyGenerator: partiesOf,
      store: countForEach(rateLimitStore.open(name, windowMs)),
      standardHeaders: "draft-8",
      legacyHeaders: false,
      handler: (_req, _res, next) => {
        next(
          new ProblemError(
            "rate-limited",
            "Too many requests like this came from you or from your network.",
          ),
        );
      },
      logger: {
        error: (err, message) => log.error({ event: "rate-limit.failed", err }, message),
        warn: (err, message) => log.warn({ event: "rate-limit.misused", err }, message),
      },
    });
  }

  const of: Limiters = (route) => {
    const name = limitOf(route);
    if (name === null) return [];
    const handler = limiters[name];
    if (route.access !== "metrics") return [handler];
    // Who may scrape never waits; who guesses tokens does.
    return [(req, res, next) => (mayReadMetrics(req) ? next() : handler(req, res, next))];
  };
  return { of, named: (name) => limiters[name] };
}

/** Whether an address is one at which sessions begin and end. */
function isWayOut(route: string): boolean {
  return route === "/api/session" || route === "/api/me/sessions";
}

const separator = " ";

function joinParties(address: string, owner: string | undefined): string {
  return owner === undefined ? address : `${address}${separator}${owner}`;
}

/** Counts for each party of a key at once; the one that has used up most decides. */
function countForEach(count: CountRequest): Store {
  return {
    async increment(parties) {
      const counted = await Promise.all(parties.split(separator).map(count));
      return counted.reduce((most, other) => (other.totalHits > most.totalHits ? other : most));
    },
    // What was counted stays so.
    decrement() {},
    resetKey() {},
  };
}
