import { expect, test } from "vitest";
import { backoffMs } from "./retry-policy.ts";

test("the wait doubles from half a second to a minute, at most half of it random", () => {
  expect([1, 2, 3, 7, 50].map((n) => backoffMs(n, 0))).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
  expect([1, 2, 3, 7, 50].map((n) => backoffMs(n, 1))).toEqual([
    1_000, 2_000, 4_000, 60_000, 60_000,
  ]);
});
