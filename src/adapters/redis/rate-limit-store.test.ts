import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import { createSystemClock } from "#/adapters/system/clock.ts";
import { rateLimitStoreContract } from "#/ports/rate-limit-store.contract.ts";
import type { RateLimitStore } from "#/ports/rate-limit-store.ts";
import { eventually } from "#test/harness/eventually.ts";
import { livedMs } from "#test/harness/lived-ms.ts";
import { patienceMs } from "#test/harness/patience.ts";
import {
  type RunningRedis,
  canStartRedis,
  sharedRedisUrl,
  startRedis,
} from "#test/harness/start-redis.ts";
import { createRedisRateLimitStore } from "./rate-limit-store.ts";

/** As long as a Redis may take on a slow machine, for tests that are not about its slowness. */
const patient = { deadlineMs: patienceMs };

interface Opening {
  local?: RateLimitStore;
  deadlineMs?: number;
}

function openStore(url: string, { local, ...deadline }: Opening) {
  const onError = vi.fn<(error: unknown) => void>();
  const store = createRedisRateLimitStore({
    url,
    local: local ?? createMemoryRateLimitStore({ clock: createSystemClock() }),
    onError,
    ...deadline,
  });
  return { store, onError };
}

/** A process's counters of one limiter. */
function openCounters(url: string, opening: Opening = {}, limiter = "read") {
  const { store, onError } = openStore(url, opening);
  onTestFinished(() => {
    store.close();
  });
  const count = store.open(limiter, 60_000);
  const hit = async (key: string) => (await count(key)).totalHits;
  return { hit, onError };
}

type Counters = ReturnType<typeof openCounters>;

let probes = 0;

/** Resolves once these two count together. */
async function together(one: Counters, other: Counters): Promise<void> {
  const counted = async () => {
    probes += 1;
    await one.hit(`probe-${probes}`);
    expect(await other.hit(`probe-${probes}`)).toBe(2);
  };
  await eventually(counted);
}

/** Resolves once what the store tells is not what its `local` does: no number. */
async function untilShared(store: RateLimitStore): Promise<void> {
  const count = store.open("probe", 1_000);
  while (Number.isNaN((await count("a")).totalHits)) await sleep(10);
}

async function trickle(bytes: Buffer, to: Socket): Promise<void> {
  for (const byte of bytes) {
    to.write(Buffer.of(byte));
    await sleep(60);
  }
}

/** A way to a Redis on which, when it is slow, answers come byte by byte. */
async function startSlowLink(port: number) {
  const link = { url: "", slow: false };
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) sockets.add(socket.on("error", () => {}));
    let written = Promise.resolve();
    near.pipe(far);
    far.on("data", (bytes: Buffer) => {
      if (link.slow) written = written.then(() => trickle(bytes, near));
      else near.write(bytes);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  link.url = `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return link;
}

// What is promised is 150 ms; the rest is for timers that are late.
const boundedMs = 500;

describe.skipIf(sharedRedisUrl === null)("on a shared Redis (REDIS_URL)", () => {
  rateLimitStoreContract("Redis", async () => {
    const url = sharedRedisUrl ?? "";
    // It must be Redis that keeps the promises.
    const nothing = async () => ({ totalHits: Number.NaN, resetTime: undefined });
    const { store } = openStore(url, {
      local: { open: () => nothing, close: () => {} },
      ...patient,
    });
    await untilShared(store);
    return { store, pass: async (ms) => sleep(ms + 10) };
  });
});

describe.skipIf(!canStartRedis)("a Redis that comes and goes", () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    await redis.stop();
  });

  test("processes count together, limiter by limiter", async () => {
    const [one, other] = [openCounters(redis.url, patient), openCounters(redis.url, patient)];
    const [write, otherWrite] = [
      openCounters(redis.url, patient, "write"),
      openCounters(redis.url, patient, "write"),
    ];
    await together(one, other);
    await together(write, otherWrite);
    expect([await one.hit("a"), await other.hit("a"), await one.hit("a")]).toEqual([1, 2, 3]);
    expect([await write.hit("a"), await otherWrite.hit("a")]).toEqual([1, 2]);
    expect(one.onError).not.toHaveBeenCalled();
  });

  test("while it is away each process counts by itself from what it knows, at once, and together again when it is back", async () => {
    const [one, other] = [openCounters(redis.url, patient), openCounters(redis.url, patient)];
    await together(one, other);
    for (let time = 0; time < 3; time += 1) await one.hit("b");
    await redis.kill();
    expect(await livedMs(async () => one.hit("b"))).toBeLessThan(boundedMs);
    expect(await livedMs(async () => other.hit("b"))).toBeLessThan(boundedMs);
    expect([await one.hit("b"), await other.hit("b")]).toEqual([5, 2]);
    await sleep(1_500);
    expect([await one.hit("b"), await other.hit("b")]).toEqual([6, 3]);
    expect(one.onError).toHaveBeenCalledOnce();
    await redis.start();
    await together(one, other);
    await redis.kill();
    await one.hit("b");
    await eventually(() => expect(one.onError).toHaveBeenCalledTimes(2));
    await redis.start();
  });

  test("one that was never there hinders nobody", async () => {
    const { url } = redis;
    await redis.kill();
    const [one, other] = [openCounters(url), openCounters(url)];
    const slowest = await livedMs(async () => {
      expect([await one.hit("c"), await one.hit("c"), await other.hit("c")]).toEqual([1, 2, 1]);
    });
    expect(slowest).toBeLessThan(boundedMs);
    await eventually(() => expect(one.onError).toHaveBeenCalledOnce());
    expect(one.onError.mock.lastCall?.[0]).toMatchObject({ code: "ECONNREFUSED" });
    await redis.start();
    await together(one, other);
  });

  test("one that stands and does not answer costs a moment, and not each request one", async () => {
    const [one, other] = [openCounters(redis.url), openCounters(redis.url)];
    await together(one, other);
    await one.hit("d");
    redis.freeze();
    const first = await livedMs(async () => expect(await one.hit("d")).toBe(2));
    expect(first).toBeLessThan(boundedMs);
    const next = await livedMs(async () => {
      for (let time = 0; time < 100; time += 1) await one.hit("d");
    });
    expect(next).toBeLessThan(boundedMs);
    // Over several attempts to reach it.
    for (let time = 0; time < 30; time += 1) {
      expect(await livedMs(async () => one.hit("d"))).toBeLessThan(boundedMs);
      await sleep(100);
    }
    expect(one.onError).toHaveBeenCalledOnce();
    redis.thaw();
    await together(one, other);
  });

  test("one that answers too slowly costs a moment, and not each request one", async () => {
    const link = await startSlowLink(redis.port);
    const [one, other] = [openCounters(link.url), openCounters(redis.url)];
    await together(one, other);
    link.slow = true;
    expect(await livedMs(async () => one.hit("g"))).toBeLessThan(boundedMs);
    expect(await livedMs(async () => one.hit("g"))).toBeLessThan(100);
    expect(one.onError).toHaveBeenCalledOnce();
    link.slow = false;
    await together(one, other);
  });

  test("one that has no room left is left alone until it has", async () => {
    const [one, other] = [openCounters(redis.url, patient), openCounters(redis.url, patient)];
    await together(one, other);
    const operator = new Redis(redis.url);
    onTestFinished(() => {
      operator.disconnect();
    });
    await operator.config("SET", "maxmemory", "1");
    expect([await one.hit("e"), await one.hit("e")]).toEqual([1, 2]);
    expect(one.onError).toHaveBeenCalledOnce();
    expect(String(one.onError.mock.lastCall?.[0])).toContain("OOM");
    await operator.config("SET", "maxmemory", "0");
    await together(one, other);
  });

  test("an outage that no request saw the end of does not hide the next one", async () => {
    const [one, other] = [openCounters(redis.url), openCounters(redis.url)];
    await together(one, other);
    redis.freeze();
    await one.hit("h");
    expect(one.onError).toHaveBeenCalledOnce();
    await sleep(200);
    redis.thaw();
    const operator = new Redis(redis.url);
    onTestFinished(async () => {
      await operator.config("SET", "maxmemory", "0");
      operator.disconnect();
    });
    await sleep(2_500);
    await operator.config("SET", "maxmemory", "1");
    await one.hit("h");
    expect(one.onError).toHaveBeenCalledTimes(2);
    expect(String(one.onError.mock.lastCall?.[0])).toContain("OOM");
  });

  test("one that was emptied counts anew", async () => {
    const [one, other] = [openCounters(redis.url, patient), openCounters(redis.url, patient)];
    await together(one, other);
    await one.hit("f");
    const operator = new Redis(redis.url);
    await operator.flushall();
    await operator.script("FLUSH");
    operator.disconnect();
    expect([await one.hit("f"), await other.hit("f")]).toEqual([1, 2]);
    expect(one.onError).not.toHaveBeenCalled();
  });
});
