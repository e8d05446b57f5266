import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBullQueue } from "#/adapters/bullmq/queue.ts";
import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import { createRedisBus } from "#/adapters/redis/event-bus.ts";
import { createRedisRateLimitStore } from "#/adapters/redis/rate-limit-store.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { type RunningRedis, noRedisServer, startRedis } from "#test/harness/start-redis.ts";
import { countRedisConnections } from "./count-redis-connections.ts";

let redis: RunningRedis;

beforeEach(async ({ skip }) => {
  if (noRedisServer) skip(noRedisServer);
  redis = await startRedis();
});
afterEach(() => redis?.stop());

/** Everything of a process that talks to Redis, and what the metrics say of its connections. */
function connectAll() {
  const metrics = createMetrics();
  const access = {
    url: redis.url,
    onError: () => {},
    onConnection: countRedisConnections(metrics),
  };
  const limits = createRedisRateLimitStore({
    ...access,
    local: createMemoryRateLimitStore({ clock: createFakeClock() }),
  });
  const bus = createRedisBus(access);
  const queue = createBullQueue(access);
  const consumer = queue.consume(async () => {}, { concurrency: 1, onError: () => {} });
  return {
    async counts() {
      const { values } = await metrics.redisConnections.get();
      const of = (state: string) => values.find(({ labels }) => labels.state === state)?.value;
      return { ready: of("ready") ?? 0, connecting: of("connecting") ?? 0 };
    },
    async close() {
      await consumer.close(0);
      limits.close();
      await Promise.all([bus.close(), queue.close()]);
    },
  };
}

// The limits' one, the bus' two, the queue's one, and the two of its consumer.
const all = 6;
const ready = { ready: all, connecting: 0 };
const away = { ready: 0, connecting: all };
const gone = { ready: 0, connecting: 0 };

describe("a process's connections to Redis", () => {
  test("are ready, being made anew while it is away, ready again, and gone once they are closed", async () => {
    const { counts, close } = connectAll();
    await expect.poll(counts).toEqual(ready);
    for (const _ of ["once", "again"]) {
      await redis.kill();
      await expect.poll(counts).toEqual(away);
      await redis.start();
      await expect.poll(counts).toEqual(ready);
    }
    await close();
    await expect.poll(counts).toEqual(gone);
  });

  test("are gone also when they are closed while Redis is away", async () => {
    const { counts, close } = connectAll();
    await expect.poll(counts).toEqual(ready);
    await redis.kill();
    await expect.poll(counts).toEqual(away);
    await close();
    await expect.poll(counts).toEqual(gone);
  });
});
