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
import { ModelError } from "#/ports/language-model.ts";
import { acceptNovel, newTurn, novelId, readNovel } from "#/ports/store/records.fixture.ts";
import type { TurnOutcome } from "#/ports/store/step-turns.ts";
import type { Store } from "#/ports/store/store.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { createTurn } from "./novel-turn.ts";
import {
  AnswerRejected,
  BudgetReached,
  DayBudgetReached,
  NovelChanged,
  UnknownToThisRelease,
} from "./step-errors.ts";

let store: Store;
let clock: FakeClock;
let dataDir: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "colophon-turn-"));
  store = await createSqliteStore({ dataDir });
  clock = createFakeClock();
});

afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Claims the novel, once it is due, and ends the turn with `error`. */
async function turnEndingIn(
  error: Error,
  drain = new AbortController().signal,
): Promise<TurnOutcome> {
  const log = pino({ level: "silent" });
  const queue = createMemoryQueue();
  const bus = createMemoryBus({ onError: (reason) => log.error(reason) });
  const { runAt } = await readNovel(store);
  if (runAt !== null) await clock.advance(Date.parse(runAt) - Date.parse(clock.now()));
  const claim = { holder: "worker", at: clock.now(), pins: {}, activePerOwner: 3, turn: newTurn() };
  const claimed = await store.novels.claim(novelId(1), claim);
  if (claimed === undefined) throw new Error("not claimed");
  const metrics = createMetrics();
  const turn = createTurn({ store, clock, random: () => 1, queue, bus, metrics, log }, claimed);
  const outcome = await turn.giveBack(error, drain);
  await queue.close();
  return outcome;
}

test("an internal error delays its novel, ever longer up to a minute, and never fails it", async () => {
  await acceptNovel(store, { status: "writing", step: "chapter-1" });
  const waits: number[] = [];
  for (let crashes = 1; crashes <= 9; crashes += 1) {
    expect(await turnEndingIn(new TypeError("a bug of ours"))).toBe("crashed");
    const novel = await readNovel(store);
    expect(novel).toMatchObject({ crashes, failures: 0, delays: 0, status: "writing" });
    waits.push(Date.parse(novel.runAt ?? "") - Date.parse(clock.now()));
  }
  expect(waits.map((ms) => ms / 1_000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test("crashes between failures do not bring the third failure nearer", async () => {
  await acceptNovel(store, { status: "writing", step: "finish" });
  const outcomes: TurnOutcome[] = [];
  for (const error of ["bad", "bug", "bad", "bug", "bug", "bad"])
    outcomes.push(
      await turnEndingIn(error === "bad" ? new AnswerRejected("no JSON") : new Error("a bug")),
    );
  expect(outcomes).toEqual(["delayed", "crashed", "delayed", "crashed", "crashed", "failed"]);
  expect(await readNovel(store)).toMatchObject({ failures: 3, crashes: 3, status: "failed" });
});

test("a step of a newer release is left as it is, for another worker, however often it is met", async () => {
  await acceptNovel(store, { status: "writing", step: "chapter-1" });
  for (let tries = 1; tries <= 5; tries += 1) {
    expect(await turnEndingIn(new UnknownToThisRelease("draft-scene@99 is pinned"))).toBe("left");
    const untouched = { status: "writing", lease: null, lastSeq: 1, failures: 0, crashes: 0 };
    expect(await readNovel(store)).toMatchObject({ ...untouched, runAt: null });
  }
});

test.each<[TurnOutcome, string, Error]>([
  ["delayed", "a model that is away", new ModelError("unavailable", "busy")],
  ["delayed", "a refusal, which is tried again", new ModelError("refused", "no")],
  ["delayed", "a day without money", new DayBudgetReached(5, 10)],
  ["failed", "a key that is refused", new ModelError("unauthorized", "no")],
  ["crashed", "a bug", new Error("a bug of ours")],
  ["paused", "a budget that is reached", new BudgetReached(5)],
  ["paused", "a call that no day has money for", new DayBudgetReached(10, 5)],
  ["changed", "a novel that changed", new NovelChanged()],
  ["changed", "a Store that was away", new ProblemError("store-unavailable", "away")],
  ["left", "a step of a newer release", new UnknownToThisRelease("draft-scene@99 is pinned")],
])("a turn that is %s by %s is written down as that, when it ended", async (outcome, _, error) => {
  await acceptNovel(store, { status: "writing", step: "chapter-1" });
  await clock.advance(1_000);
  expect(await turnEndingIn(error)).toBe(outcome);
  const turns = await store.novels.stepTurns(novelId(1), 9);
  expect(turns).toMatchObject([{ step: "chapter-1", outcome, endedAt: clock.now() }]);
});

test("a turn whose process drains is written down as stopped", async () => {
  await acceptNovel(store, { status: "writing", step: "chapter-1" });
  await clock.advance(1_000);
  expect(await turnEndingIn(new Error("aborted"), AbortSignal.abort())).toBe("stopped");
  const turns = await store.novels.stepTurns(novelId(1), 9);
  expect(turns).toMatchObject([{ outcome: "stopped", endedAt: clock.now() }]);
});
