import { expect, test } from "vitest";
import { toNanoUsd, toUsd } from "./money.ts";

test.each([
  [0, 0],
  [1, 1_000_000_000],
  [0.1 + 0.2, 300_000_000],
  [0.000_000_001, 1],
  [0.000_000_000_4, 0],
  [0.000_000_000_6, 1],
  [1_000_000, 1_000_000_000_000_000],
])("$%d is %d nano-dollars, to the nearest whole one", (usd, nanoUsd) => {
  expect(toNanoUsd(usd)).toBe(nanoUsd);
});

test.each([1, 7, 8_999, 123_456_789_012_345])(
  "%d nano-dollars are the same in dollars",
  (nanoUsd) => {
    expect(toNanoUsd(toUsd(nanoUsd))).toBe(nanoUsd);
  },
);

test.each([1e10, Number.NaN, Number.POSITIVE_INFINITY])(
  "$%d is refused: no safe integer holds it",
  (usd) => {
    expect(() => toNanoUsd(usd)).toThrow(RangeError);
  },
);
