import type { Options } from "express-rate-limit";
import { Redis } from "ioredis";
import { type RedisReply, RedisStore } from "rate-limit-redis";
import type { CountRequest, RateLimitStore } from "#/ports/rate-limit-store.ts";
import { type RedisAccess, giveUp, watchConnection } from "#/ports/redis-connection.ts";

const keyPrefix = "colophon:rate:";

/** How long Redis is left alone after it was too slow. */
const pauseMs = 1_000;

const sameOutageMs = 60_000;

/**
 * Counts in Redis, so that all processes count together. While Redis is away or silent this process
 * counts by itself in `local`, which it always keeps too: an outage gives nobody a fresh allowance
 * from the process that knows them. `onError` is told when an outage begins, and each minute that it lasts.
 */
export function createRedisRateLimitStore({
  url,
  local,
  onError,
  onConnection,
  deadlineMs = 150,
}: Pick<RedisAccess, "url" | "onError" | "onConnection"> & {
  local: RateLimitStore;
  /** How long a request may wait for Redis, once. */
  deadlineMs?: number;
}): RateLimitStore {
  /** When the outage was told that is not over yet. */
  let toldAt: number | undefined;
  const redis = new Redis(url, {
    // What cannot be sent at once, or is not answered in time, is counted here instead.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: deadlineMs,
    // A connection that fell silent is given up: packets may be lost on it for ever.
    socketTimeout: deadlineMs,
    disconnectTimeout: deadlineMs,
    connectTimeout: pauseMs,
    retryStrategy: () => pauseMs,
  });
  watchConnection(redis, { onError: tell, onConnection });

  // No request may come for a while that would find out that it is over.
  redis.on("ready", () => void probe());

  async function probe(): Promise<void> {
    try {
      await redis.set(`${keyPrefix}probe`, 1, "PX", 1);
      toldAt = undefined;
    } catch {
      // The next request meets the same.
    }
  }

  function tell(error: unknown): void {
    const at = performance.now();
    if (toldAt !== undefined && at - toldAt < sameOutageMs) return;
    toldAt = at;
    onError(error);
  }

  function open(limiter: string, windowMs: number): CountRequest {
    const countHere = local.open(limiter, windowMs);
    const shared = new RedisStore({
      // Another window is counted by itself, as it is in `local`.
      prefix: `${keyPrefix}${limiter}:${windowMs}:`,
      sendCommand: async (command, ...args) => redis.call(command, args) as Promise<RedisReply>,
    });
    let ready: Promise<void> | undefined;

    return async (key) => {
      const counted = await countHere(key);
      try {
        ready ??= shared.init({ windowMs } as Options);
        await ready;
        const together = await shared.increment(key);
        toldAt = undefined;
        return together;
      } catch (error) {
        // It keeps a script that could not be loaded as such, so it is initialised anew.
        ready = undefined;
        if (redis.status === "ready") {
          tell(error);
          redis.stream.destroy();
        }
        return counted;
      }
    };
  }

  return {
    open,
    close() {
      giveUp(redis);
      local.close();
    },
  };
}
