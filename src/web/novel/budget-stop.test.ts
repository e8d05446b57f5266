import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { EventDraft } from "#/contract/event.ts";
import { anEvent } from "#/web/live/novel.fixture.ts";
import { findBudgetStop, suggestBudget } from "./budget-stop.ts";

const data = { budgetUsd: 1, spentUsd: 0.98, neededUsd: 0.05 };
const reached: EventDraft = { type: "budget.reached", data };
const paused: EventDraft = { type: "novel.paused", data: {} };
const resumed: EventDraft = { type: "novel.resumed", data: {} };
const renamed: EventDraft = { type: "novel.changed", data: { title: "Absent", budgetUsd: 1 } };

test.each<[string, EventDraft[], boolean]>([
  ["one that its budget has paused", [reached, paused], true],
  ["one that was renamed since", [reached, paused, renamed], true],
  ["one that ran into its raised budget", [reached, paused, resumed, reached, paused], true],
  ["one that its owner has paused", [paused], false],
  ["one that its owner has paused after a raise", [reached, paused, resumed, paused], false],
  ["one whose log is not there yet", [], false],
])("%s: %#", (_title, drafts, waits) => {
  const log = drafts.map((draft, index) => anEvent(index + 1, draft));
  expect(findBudgetStop({ status: "paused" }, log)).toEqual(waits ? data : undefined);
});

test.each(["writing", "cancelled"] as const)("one that is %s waits for no budget", (status) => {
  expect(findBudgetStop({ status }, [anEvent(1, reached), anEvent(2, paused)])).toBeUndefined();
});

test.each([
  [0.0067, 0.0033, 0.01],
  [0.0067, 0.0034, 0.02],
  [0.98, 0.05, 2],
  [4.2, 0.8, 5],
  [37, 1.5, 40],
])("after %d dollars, with %d more needed, %d are suggested", (spentUsd, neededUsd, suggested) => {
  expect(suggestBudget({ ...data, spentUsd, neededUsd })).toBe(suggested);
});

test("what is suggested always allows the next call", () => {
  const nanoUsd = fc.integer({ min: 1, max: 1e12 });
  fc.assert(
    fc.property(nanoUsd, nanoUsd, (spent, needed) => {
      const suggested = suggestBudget({ ...data, spentUsd: spent / 1e9, neededUsd: needed / 1e9 });
      expect(Math.round(suggested * 1e9)).toBeGreaterThanOrEqual(spent + needed);
    }),
  );
});
