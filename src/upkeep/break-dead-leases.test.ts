import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMemoryBus } from "#/adapters/memory/event-bus.ts";
import { createMemoryQueue } from "#/adapters/memory/queue.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { ProblemError } from "#/contract/problem.ts";
import { type FakeClock, createFakeClock } from "#/ports/fake-clock.ts";
import type { Queue } from "#/ports/queue.ts";
import { cause, newNovel, newTurn, novelId, turnEnd } from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { breakAllLeases, createLeaseWatch } from "./break-dead-leases.ts";
import { reconcile } from "./reconcile.ts";

const id = novelId(1);
let store: Store;
let queue: Queue;
let clock: FakeClock;
let dataDir: string;
let deps: Parameters<typeof createLeaseWatch>[0] & { activePerOwner: number };

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "colophon-watch-"));
  store = await createSqliteStore({ dataDir });
  queue = createMemoryQueue();
  clock = createFakeClock();
  const log = pino({ level: "silent" });
  deps = {
    store,
    queue,
    clock,
    log,
    bus: createMemoryBus({ onError: (error) => log.error(error) }),
    metrics: createMetrics(),
    holder: "ourselves",
    isAtWork: () => false,
    random: () => 1,
    activePerOwner: 3,
  };
  await store.novels.accept(newNovel(), { cause, events: [] });
});

afterEach(async () => {
  await queue.close();
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const claim = (holder: string) =>
  store.novels.claim(id, { holder, at: clock.now(), pins: {}, activePerOwner: 3, turn: newTurn() });

test("a lease whose beat stands still for 15 s is broken and its novel woken", async () => {
  const watch = createLeaseWatch(deps);
  const epoch = (await claim("dead"))?.epoch ?? 0;
  expect(await watch()).toBe(0);
  await clock.advance(14_999);
  expect(await watch()).toBe(0);
  await clock.advance(1);
  expect(await watch()).toBe(1);
  expect(await store.novels.get(id)).toMatchObject({ lease: null });
  expect(await queue.depth()).toMatchObject({ waiting: 1 });
  expect(await store.novels.beat({ id, epoch })).toBeUndefined();
  const turns = await store.novels.stepTurns(id, 9);
  expect(turns).toMatchObject([{ outcome: "lost", endedAt: clock.now() }]);
});

test("a lease that beats is never broken, however long it is held", async () => {
  const watch = createLeaseWatch(deps);
  const epoch = (await claim("alive"))?.epoch ?? 0;
  for (let beat = 0; beat < 20; beat += 1) {
    await clock.advance(10_000);
    expect(await store.novels.beat({ id, epoch })).toBeDefined();
    expect(await watch()).toBe(0);
  }
});

test("a lease of a novel that this process is at work on is never broken, though its beats fail", async () => {
  const watch = createLeaseWatch({ ...deps, isAtWork: (worked) => worked === id });
  await claim("ourselves");
  await watch();
  await clock.advance(60_000);
  expect(await watch()).toBe(0);
});

test("a lease of this process that it is not at work on is broken at once", async () => {
  const watch = createLeaseWatch({ ...deps, isAtWork: (worked) => worked !== id });
  await claim("ourselves");
  expect(await watch()).toBe(1);
  expect(await store.novels.get(id)).toMatchObject({ lease: null });
});

test("novels that wait for their owner's others do not keep the rest from being woken", async () => {
  const wake = { ...deps, activePerOwner: 1 };
  await claim("alive");
  for (let n = 2; n < 1_010; n += 1)
    await store.novels.accept(newNovel({ id: novelId(n) }), { cause, events: [] });
  await store.novels.accept(newNovel({ id: novelId(2_000), owner: "owner-2" }), {
    cause,
    events: [],
  });
  expect(await reconcile(wake)).toBe(1);
});

test("a lease that went to another worker meanwhile is watched anew", async () => {
  const watch = createLeaseWatch(deps);
  const first = (await claim("one"))?.epoch ?? 0;
  await watch();
  await clock.advance(14_000);
  await store.novels.release({ id, epoch: first }, turnEnd);
  await claim("two");
  await clock.advance(2_000);
  expect(await watch()).toBe(0);
  await clock.advance(15_000);
  expect(await watch()).toBe(1);
});

test("the deaths of a step's workers in a row are counted; from the fourth on they delay it, ever longer, up to 10 s", async () => {
  const waits: number[] = [];
  for (let crashes = 1; crashes <= 9; crashes += 1) {
    expect(await claim("doomed")).toBeDefined();
    expect(await breakAllLeases(deps)).toBe(1);
    const novel = await store.novels.get(id);
    expect(novel).toMatchObject({ crashes, failures: 0, status: "queued", lease: null });
    waits.push(novel?.runAt ? Date.parse(novel.runAt) - Date.parse(clock.now()) : 0);
    await clock.advance(10_000);
  }
  expect(waits).toEqual([0, 0, 0, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

test("at a start every lease is taken, however fresh its beat, and its novel woken", async () => {
  await store.novels.accept(newNovel({ id: novelId(2) }), { cause, events: [] });
  await claim("dead");
  await store.novels.claim(novelId(2), {
    holder: "dead",
    at: clock.now(),
    pins: {},
    activePerOwner: 3,
    turn: newTurn(),
  });
  expect(await breakAllLeases(deps)).toBe(2);
  expect(await store.novels.leases()).toEqual([]);
  expect(await queue.depth()).toMatchObject({ waiting: 2 });
});

test("a new observer waits the whole time, whatever the wall clock says", async () => {
  await claim("dead");
  await clock.advance(3_600_000);
  expect(await createLeaseWatch(deps)()).toBe(0);
});

test("the reconciler wakes what nobody holds, once, and leaves the rest", async () => {
  await store.novels.accept(newNovel({ id: novelId(2), status: "paused" }), { cause, events: [] });
  await store.novels.accept(newNovel({ id: novelId(3) }), { cause, events: [] });
  await claim("alive");
  expect(await reconcile(deps)).toBe(1);
  await reconcile(deps);
  expect(await queue.depth()).toEqual({ waiting: 1, delayed: 0, active: 0 });
});

test("a dead lease that cannot be broken now does not keep others from being broken", async () => {
  const second = novelId(2);
  await store.novels.accept(newNovel({ id: second }), { cause, events: [] });
  const novels: Store["novels"] = {
    ...store.novels,
    breakLease: async (lease, change) => {
      if (lease.id === id) throw new ProblemError("store-unavailable", "locked");
      return store.novels.breakLease(lease, change);
    },
  };
  const watch = createLeaseWatch({ ...deps, store: { ...store, novels } });
  for (const novel of [id, second])
    await store.novels.claim(novel, {
      holder: "dead",
      at: clock.now(),
      pins: {},
      activePerOwner: 3,
      turn: newTurn(),
    });
  await watch();
  await clock.advance(15_000);
  await expect(watch()).rejects.toThrow("locked");
  expect(await store.novels.get(second)).toMatchObject({ lease: null });
});

test("the line of a broken lease tells the novel, and the request and trace that it began by", async () => {
  const lines: unknown[] = [];
  const log = pino({}, { write: (line) => void lines.push(JSON.parse(line)) });
  const watch = createLeaseWatch({ ...deps, log });
  await claim("dead");
  await watch();
  await clock.advance(15_000);
  await watch();
  const { requestId, traceparent } = newNovel();
  expect(lines).toMatchObject([
    {
      event: "lease.broken",
      novel_id: id,
      request_id: requestId,
      trace_id: traceparent.split("-")[1],
    },
  ]);
});
