import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { ProblemError } from "#/contract/problem.ts";
import { abandonCalls } from "#/domain/abandon-calls.ts";
import { createModelPlan } from "#/domain/model-plan.ts";
import { reserveCall } from "#/domain/reserve-call.ts";
import { NovelChanged } from "#/domain/step-errors.ts";
import { untilStored } from "#/domain/until-stored.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import {
  acceptAndClaim,
  acceptNovel,
  claimNovel,
  endLease,
  intend,
  newIntent,
  newReservation,
  newSettlement,
  novelId,
  readNovel,
} from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { settleDays } from "./settle-days.ts";

const log = pino({ level: "silent" });
let store: Store;
let dataDir: string;
let novels = 0;
let calls = 0;
let days = 0;

beforeAll(async () => {
  // In memory where that can be had: thousands of commits wait for a disk that others use as well.
  const base = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  dataDir = mkdtempSync(join(base, "colophon-days-"));
  store = await createSqliteStore({ dataDir });
});

afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A day that no other test has. */
const newDay = () => new Date(Date.UTC(2026, 0, (days += 1))).toISOString();

test("of calls that stay unknown the newest hundred are kept for a late settlement, the others are spent", async () => {
  const at = newDay();
  const day = at.slice(0, 10);
  const { id } = await acceptAndClaim(store, { id: novelId((novels += 1)) });
  for (let n = 1; n <= 103; n += 1) {
    const call = newReservation({
      id: `unknown-${n}`,
      key: `unknown-${n}`,
      novelId: id,
      nanoUsd: n,
    });
    await store.days.reserve(day, call, null);
    await intend(store, { ...call, spanId: call.id, reservedNanoUsd: n, at });
  }
  await endLease(store, id);
  await abandonCalls({ store, log }, id);
  expect(await settleDays({ store })).toBe(3);
  const spending = { reservedNanoUsd: (103 * 104) / 2 - 6, spentNanoUsd: 6 };
  expect(await store.days.read(day)).toEqual(spending);
  expect(await settleDays({ store })).toBe(0);
});

/** What may become of a write: done, or not; its answer lost, or not before it is done after all; its worker killed. */
const fates = ["done", "refused", "unanswered", "late", "dies-before", "dies-after"] as const;
const plannedCall = fc.record({
  nanoUsd: fc.integer({ min: 1, max: 1_000 }),
  /** In parts of what is set aside. */
  cost: fc.constantFrom(0, 0.4, 1, 1, 1.2),
  /** After how many turns of the scheduler its lease is taken from its worker. */
  patience: fc.nat({ max: 12 }),
});
const scenario = fc.record({
  novels: fc.array(fc.array(plannedCall, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 3,
  }),
  fates: fc.array(fc.constantFrom("done", "done", ...fates), { maxLength: 30 }),
  sweeps: fc.nat({ max: 6 }),
});

class Killed extends Error {}

test("whatever write is lost, late or its worker's last, a day never allows more than the ledger, and they agree in the end", async () => {
  const unlimited = { model: "m", notice: null, overrides: {}, prices: {}, dayBudgetNanoUsd: null };
  const plan = createModelPlan(unlimited);
  const clock = { ...createFakeClock(), sleep: () => Promise.resolve() };
  let corrections = 0;

  const holds = fc.asyncProperty(fc.scheduler(), scenario, async (schedule, planned) => {
    const at = newDay();
    const day = at.slice(0, 10);
    const ids = planned.novels.map(() => novelId((novels += 1)));
    const coming = [...planned.fates];
    const late: (() => Promise<unknown>)[] = [];
    const turn = () => schedule.schedule(Promise.resolve());

    /** By how much more the day has than the ledger: both are read at once. */
    async function drift(): Promise<{ drift: number; overrun: number }> {
      const [{ reservedNanoUsd, spentNanoUsd }, ...ledgers] = await Promise.all([
        store.days.read(day),
        ...ids.map((id) => store.ledger.calls(id)),
      ]);
      let overrun = 0;
      let charged = 0;
      for (const call of ledgers.flat()) {
        charged += call.outcome === "intent" ? call.reservedNanoUsd : call.costNanoUsd;
        overrun += Math.max(0, call.costNanoUsd - call.reservedNanoUsd);
      }
      return { drift: reservedNanoUsd + spentNanoUsd - charged, overrun };
    }

    async function expectSafe(): Promise<void> {
      const now = await drift();
      // What a call cost beyond its reservation is in the ledger a moment before it is on the day.
      expect(now.drift).toBeGreaterThanOrEqual(-now.overrun);
    }

    const faulty =
      <Args extends unknown[], Result>(perform: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        const fate = coming.shift() ?? "done";
        await turn();
        if (fate === "dies-before") throw new Killed();
        if (fate === "late") late.push(() => perform(...args));
        const result = /late|refused/.test(fate) ? undefined : await perform(...args);
        await expectSafe();
        await turn();
        if (fate === "dies-after") throw new Killed();
        if (result === undefined || fate === "unanswered")
          throw new ProblemError("store-unavailable", fate);
        return result;
      };
    const voids =
      <Args extends unknown[]>(perform: (...args: Args) => Promise<unknown>) =>
      async (...args: Args) => {
        await perform(...args);
        return "written";
      };
    const settleDay = faulty(voids(store.days.settle));
    const settleCall = faulty(voids(store.ledger.settle));
    const lossy: Store = {
      ...store,
      days: {
        ...store.days,
        reserve: faulty(store.days.reserve),
        settle: async (...args) => void (await settleDay(...args)),
      },
      ledger: { ...store.ledger, intend: faulty(store.ledger.intend) },
    };

    async function make(novel: NovelRecord, { nanoUsd, cost }: (typeof planned.novels)[0][0]) {
      const key = `call-${(calls += 1)}`;
      const of = { key, spanId: key, novelId: novel.id, epoch: novel.epoch, at };
      const intent = newIntent({ ...of, reservedNanoUsd: nanoUsd });
      const call = await reserveCall({ store: lossy, plan }, novel, intent);
      await turn();
      const costNanoUsd = Math.round(nanoUsd * cost);
      const quit = new AbortController().signal;
      const deps = { clock, log, random: () => 0 };
      const settlement = newSettlement({ costNanoUsd });
      await untilStored(deps, quit, () => settleCall(call.id, settlement));
      await untilStored(deps, quit, () => call.settleDay(costNanoUsd));
    }

    async function write(id: string, ofNovel: (typeof planned.novels)[0]): Promise<unknown> {
      const stragglers: Promise<unknown>[] = [];
      for (const call of ofNovel) {
        const { lease, epoch } = await readNovel(store, id);
        if (lease !== null)
          await store.novels.breakLease({ id, epoch, ...lease }, { runAt: null, at });
        const novel = await claimNovel(store, id);
        await abandonCalls({ store, log }, id);
        const made = make(novel, call).catch((error: unknown) => {
          const expected = [Killed, NovelChanged, ProblemError];
          if (!expected.some((known) => error instanceof known)) throw error;
        });
        stragglers.push(made);
        const patience = (async () => {
          for (let n = 0; n < call.patience; n += 1) await turn();
        })();
        await Promise.race([made, patience]);
      }
      return Promise.all(stragglers);
    }

    async function sweep(): Promise<void> {
      for (let n = 0; n < planned.sweeps; n += 1) {
        await turn();
        await late.shift()?.();
        for (const id of ids) await abandonCalls({ store, log }, id);
        await turn();
        await settleDays({ store });
        await expectSafe();
      }
    }

    for (const id of ids) await acceptNovel(store, { id, owner: id });
    const writing = ids.map((id, index) => write(id, planned.novels[index] ?? []));
    await schedule.waitFor(Promise.all([...writing, sweep()]));
    for (const arrive of late) await arrive();
    await expectSafe();
    for (const id of ids) {
      await endLease(store, id);
      await abandonCalls({ store, log }, id);
    }
    corrections += await settleDays({ store });
    expect(await drift()).toMatchObject({ drift: 0 });
    expect(await settleDays({ store })).toBe(0);
  });
  await fc.assert(holds, { numRuns: 500, seed: 4 });
  expect(corrections, "reservations that nobody else would have settled").toBeGreaterThan(100);
}, 60_000);
