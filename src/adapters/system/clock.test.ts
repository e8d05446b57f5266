import { afterEach, expect, test, vi } from "vitest";
import { createSystemClock } from "./clock.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("now is the wall clock as an ISO stamp in UTC", () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 1, 3, 4, 5, 6, 7), toFake: ["Date"] });
  expect(createSystemClock().now()).toBe("2026-02-03T04:05:06.007Z");
});

test("now is what Date itself would say, from one second to another and back", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const clock = createSystemClock();
  const start = Date.UTC(2026, 11, 31, 23, 59, 59, 998);
  const times = [start, start + 1, start + 2, start + 2, start + 1_001, start, start - 86_400_000];
  for (const time of times) {
    vi.setSystemTime(time);
    expect(clock.now()).toBe(new Date(time).toISOString());
  }
});

test("monotonic time does not follow a wall clock that is set back", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const clock = createSystemClock();
  const before = clock.monotonic();
  vi.setSystemTime(0);
  expect(clock.monotonic()).toBeGreaterThanOrEqual(before);
});

test("a sleep ends after its time, not before", async () => {
  const clock = createSystemClock();
  const start = clock.monotonic();
  await clock.sleep(20);
  // Node's timers count in whole milliseconds.
  expect(clock.monotonic() - start).toBeGreaterThan(19);
});

test("an aborted sleep rejects at once, with the signal's own reason", async () => {
  const clock = createSystemClock();
  const controller = new AbortController();
  const reason = new Error("lease lost");
  const sleep = clock.sleep(600_000, controller.signal);
  controller.abort(reason);
  await expect(sleep).rejects.toBe(reason);
  await expect(clock.sleep(600_000, controller.signal)).rejects.toBe(reason);
});
