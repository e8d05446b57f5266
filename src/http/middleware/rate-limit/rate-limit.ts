import { isIP } from "node:net";
import type { Request, RequestHandler, Response } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { ProblemError } from "#/contract/problem.ts";
import { type RateLimit, type RateLimitName, rateLimitNames } from "#/contract/rate-limit.ts";
import { limitOf } from "#/http/limit-of.ts";
import type { MetricsAccess } from "#/http/metrics-access.ts";
import type { Route } from "#/http/route.ts";
import type { RateLimitStore } from "#/ports/rate-limit-store.ts";
import type { Logger } from "#/telemetry/logger.ts";

/** What a request counts for; one that has no such key does not count for it. */
interface Party {
  name: "address" | "owner";
  keyOf: (req: Request, res: Response) => string | undefined;
  refusal: string;
}

/** The handlers that stand before a route's own, and let in what its limits do. */
export type Limiters = (route: Route) => RequestHandler[];

/**
 * Makes the limits of all routes: a request counts for its network address (IPv6 by /56) and for the
 * owner whom its session names, and is refused when there were too many of either. All routes of one
 * limit count together. It is counted before its body is read, so a repeated submit counts as well.
 */
export function createLimiters(deps: {
  rateLimits: Readonly<Record<RateLimitName, RateLimit>>;
  rateLimitStore: RateLimitStore;
  knownOwnerOf: (req: Request, res: Response) => string | undefined;
  mayReadMetrics: MetricsAccess;
  log: Logger;
}): Limiters {
  const parties: readonly Party[] = [
    {
      name: "address",
      keyOf: addressOf,
      refusal: "Too many requests of this kind came from your network address.",
    },
    {
      name: "owner",
      keyOf: deps.knownOwnerOf,
      refusal: "Too many requests of this kind came in your name.",
    },
  ];
  const limiters = new Map(
    rateLimitNames.map((name) => [name, parties.map((party) => limiter(name, party))]),
  );

  function limiter(name: RateLimitName, { name: party, keyOf, refusal }: Party): RequestHandler {
    return rateLimit({
      ...deps.rateLimits[name],
      store: deps.rateLimitStore.open(`${name}:${party}`),
      identifier: `${name}-by-${party}`,
      skip: (req, res) => keyOf(req, res) === undefined,
      keyGenerator: (req, res) => keyOf(req, res) ?? "",
      handler: (_req, _res, next) => {
        next(new ProblemError("rate-limited", refusal));
      },
      standardHeaders: "draft-8",
      legacyHeaders: false,
      logger: {
        error: (err, message) => deps.log.error({ err }, message),
        warn: (err, message) => deps.log.warn({ err }, message),
      },
    });
  }

  return (route) => {
    const name = limitOf(route);
    if (name === null) return [];
    const handlers = limiters.get(name) ?? [];
    if (route.access !== "metrics") return handlers;
    // A scraper never waits; who guesses tokens does.
    return handlers.map((handler) => (req, res, next) => {
      if (deps.mayReadMetrics(req)) next();
      else void handler(req, res, next);
    });
  };
}

/** By whom a request came; by what a proxy called an address, only if it is one. */
function addressOf({ ip = "", socket }: Request): string {
  return ipKeyGenerator(isIP(ip) === 0 ? (socket.remoteAddress ?? "") : ip);
}
