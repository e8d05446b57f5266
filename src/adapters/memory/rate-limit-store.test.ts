import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { rateLimitStoreContract } from "#/ports/rate-limit-store.contract.ts";
import { createMemoryRateLimitStore } from "./rate-limit-store.ts";

rateLimitStoreContract("memory", async () => {
  const clock = createFakeClock();
  return { store: createMemoryRateLimitStore({ clock }), pass: clock.advance };
});

function openCounters(maxKeys: number, windowMs: number) {
  const clock = createFakeClock();
  const count = createMemoryRateLimitStore({ clock, maxKeys }).open("read", windowMs);
  const hit = async (key: string) => (await count(key)).totalHits;
  return { clock, hit };
}

test("a limiter remembers the callers that came last, and forgets others when there are too many", async () => {
  const { hit } = openCounters(4, 1_000);
  for (const key of ["a", "b", "c", "a", "d"]) await hit(key);
  expect([await hit("a"), await hit("d")]).toEqual([3, 2]);
  expect(await hit("b")).toBe(1);
});

test("whoever is refused goes on being so however many others come, while they go on asking", async () => {
  const { hit } = openCounters(100, 3_600_000);
  for (let other = 0; other < 1_000; other += 1) {
    await hit(`address-${other}`);
    if (other % 10 === 0) await hit("insistent");
  }
  expect(await hit("insistent")).toBe(101);
});

test("a million addresses take no more memory than a hundred thousand", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const { hit } = openCounters(20_000, 3_600_000);
  const usedAfter = async (from: number, to: number) => {
    for (let address = from; address < to; address += 1)
      await hit(`2001:db8:${address.toString(16)}::/56`);
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const before = await usedAfter(0, 100_000);
  expect((await usedAfter(100_000, 1_000_000)) - before).toBeLessThan(5_000_000);
});
