import { expect, test } from "vitest";
import { RecentDurations } from "./recent-durations.ts";

test("of durations the newest is told, and what 95 of a hundred of the last ones do not exceed", () => {
  const durations = new RecentDurations(100);
  expect([durations.last(), durations.p95()]).toEqual([null, null]);
  durations.add(9_999);
  for (let value = 1; value <= 100; value += 1) durations.add(value);
  expect([durations.last(), durations.p95()]).toEqual([100, 95]);
  durations.add(0.5);
  expect(durations.last()).toBe(0.5);
});
