import { createBullQueue } from "#/adapters/bullmq/queue.ts";
import { createMongoStore } from "#/adapters/mongodb/store.ts";
import { createRedisBus } from "#/adapters/redis/event-bus.ts";
import { createSystemClock } from "#/adapters/system/clock.ts";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { observeMongoPool, observeSharedState } from "#/telemetry/metrics.ts";
import { watchBusLag } from "#/upkeep/watch-bus-lag.ts";
import type { ProcessFrame } from "./run-process.ts";
import { type Services, traceServices } from "./services.ts";
import { watchRedis } from "./watch-redis.ts";

/**
 * The services of one process among many: MongoDB and Redis. Throws when MongoDB cannot be reached;
 * Redis may come later.
 */
export async function connectServices({
  config,
  log,
  metrics,
  opened,
  tracing,
}: ProcessFrame): Promise<Services> {
  if (config.scaledOut === null) throw new Error("the environment was read for another process");
  const { mongodbUri, redisUrl } = config.scaledOut;
  const store = await createMongoStore({ uri: mongodbUri });
  observeMongoPool(metrics, store.poolCounts);
  opened("store", store.close);
  const clock = createSystemClock();
  const { close: stopWatch, ...watch } = watchRedis(
    { log, metrics, clock },
    { failed: "Redis failed", back: "Redis is back" },
  );
  opened("redis watch", stopWatch);
  const redis = { url: redisUrl, ...watch };
  const queue = createBullQueue(redis);
  opened("queue", queue.close);
  const bus = createRedisBus(redis);
  opened("bus", bus.close);
  observeSharedState(metrics, { store, queue });
  const services = traceServices(
    { store, queue, bus, clock, ids: createSystemIds(), metrics, log },
    { tracing, queueSystem: "bullmq", busSystem: "redis" },
  );
  opened("bus lag", watchBusLag(services, "redis"));
  return services;
}
