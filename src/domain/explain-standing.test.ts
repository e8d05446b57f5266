import { expect, test } from "vitest";
import type { CallAttempt } from "#/ports/store/ledger.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { explainStanding } from "./explain-standing.ts";

const now = "2026-01-01T00:00:00.000Z";
const later = "2026-01-01T00:05:00.000Z";
const usual = { now, queuePaused: false, restMs: () => 0 };
const lease = { holder: "worker-1", beat: 3 };

const writing = {
  status: "writing",
  step: "chapter-1",
  statusReason: null,
  hold: null,
  lease: null,
  runAt: null,
  budgetNanoUsd: null,
  spentNanoUsd: 0,
  reservedNanoUsd: 0,
} as unknown as NovelRecord;

test.each<[state: Partial<NovelRecord>, standing: string]>([
  [{}, "It may run: it waits for a worker, or for its owner's other novels."],
  [{ lease }, "A worker holds it."],
  [{ lease, runAt: later }, "A worker holds it."],
  [{ runAt: later, statusReason: "The model said: …" }, `It is tried again at ${later}.`],
  [{ runAt: now }, "It may run: it waits for a worker, or for its owner's other novels."],
  [{ status: "paused", hold: "budget" }, "It waits for its own budget to be raised."],
  [{ hold: "day-budget", runAt: later }, "It waits for the day's budget."],
  [{ status: "paused" }, "Nothing is to be done: it is paused."],
  [{ status: "completed" }, "Nothing is to be done: it is completed."],
  [{ status: "failed", statusReason: "It said: …" }, "Nothing is to be done: it is failed."],
])("an operator is told why a novel stands where it does: %j", (state, standing) => {
  expect(explainStanding({ ...writing, ...state }, [], usual).standing).toBe(standing);
});

test("while the queue is paused an operator is told so of what could run, and of nothing else", () => {
  const paused = { ...usual, queuePaused: true };
  const standing = (state: Partial<NovelRecord>) =>
    explainStanding({ ...writing, ...state }, [], paused).standing;
  expect(standing({ runAt: later })).toContain("An operator has paused the queue");
  expect(standing({ lease })).toBe("A worker holds it.");
  expect(standing({ status: "paused" })).toBe("Nothing is to be done: it is paused.");
});

test.each([
  [0, "closed"],
  [2_000, "open"],
  [null, null],
])("the breaker of the model's server is told where it is known: %j", (restMs, breaker) => {
  const circumstances = { ...usual, restMs: () => restMs };
  expect(explainStanding({ ...writing, step: "chapter-2" }, [], circumstances).breaker).toBe(
    breaker,
  );
  expect(explainStanding({ ...writing, step: "finish" }, [], circumstances).breaker).toBeNull();
});

test("an operator is told of the latest call that went wrong, and of none that did not", () => {
  const call = (outcome: string, reason: string | null) =>
    ({ at: reason ?? now, step: "chapter-1", model: "a-model", outcome, reason }) as CallAttempt;
  const calls = [call("failed", "first"), call("rejected", "second"), call("succeeded", null)];
  expect(explainStanding(writing, calls, usual).lastError).toEqual({
    at: "second",
    step: "chapter-1",
    model: "a-model",
    reason: "second",
  });
  expect(explainStanding(writing, calls.slice(2), usual).lastError).toBeNull();
});
