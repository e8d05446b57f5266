import { expect, test } from "vitest";
import { formatCount, formatUsd, plural } from "./format.ts";

test.each([
  [0, "$0.00"],
  [0.0000123, "$0.000012"],
  [0.0034, "$0.0034"],
  [0.0345, "$0.035"],
  [0.5, "$0.50"],
  [12.4, "$12.40"],
  [1234.567, "$1,234.57"],
])("%d dollars are %s", (usd, text) => {
  expect(formatUsd(usd)).toBe(text);
});

test("numbers have their thousands apart, nouns their number", () => {
  expect(formatCount(24_000)).toBe("24,000");
  expect([plural(0, "word"), plural(1, "word"), plural(24_000, "word")]).toEqual([
    "0 words",
    "1 word",
    "24,000 words",
  ]);
});
