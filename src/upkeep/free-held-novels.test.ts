import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMemoryBus } from "#/adapters/memory/event-bus.ts";
import { createMemoryQueue } from "#/adapters/memory/queue.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { createTurn } from "#/domain/novel-turn.ts";
import { DayBudgetReached } from "#/domain/step-errors.ts";
import { type FakeClock, createFakeClock } from "#/ports/fake-clock.ts";
import { ModelError } from "#/ports/language-model.ts";
import type { Queue } from "#/ports/queue.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import {
  acceptNovel,
  newChange,
  newReservation,
  newTurn,
  novelId,
  readNovel,
  spend,
} from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { freeHeldNovels } from "./free-held-novels.ts";

const day = "2026-11-23";
let store: Store;
let queue: Queue;
let clock: FakeClock;
let dataDir: string;
let deps: Parameters<typeof freeHeldNovels>[0];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "colophon-held-"));
  store = await createSqliteStore({ dataDir });
  queue = createMemoryQueue();
  clock = createFakeClock({ startAt: `${day}T18:00:00.000Z` });
  const log = pino({ level: "silent" });
  const bus = createMemoryBus({ onError: (error) => log.error(error) });
  const plan = { dayBudgetNanoUsd: 100 };
  deps = { store, queue, clock, log, bus, metrics: createMetrics(), plan };
  await spend(store, day, 90);
});

afterEach(async () => {
  await queue.close();
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const within = (dayBudgetNanoUsd: number | null) =>
  freeHeldNovels({ ...deps, plan: { dayBudgetNanoUsd } });

/** A worker's turn at a novel, as soon as it is due, that ends in `error`. */
async function turnEndingIn(error: Error, id = novelId(1)): Promise<void> {
  const at = (await readNovel(store, id)).runAt ?? clock.now();
  const claimed = await store.novels.claim(id, {
    holder: "worker",
    at,
    pins: {},
    activePerOwner: 3,
    turn: newTurn(),
  });
  if (claimed === undefined) throw new Error("not claimed");
  const turn = createTurn({ ...deps, random: () => 0.5 }, claimed);
  await turn.giveBack(error, new AbortController().signal);
}

/** A novel that is being written and whose next call, of `nanoUsd`, its day did not allow. */
async function hold(n: number, nanoUsd: number, limit = 100): Promise<NovelRecord> {
  const written = { status: "writing", step: "chapter-1", createdAt: clock.now() } as const;
  const { id } = await acceptNovel(store, { id: novelId(n), owner: `owner-${n}`, ...written });
  await turnEndingIn(new DayBudgetReached(nanoUsd, limit), id);
  // Without its job for the next day: a restart's queue is empty.
  await queue.close();
  queue = createMemoryQueue();
  deps = { ...deps, queue };
  await clock.advance(1_000);
  return readNovel(store, id);
}

test("a novel over the day's budget waits until after midnight, and says so", async () => {
  expect(await hold(1, 20)).toMatchObject({
    status: "writing",
    statusReason: "Waiting: the day's budget for all novels is used up",
    runAt: "2026-11-24T00:00:30.000Z",
    hold: "day-budget",
    neededNanoUsd: 20,
    lease: null,
  });
});

test.each([109, null])(
  "it goes on at once when the limit is raised far enough, or removed: %j",
  async (limit) => {
    const { lastSeq, wake } = await hold(1, 19);
    expect(await within(100)).toBe(0);
    expect(await within(108)).toBe(0);
    expect(await readNovel(store)).toMatchObject({ lastSeq, hold: "day-budget" });
    expect(await within(limit)).toBe(1);
    const free = { status: "writing", statusReason: null, hold: null, runAt: null };
    expect(await readNovel(store)).toMatchObject({ ...free, lastSeq: lastSeq + 1, wake: wake + 1 });
    expect(await queue.depth()).toMatchObject({ waiting: 1 });
    expect(await within(limit)).toBe(0);
  },
);

test("of many as many go on as have room together, those that waited longest first", async () => {
  for (const [n, nanoUsd] of [20, 50, 20, 30, 20].entries()) await hold(n + 1, nanoUsd);
  expect(await within(151)).toBe(3);
  const holds = await Promise.all([1, 2, 3, 4, 5].map((n) => readNovel(store, novelId(n))));
  expect(holds.map(({ hold: held }) => held === null)).toEqual([true, false, true, false, true]);
});

test("those that no room is enough for do not keep those back that wait behind them", async () => {
  for (const [n, nanoUsd] of [60, 70, 80, 10].entries()) await hold(n + 1, nanoUsd);
  const { held } = store.novels;
  const perPass = {
    ...store.novels,
    held: (query: Parameters<typeof held>[0]) => held({ ...query, limit: 3 }),
  };
  deps = { ...deps, store: { ...store, novels: perPass } };
  expect(await within(100)).toBe(1);
  expect(await readNovel(store, novelId(4))).toMatchObject({ hold: null });
});

test("what calls under way have set aside leaves no room, until they turn out cheaper", async () => {
  const call = newReservation({ nanoUsd: 10 });
  await store.days.reserve(day, call, null);
  await hold(1, 8);
  expect(await within(100)).toBe(0);
  await store.days.settle(day, call, 2);
  expect(await within(100)).toBe(1);
});

test("a new day has room again, wherever the wall clock was set meanwhile", async () => {
  await hold(1, 20);
  await clock.advance(6 * 3_600_000);
  expect(await within(100)).toBe(1);
});

test("a call dearer than any day's budget pauses its novel, which says what to raise and goes on when it is", async () => {
  const novel = await hold(1, 120_000_000, 100_000_000);
  const statusReason =
    "One call may cost up to $0.12, more than BUDGET_USD_PER_DAY allows for a whole day, $0.1: when that is raised, the work goes on.";
  expect(novel).toMatchObject({ status: "paused", statusReason, hold: "day-budget" });
  const page = await store.log.read({ novelId: novel.id, after: 0, limit: 9 });
  expect(page?.items.at(-1)).toMatchObject({
    type: "novel.paused",
    data: { reason: statusReason },
  });
  await clock.advance(24 * 3_600_000);
  expect(await within(100_000_000)).toBe(0);
  expect(await within(120_000_000)).toBe(1);
  expect(await readNovel(store)).toMatchObject({ status: "writing", hold: null });
});

test("a novel that its owner paused or cancelled meanwhile is left alone", async () => {
  for (const [n, status] of [
    [1, "paused"],
    [2, "cancelled"],
  ] as const) {
    const { id, lastSeq } = await hold(n, 20);
    await store.novels.applyCommand({ id, lastSeq }, newChange({ set: { status, hold: null } }));
  }
  expect(await within(null)).toBe(0);
});

test.each([
  ["was delayed", new ModelError("unavailable", "429"), "writing"],
  ["failed", new ModelError("unauthorized", "401"), "failed"],
])("a novel that %s at its next try is held no more", async (_, error, status) => {
  await hold(1, 20);
  await turnEndingIn(error);
  expect(await within(null)).toBe(0);
  expect(await readNovel(store)).toMatchObject({ status, hold: null });
});

test("of two processes at once one lets it go on", async () => {
  await hold(1, 20);
  expect((await Promise.all([within(null), within(null)])).toSorted()).toEqual([0, 1]);
});
