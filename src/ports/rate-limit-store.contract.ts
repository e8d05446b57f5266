import { randomUUID } from "node:crypto";
import type { Options, Store } from "express-rate-limit";
import { describe, expect, onTestFinished, test } from "vitest";
import type { RateLimitStore } from "./rate-limit-store.ts";

/** A store for one test, and how to let time go by for it. */
export interface RateLimitStoreUnderTest {
  store: RateLimitStore;
  pass(ms: number): Promise<void>;
}

const windowMs = 400;

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
    const open = (): Store => {
      const counters = store.open(`limiter-${randomUUID()}`);
      void counters.init?.({ windowMs } as Options);
      return counters;
    };
    return { open, pass };
  }

  async function hits(counters: Store, key: string, times: number): Promise<number[]> {
    const totals: number[] = [];
    for (let time = 0; time < times; time += 1)
      totals.push((await counters.increment(key)).totalHits);
    return totals;
  }

  describe(`the ${adapter} rate limit store`, () => {
    test("counts each key by itself, from one", async () => {
      const { open } = await setUp();
      const counters = open();
      expect(await hits(counters, "a", 3)).toEqual([1, 2, 3]);
      expect(await hits(counters, "b", 1)).toEqual([1]);
      expect(await hits(counters, "a", 1)).toEqual([4]);
    });

    test("counts each limiter by itself", async () => {
      const { open } = await setUp();
      const [read, write] = [open(), open()];
      expect(await hits(read, "a", 2)).toEqual([1, 2]);
      expect(await hits(write, "a", 1)).toEqual([1]);
    });

    test("loses no hit of many at once", async () => {
      const { open } = await setUp();
      const counters = open();
      const counted = await Promise.all(
        Array.from({ length: 50 }, async () => counters.increment("a")),
      );
      const totals = counted.map(({ totalHits }) => totalHits).toSorted((a, b) => a - b);
      expect(totals).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    });

    test("begins a window with the first hit and ends it in time, however many come", async () => {
      const { open, pass } = await setUp();
      const counters = open();
      const { resetTime: first } = await counters.increment("a");
      const left = (first?.getTime() ?? 0) - Date.now();
      expect(left).toBeGreaterThan(windowMs - 100);
      expect(left).toBeLessThanOrEqual(windowMs);
      await pass(windowMs / 2);
      const { totalHits, resetTime } = await counters.increment("a");
      expect(totalHits).toBe(2);
      expect((resetTime?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(windowMs / 2);
      await pass(windowMs / 2);
      expect(await hits(counters, "a", 2)).toEqual([1, 2]);
    });

    test("takes a hit back, and forgets a key", async () => {
      const { open } = await setUp();
      const counters = open();
      await hits(counters, "a", 3);
      await counters.decrement("a");
      expect(await hits(counters, "a", 1)).toEqual([3]);
      await counters.resetKey("a");
      expect(await hits(counters, "a", 1)).toEqual([1]);
    });
  });
}
