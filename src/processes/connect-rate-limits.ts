import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import { createRedisRateLimitStore } from "#/adapters/redis/rate-limit-store.ts";
import type { Clock } from "#/ports/clock.ts";
import type { RateLimitStore } from "#/ports/rate-limit-store.ts";
import type { ProcessFrame } from "./run-process.ts";
import { watchRedis } from "./watch-redis.ts";

/** Where the API processes count requests together; Redis may come later, and go. */
export function connectRateLimits(
  { config, log, metrics, opened }: ProcessFrame,
  { clock }: { clock: Clock },
): RateLimitStore {
  if (config.scaledOut === null) throw new Error("the environment was read for another process");
  const { close, ...watch } = watchRedis(
    { log, metrics, clock },
    {
      failed: "each process limits requests by itself",
      back: "the processes limit requests together again",
    },
  );
  opened("rate limits' watch", close);
  const store = createRedisRateLimitStore({
    url: config.scaledOut.redisUrl,
    local: createMemoryRateLimitStore({ clock }),
    ...watch,
  });
  opened("rate limits", store.close);
  return store;
}
