import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import { createRedisRateLimitStore } from "#/adapters/redis/rate-limit-store.ts";
import { createSystemClock } from "#/adapters/system/clock.ts";
import { serveApp, unlimited } from "#/http/served-app.fixture.ts";
import { eventually } from "#test/harness/eventually.ts";
import { livedMs } from "#test/harness/lived-ms.ts";
import { patienceMs } from "#test/harness/patience.ts";
import { type RunningRedis, canStartRedis, startRedis } from "#test/harness/start-redis.ts";

describe.skipIf(!canStartRedis)("apps that share a Redis", () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    await redis.stop();
  });

  /** An app as another process would have it: `write` is limited to five. */
  async function serveOne() {
    const rateLimitStore = createRedisRateLimitStore({
      url: redis.url,
      local: createMemoryRateLimitStore({ clock: createSystemClock() }),
      onError: () => {},
      // What a slow machine takes is no outage.
      deadlineMs: patienceMs,
    });
    onTestFinished(() => {
      rateLimitStore.close();
    });
    const countProbe = rateLimitStore.open("probe", 60_000);
    const { send } = await serveApp({
      rateLimitStore,
      rateLimits: { ...unlimited, write: { limit: 5, windowMs: 60_000 } },
    });
    const write = async () =>
      (await send("POST", "/api/novel/01890000-0000-7000-8000-000000000000/pause")).status;
    return { countProbe, write };
  }

  it("limit together, go on by themselves while it is away, and limit together again", async () => {
    const [one, other] = [await serveOne(), await serveOne()];
    await eventually(async () => {
      const probe = randomUUID();
      await one.countProbe(probe);
      expect(await other.countProbe(probe)).toMatchObject({ totalHits: 2 });
    });
    for (const { write } of [one, other, one, other, one]) expect(await write()).toBe(404);
    expect([await one.write(), await other.write()]).toEqual([429, 429]);

    await redis.kill();
    const took = await livedMs(async () => {
      // Each knows what it has counted itself: four and three.
      expect([await one.write(), await one.write()]).toEqual([404, 429]);
      expect([await other.write(), await other.write()]).toEqual([404, 404]);
      expect([await other.write()]).toEqual([429]);
    });
    expect(took).toBeLessThan(2_000);

    await redis.start();
    await eventually(async () => expect(await other.write()).toBe(404));
    await eventually(async () => expect(await one.write()).toBe(404));
    for (const _ of [1, 2, 3]) await one.write();
    expect(await other.write()).toBe(429);
  });
});
