import * as fc from "fast-check";
import { expect, test } from "vitest";
import { novelLimits } from "#/contract/novel-limits.ts";
import { checkDollars, checkText, typeDollars } from "./check-field.ts";

test.each([
  [5, "5"],
  [2.5, "2.5"],
  [0.009, "0.009"],
  [0.000_000_005, "0.000000005"],
  [1_000_000, "1000000"],
])("%d dollars are typed as %s", (usd, text) => {
  expect(typeDollars(usd)).toBe(text);
});

test("every budget that the server can tell of is typed as one that it takes, to the last digit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: novelLimits.budgetUsd.max * 1e9 }), (nanoUsd) => {
      const text = typeDollars(nanoUsd / 1e9);
      expect(checkDollars(text, novelLimits.budgetUsd)).toBeUndefined();
      expect(Math.round(Number(text) * 1e9)).toBe(nanoUsd);
    }),
  );
});

test("the form counts characters as the server does: an emoji is one", () => {
  expect(checkText("\u{1F600}".repeat(200), novelLimits.title, "")).toBeUndefined();
  expect(checkText("\u{1F600}".repeat(201), novelLimits.title, "")).toBe(
    "At most 200 characters; these are 201.",
  );
});
