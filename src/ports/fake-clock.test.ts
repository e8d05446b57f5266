import { expect, test } from "vitest";
import { createFakeClock } from "./fake-clock.ts";

test("time stands still but for advance", async () => {
  const clock = createFakeClock({ startAt: "2026-02-03T04:05:06.000Z" });
  expect([clock.now(), clock.monotonic()]).toEqual(["2026-02-03T04:05:06.000Z", 0]);
  await clock.advance(1_500);
  expect([clock.now(), clock.monotonic()]).toEqual(["2026-02-03T04:05:07.500Z", 1_500]);
});

test("sleeps end in the order of their ends, each at its own moment", async () => {
  const clock = createFakeClock();
  const woken: [string, number][] = [];
  const sleep = async (name: string, ms: number) => {
    await clock.sleep(ms);
    woken.push([name, clock.monotonic()]);
  };
  void sleep("late", 300);
  void sleep("early", 100);
  void sleep("also early", 100);
  void sleep("never", 301);
  await clock.advance(300);
  expect(woken).toEqual([
    ["early", 100],
    ["also early", 100],
    ["late", 300],
  ]);
});

test("who sleeps again on waking is woken again within the same advance", async () => {
  const clock = createFakeClock();
  const beats: number[] = [];
  void (async () => {
    for (;;) {
      await clock.sleep(3);
      beats.push(clock.monotonic());
    }
  })();
  await clock.advance(10);
  expect(beats).toEqual([3, 6, 9]);
});

test("an aborted sleep rejects at once, with the signal's reason", async () => {
  const clock = createFakeClock();
  const controller = new AbortController();
  const reason = new Error("lease lost");
  const sleep = clock.sleep(100, controller.signal);
  controller.abort(reason);
  await expect(sleep).rejects.toBe(reason);
  await expect(clock.sleep(0, controller.signal)).rejects.toBe(reason);
});

test("a sleep of no time is over at once", async () => {
  await expect(createFakeClock().sleep(0)).resolves.toBeUndefined();
});
