import { randomUUID } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import type { CountRequest, RateLimitStore } from "./rate-limit-store.ts";

/** A store for one test, and how to let time go by for it. */
export interface RateLimitStoreUnderTest {
  store: RateLimitStore;
  pass(ms: number): Promise<void>;
}

/** So long that a slow machine asks several times within half of it. */
const windowMs = 2_000;

/** What every adapter of the port promises. `make` opens a store. */
export function rateLimitStoreContract(
  adapter: string,
  make: () => Promise<RateLimitStoreUnderTest>,
): void {
  async function setUp() {
    const { store, pass } = await make();
    onTestFinished(() => {
      store.close();
    });
    // A name that nobody had, for the store may be shared.
    const newLimiter = () => `limiter-${randomUUID()}`;
    const open = () => store.open(newLimiter(), windowMs);
    return { store, limiter: newLimiter(), open, pass };
  }

  async function totals(count: CountRequest, key: string, times: number): Promise<number[]> {
    const counted: number[] = [];
    for (let time = 0; time < times; time += 1) counted.push((await count(key)).totalHits);
    return counted;
  }

  describe(`the ${adapter} rate limit store`, () => {
    test("counts each key by itself, from one", async () => {
      const { open } = await setUp();
      const count = open();
      expect(await totals(count, "a", 3)).toEqual([1, 2, 3]);
      expect(await totals(count, "b", 1)).toEqual([1]);
      expect(await totals(count, "a", 1)).toEqual([4]);
    });

    test("counts for each limiter by itself", async () => {
      const { open } = await setUp();
      const [read, write] = [open(), open()];
      expect(await totals(read, "a", 2)).toEqual([1, 2]);
      expect(await totals(write, "a", 1)).toEqual([1]);
    });

    test("counts for each window of a limiter by itself, and ends each in its own time", async () => {
      const { store, limiter } = await setUp();
      const [long, short] = [store.open(limiter, 60_000), store.open(limiter, windowMs)];
      expect(await totals(long, "a", 3)).toEqual([1, 2, 3]);
      const { totalHits, resetTime } = await short("a");
      expect(totalHits).toBe(1);
      expect((resetTime?.getTime() ?? Infinity) - Date.now()).toBeLessThanOrEqual(windowMs);
      expect(await totals(long, "a", 1)).toEqual([4]);
    });

    test("loses none of many at once", async () => {
      const { open } = await setUp();
      const count = open();
      const counted = await Promise.all(Array.from({ length: 50 }, async () => count("a")));
      const each = counted.map(({ totalHits }) => totalHits).toSorted((a, b) => a - b);
      expect(each).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    });

    test("begins a window with the first request and ends it in time, however many come", async () => {
      const { open, pass } = await setUp();
      const count = open();
      const left = async () => ((await count("a")).resetTime?.getTime() ?? 0) - Date.now();
      const first = await left();
      expect(first).toBeGreaterThan(windowMs / 2);
      expect(first).toBeLessThanOrEqual(windowMs);
      await pass(windowMs / 2);
      expect(await left()).toBeLessThanOrEqual(windowMs / 2);
      expect(await totals(count, "a", 1)).toEqual([3]);
      await pass(windowMs / 2);
      expect(await totals(count, "a", 2)).toEqual([1, 2]);
    });
  });
}
