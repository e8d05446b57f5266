import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  acceptAndClaim,
  endLease,
  intend,
  newSettlement,
  novelId,
  type OpenStore,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

const day = "2026-11-23";
const unspent = { reservedNanoUsd: 0, spentNanoUsd: 0 };

/** What every Store promises of the days' spending, and of the limit that a day may have. */
export function dayStoreContract(name: string, open: OpenStore): void {
  describe(`days in ${name}`, () => {
    let store: Store;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ store, close } = await open());
    });
    afterEach(() => close());

    const reserve = (nanoUsd: number, limit: number | null) =>
      store.days.reserve(day, { nanoUsd, limit });
    const settle = (reservedNanoUsd: number, spentNanoUsd: number) =>
      store.days.settle(day, { reservedNanoUsd, spentNanoUsd });

    /** Leaves 300 spent and 200 reserved. */
    async function spendSome(): Promise<void> {
      expect(await reserve(400, null)).toBe(true);
      await settle(400, 300);
      expect(await reserve(200, null)).toBe(true);
      expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 200, spentNanoUsd: 300 });
    }

    test("a day of which nothing is known has cost nothing", async () => {
      expect(await store.days.read(day)).toEqual(unspent);
    });

    describe("reserve", () => {
      test("a day's first call may be the limit to the last nano-dollar, and not one more", async () => {
        expect(await reserve(1_001, 1_000)).toBe(false);
        expect(await store.days.read(day)).toEqual(unspent);
        expect(await reserve(1_000, 1_000)).toBe(true);
        expect(await store.days.read(day)).toEqual({ ...unspent, reservedNanoUsd: 1_000 });
      });

      test("spent, reserved and this together may be the limit, and not one more", async () => {
        await spendSome();
        expect(await reserve(501, 1_000)).toBe(false);
        expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 200, spentNanoUsd: 300 });
        expect(await reserve(500, 1_000)).toBe(true);
        expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 700, spentNanoUsd: 300 });
      });

      test("without a limit there is always room", async () => {
        await spendSome();
        expect(await reserve(2 ** 52, null)).toBe(true);
        expect(await store.days.read(day)).toMatchObject({ reservedNanoUsd: 2 ** 52 + 200 });
      });

      test("a lower limit than what is spent allows nothing", async () => {
        await spendSome();
        expect(await reserve(1, 100)).toBe(false);
      });

      test("of many at once as many are granted as the limit allows", async () => {
        const granted = await Promise.all(Array.from({ length: 20 }, () => reserve(150, 1_000)));
        expect(granted.filter(Boolean)).toHaveLength(6);
        expect(await store.days.read(day)).toEqual({ ...unspent, reservedNanoUsd: 900 });
      });
    });

    describe("settle", () => {
      test("takes back what was set aside and adds what the call cost, be it more", async () => {
        await spendSome();
        await settle(200, 900);
        expect(await store.days.read(day)).toEqual({ ...unspent, spentNanoUsd: 1_200 });
      });

      test("never takes back more than is set aside, which would make room that is not there", async () => {
        await settle(500, 100);
        expect(await store.days.read(day)).toEqual({ ...unspent, spentNanoUsd: 100 });
        await settle(500, 100);
        expect(await store.days.read(day)).toEqual({ ...unspent, spentNanoUsd: 200 });
      });
    });

    describe("the charge of an unknown call", () => {
      test("moves what was set aside to what is spent, and the day allows no more than before", async () => {
        await spendSome();
        await settle(200, 200);
        expect(await store.days.read(day)).toEqual({ ...unspent, spentNanoUsd: 500 });
        expect(await reserve(501, 1_000)).toBe(false);
      });

      test.each([
        [200, 150],
        [150, 200],
      ])("is corrected in any order: %i for 200, and %i for 200", async (first, second) => {
        expect(await reserve(200, null)).toBe(true);
        expect(await reserve(200, null)).toBe(true);
        await settle(0, first - 200);
        await settle(200, 200);
        await settle(200, 200);
        await settle(0, second - 200);
        expect(await store.days.read(day)).toEqual({ ...unspent, spentNanoUsd: first + second });
      });
    });

    test("each day has an account of its own", async () => {
      await spendSome();
      expect(await store.days.read("2026-11-24")).toEqual(unspent);
      const next = await store.days.reserve("2026-11-24", { nanoUsd: 1_000, limit: 1_000 });
      expect(next).toBe(true);
      expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 200, spentNanoUsd: 300 });
    });

    describe("recompute", () => {
      async function call(key: string, at: string, costNanoUsd: number | null): Promise<void> {
        const id = await intend(store, { key, at, reservedNanoUsd: 1_000 });
        if (costNanoUsd !== null) await store.ledger.settle(id, newSettlement({ costNanoUsd }));
      }

      async function callOfAnother(novel: number, at: string, nanoUsd: number): Promise<string> {
        const { id } = await acceptAndClaim(store, { id: novelId(novel) });
        await intend(store, { novelId: id, key: id, at, reservedNanoUsd: nanoUsd });
        return id;
      }

      test("makes the day what its calls in the ledger say, of all novels and in all outcomes", async () => {
        await acceptAndClaim(store);
        await call("the evening before", "2026-11-22T23:59:59.999Z", 7);
        const abandoned = await callOfAnother(2, "2026-11-23T00:00:00.000Z", 1_000);
        await endLease(store, abandoned);
        await store.ledger.abandon(abandoned);
        await call("settled", "2026-11-23T00:00:00.001Z", 30);
        await call("under way", "2026-11-23T12:00:00.000Z", null);
        await callOfAnother(3, "2026-11-23T23:59:59.999Z", 400);
        await call("the morning after", "2026-11-24T00:00:00.000Z", 9);
        await spendSome();

        const sums = { reservedNanoUsd: 1_400, spentNanoUsd: 1_030 };
        expect(await store.days.recompute(day)).toEqual(sums);
        expect(await store.days.read(day)).toEqual(sums);
        expect(await store.days.recompute("2026-11-24")).toEqual({ ...unspent, spentNanoUsd: 9 });
      });

      test("a day without calls has cost nothing, whatever was thought", async () => {
        await spendSome();
        expect(await store.days.recompute(day)).toEqual(unspent);
        expect(await store.days.read(day)).toEqual(unspent);
      });
    });

    describe("money", () => {
      test.each([0.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
        "%d nano-dollars are refused and nothing is written",
        async (amount) => {
          await spendSome();
          for (const refused of [
            () => reserve(amount, null),
            () => reserve(1, amount),
            () => settle(amount, 1),
          ])
            await expect(refused()).rejects.toBeInstanceOf(RangeError);
          expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 200, spentNanoUsd: 300 });
        },
      );

      test.each([0.5, Number.NaN, Number.NEGATIVE_INFINITY, 2 ** 53, -(2 ** 53)])(
        "a charge or correction of %d nano-dollars is refused and nothing is written",
        async (amount) => {
          await spendSome();
          await expect(settle(1, amount)).rejects.toBeInstanceOf(RangeError);
          expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 200, spentNanoUsd: 300 });
        },
      );
    });

    test("in no order of concurrent calls is a day's limit exceeded, nor its account wrong", async () => {
      const amount = fc.nat({ max: 1_000 });
      const calls = fc.array(fc.record({ reserved: amount, saved: amount }), {
        minLength: 2,
        maxLength: 5,
      });
      let days = 0;

      const holds = fc.asyncProperty(
        fc.scheduler(),
        calls,
        fc.nat({ max: 3_000 }),
        async (schedule, planned, limit) => {
          const today = `day ${(days += 1)}`;
          const turn = () => schedule.schedule(Promise.resolve());
          let spent = 0;
          async function make({ reserved, saved }: (typeof planned)[number]): Promise<void> {
            await turn();
            if (!(await store.days.reserve(today, { nanoUsd: reserved, limit }))) return;
            await turn();
            const { reservedNanoUsd, spentNanoUsd } = await store.days.read(today);
            expect(reservedNanoUsd + spentNanoUsd).toBeLessThanOrEqual(limit);
            await turn();
            const cost = Math.max(0, reserved - saved);
            spent += cost;
            await store.days.settle(today, { reservedNanoUsd: reserved, spentNanoUsd: cost });
          }
          await schedule.waitFor(Promise.all(planned.map(make)));
          expect(await store.days.read(today)).toEqual({ ...unspent, spentNanoUsd: spent });
        },
      );
      await fc.assert(holds, { numRuns: 1_000 });
    }, 120_000);
  });
}
