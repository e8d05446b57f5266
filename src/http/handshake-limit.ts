import type { IncomingMessage } from "node:http";
import type { Application } from "express";
import proxyAddr from "proxy-addr";
import type { RateLimit, RateLimitName } from "#/contract/rate-limit.ts";
import type { CountRequest, RateLimitStore } from "#/ports/rate-limit-store.ts";
import { networkOf } from "./network-of.ts";

/**
 * Makes what counts the handshakes of sockets, which never reach Express: by the same networks, behind the
 * same proxies, and together in all processes.
 */
export function createHandshakeLimit(
  app: Application,
  deps: {
    rateLimits: () => Readonly<Record<RateLimitName, RateLimit>>;
    rateLimitStore: RateLimitStore;
  },
): (req: IncomingMessage) => Promise<boolean> {
  const { rateLimits, rateLimitStore } = deps;
  // Express compiles it from `trust proxy`.
  const trust = app.get("trust proxy fn") as (address: string, hop: number) => boolean;
  let counting: { windowMs: number; count: CountRequest } | undefined;
  return async (req) => {
    const { limit, windowMs } = rateLimits()["socket-connect"];
    if (counting?.windowMs !== windowMs)
      counting = { windowMs, count: rateLimitStore.open("socket-connect", windowMs) };
    const { totalHits } = await counting.count(
      networkOf({ ip: proxyAddr(req, trust), socket: req.socket }),
    );
    return totalHits <= limit;
  };
}
