import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createMemoryBus } from "#/adapters/memory/event-bus.ts";
import { createMemoryQueue } from "#/adapters/memory/queue.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { longestDelayMs } from "#/domain/retry-policy.ts";
import { type FakeClock, createFakeClock } from "#/ports/fake-clock.ts";
import type { AdvanceJob, Queue } from "#/ports/queue.ts";
import type { NewNovel } from "#/ports/store/novels.ts";
import {
  acceptNovel,
  claimNovel,
  newTurn,
  novelId,
  turnEnd,
} from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { reconcile } from "./reconcile.ts";

let store: Store;
let queue: Queue;
let clock: FakeClock;
let dataDir: string;
let deps: Parameters<typeof reconcile>[0];
let woken: AdvanceJob[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "colophon-reconcile-"));
  store = await createSqliteStore({ dataDir });
  queue = createMemoryQueue();
  clock = createFakeClock();
  woken = [];
  const log = pino({ level: "silent" });
  const noting: Queue = {
    ...queue,
    enqueue: async (job) => {
      woken.push(job);
    },
  };
  const bus = createMemoryBus({ onError: (error) => log.error(error) });
  deps = { store, queue: noting, clock, log, bus, metrics: createMetrics(), activePerOwner: 2 };
});

afterEach(async () => {
  await queue.close();
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const after = (ms: number) => new Date(Date.parse(clock.now()) + ms).toISOString();

/** Accepts novel `n`, which waits until `runAt`. */
const park = (n: number, runAt: string, novel: Partial<NewNovel> = {}) =>
  acceptNovel(store, { id: novelId(n), status: "writing", step: "chapter-1", runAt, ...novel });

test("after a restart with the wall clock set back no novel waits longer than the longest delay", async () => {
  await park(1, after(longestDelayMs + 1));
  await park(2, after(longestDelayMs));
  expect(await reconcile(deps)).toBe(1);
  expect(woken).toMatchObject([{ novelId: novelId(1) }]);
  // Its job says that it is due, which is what the worker claims it by.
  const at = woken[0]?.dueAt ?? "";
  const claim = { holder: "worker", pins: {}, activePerOwner: 2, turn: newTurn() };
  expect(await store.novels.claim(novelId(1), { ...claim, at: clock.now() })).toBeUndefined();
  expect(await store.novels.claim(novelId(1), { ...claim, at })).toBeDefined();
});

test("a novel that the day's budget holds is not woken by a clock set back", async () => {
  await park(1, after(30 * 3_600_000), { hold: "day-budget", neededNanoUsd: 10 });
  expect(await reconcile(deps)).toBe(0);
});

test("novels that were paused and resumed are woken as places get free, those that waited longest first", async () => {
  for (const n of [1, 2, 3, 4, 5])
    await acceptNovel(store, { id: novelId(n), status: "writing", createdAt: after(-n * 1_000) });
  expect(await reconcile(deps)).toBe(2);
  expect(woken).toMatchObject([{ novelId: novelId(5) }, { novelId: novelId(4) }]);
  const { id, epoch } = await claimNovel(store, novelId(5));
  await claimNovel(store, novelId(4));
  expect(await reconcile(deps)).toBe(0);
  await store.novels.release({ id, epoch }, turnEnd);
  await reconcile(deps);
  expect(woken.at(-1)).toMatchObject({ novelId: novelId(5) });
});

test("a queue that takes nothing is asked a few times, not for every novel, and fails the pass", async () => {
  for (let n = 1; n <= 20; n += 1)
    await acceptNovel(store, { id: novelId(n), owner: `owner-${n}` });
  const enqueue = vi.fn<Queue["enqueue"]>().mockRejectedValue(new Error("Redis is away"));
  await expect(reconcile({ ...deps, queue: { ...queue, enqueue } })).rejects.toThrow(
    "Redis is away",
  );
  expect(enqueue.mock.calls.length).toBeLessThanOrEqual(5);
});
