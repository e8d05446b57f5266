import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Reservation } from "./days.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  endLease,
  intend,
  newReservation,
  newSettlement,
  novelId,
  type OpenStore,
  spend,
  takeOver,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

const day = "2026-11-23";
const unspent = { reservedNanoUsd: 0, spentNanoUsd: 0 };

/** What every Store promises of the days' spending, and of the limit that a day may have. */
export function dayStoreContract(name: string, open: OpenStore): void {
  describe(`days in ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    let calls = 0;
    /** What is set aside for another call each time. */
    const newCall = (call: Partial<Reservation> = {}) =>
      newReservation({ id: `span-${(calls += 1)}`, ...call });
    const reserve = (nanoUsd: number, limit: number | null) =>
      store.days.reserve(day, newCall({ nanoUsd }), limit);

    /** Leaves 300 spent and 200 reserved, for the call that is returned. */
    async function spendSome(): Promise<Reservation> {
      await spend(store, day, 300);
      const call = newCall({ nanoUsd: 200 });
      expect(await store.days.reserve(day, call, null)).toBe(true);
      expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 200, spentNanoUsd: 300 });
      return call;
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

    describe("a call", () => {
      test("is set aside once, however often that is tried, also where its day has no more room", async () => {
        const call = await spendSome();
        expect(await store.days.reserve(day, call, null)).toBe(true);
        expect(await store.days.reserve(day, call, 1)).toBe(true);
        expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 200, spentNanoUsd: 300 });
      });

      test.each([0, 150, 900])(
        "that cost %i is charged that, once, however often it is tried",
        async (cost) => {
          const call = await spendSome();
          await reserve(50, null);
          for (const _ of ["once", "again"]) {
            await store.days.settle(day, call, cost);
            const spending = { reservedNanoUsd: 50, spentNanoUsd: 300 + cost };
            expect(await store.days.read(day)).toEqual(spending);
          }
        },
      );

      test("for which nothing is set aside is not charged, and takes nothing from others", async () => {
        await store.days.settle(day, newCall(), 100);
        expect(await store.days.read(day)).toEqual(unspent);
        await spendSome();
        await store.days.settle(day, newCall(), 100);
        expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 200, spentNanoUsd: 300 });
      });

      test("is settled by one of many at once", async () => {
        const call = await spendSome();
        await Promise.all(Array.from({ length: 20 }, () => store.days.settle(day, call, 100)));
        expect(await store.days.read(day)).toEqual({ ...unspent, spentNanoUsd: 400 });
      });
    });

    test("each day has an account of its own", async () => {
      await spendSome();
      expect(await store.days.read("2026-11-24")).toEqual(unspent);
      const next = await store.days.reserve("2026-11-24", newCall({ nanoUsd: 1_000 }), 1_000);
      expect(next).toBe(true);
      expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 200, spentNanoUsd: 300 });
    });

    describe("overdue", () => {
      /** Sets a call aside and, unless told otherwise, writes its intent. */
      async function begin(key: string, { intended = true, on = day, epoch = 1, novel = 1 } = {}) {
        const call = newCall({ key, epoch, novelId: novelId(novel) });
        expect(await store.days.reserve(on, call, null)).toBe(true);
        if (intended) await intend(store, { key, epoch, spanId: call.id, novelId: call.novelId });
        return { call, attempt: `${key}:1` };
      }
      const overdue = (call: Reservation, costNanoUsd: number, unknown = false) => {
        const { id, nanoUsd } = call;
        return { day, id, nanoUsd, costNanoUsd, unknown };
      };

      test("is no call whose worker may still make or settle it", async () => {
        await acceptAndClaim(store);
        await begin("not yet made", { intended: false });
        await begin("under way");
        const { attempt } = await begin("settled in the ledger");
        await store.ledger.settle(attempt, newSettlement());
        expect(await store.days.overdue()).toEqual([]);
      });

      test.each([
        ["nobody holds", () => endLease(store)],
        ["another has", () => takeOver(store)],
      ])(
        "is what a worker left whose lease %s: it costs what the ledger says, and nothing where that has no intent",
        async (_, end) => {
          await acceptAndClaim(store);
          const { call: never } = await begin("never made", { intended: false });
          const lost = await begin("lost");
          const settled = await begin("settled");
          await store.ledger.settle(settled.attempt, newSettlement({ costNanoUsd: 6_000 }));
          await end();
          const known = [overdue(never, 0), overdue(settled.call, 6_000)];
          expect(await store.days.overdue(), "the lost one may be settled").toEqual(known);
          await store.ledger.abandon(novelId(1));
          const [first, last] = known;
          const unknown = overdue(lost.call, lost.call.nanoUsd, true);
          expect(await store.days.overdue()).toEqual([first, unknown, last]);
          await store.ledger.settle(lost.attempt, newSettlement({ costNanoUsd: 7 }));
          expect(await store.days.overdue()).toEqual([first, overdue(lost.call, 7), last]);
        },
      );

      test("is one attempt of a call and not the next, nor another novel's", async () => {
        await acceptAndClaim(store);
        const { call } = await begin("a", { intended: false });
        await takeOver(store);
        await begin("a", { epoch: 2 });
        await acceptAndClaim(store, { id: novelId(2) });
        await begin("b", { novel: 2 });
        expect(await store.days.overdue()).toEqual([overdue(call, 0)]);
      });

      test("is what is left on any day, until it is settled", async () => {
        await acceptAndClaim(store);
        const on = "2026-11-22";
        const { call } = await begin("the evening before", { intended: false, on });
        const { call: later } = await begin("today", { intended: false });
        await endLease(store);
        const both = [{ ...overdue(call, 0), day: on }, overdue(later, 0)];
        expect(await store.days.overdue()).toEqual(both);
        await store.days.settle(on, call, 0);
        expect(await store.days.overdue()).toEqual([overdue(later, 0)]);
      });

      test("costs what was set aside where the novel and its ledger are gone", async () => {
        const { call } = await begin("erased", { intended: false });
        expect(await store.days.overdue()).toEqual([overdue(call, call.nanoUsd)]);
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
            () => store.days.settle(day, newCall({ nanoUsd: amount }), 1),
            () => store.days.settle(day, newCall(), amount),
          ])
            await expect(refused()).rejects.toBeInstanceOf(RangeError);
          expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 200, spentNanoUsd: 300 });
        },
      );
    });

    test("in no order of concurrent calls is a day's limit exceeded, nor its account wrong", async () => {
      const amount = fc.nat({ max: 1_000 });
      const plans = fc.array(fc.record({ reserved: amount, saved: amount }), {
        minLength: 2,
        maxLength: 5,
      });
      let days = 0;

      const holds = fc.asyncProperty(
        fc.scheduler(),
        plans,
        fc.nat({ max: 3_000 }),
        async (schedule, planned, limit) => {
          const today = `day ${(days += 1)}`;
          const turn = () => schedule.schedule(Promise.resolve());
          let spent = 0;
          async function make({ reserved, saved }: (typeof planned)[number]): Promise<void> {
            await turn();
            const call = newCall({ nanoUsd: reserved });
            if (!(await store.days.reserve(today, call, limit))) return;
            await turn();
            const { reservedNanoUsd, spentNanoUsd } = await store.days.read(today);
            expect(reservedNanoUsd + spentNanoUsd).toBeLessThanOrEqual(limit);
            await turn();
            const cost = Math.max(0, reserved - saved);
            spent += cost;
            await store.days.settle(today, call, cost);
          }
          await schedule.waitFor(Promise.all(planned.map(make)));
          expect(await store.days.read(today)).toEqual({ ...unspent, spentNanoUsd: spent });
        },
      );
      await fc.assert(holds, { numRuns: 1_000 });
    }, 120_000);
  });
}
