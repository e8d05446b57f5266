import { expect, test } from "vitest";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { limitReports } from "./limit-reports.ts";

test("a storm of one error leaves room for others, and all together keep to the limit", async () => {
  const clock = createFakeClock();
  const admits = limitReports({ clock, most: 4, mostAlike: 2 });
  const storm = Array.from({ length: 100 }, () => admits("a"));
  expect(storm.filter(Boolean)).toHaveLength(2);
  expect(["b", "c", "d"].map((likeness) => admits(likeness))).toEqual([true, true, false]);
  await clock.advance(59_999);
  expect(admits("a")).toBe(false);
  await clock.advance(1);
  expect(["a", "a", "a"].map((likeness) => admits(likeness))).toEqual([true, true, false]);
});
