import { expect, test, vi } from "vitest";
import { createSlots } from "./slots.ts";

const never = new AbortController().signal;

/** A call that runs until it is told to end. */
function longCall() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { run: vi.fn(() => promise), end: resolve, ended: promise };
}

test("no more calls than there are slots run at once, and the others start in order", async () => {
  const slots = createSlots(2);
  const calls = [longCall(), longCall(), longCall(), longCall()];
  const started = () => calls.map(({ run }) => run.mock.calls.length);
  const done = calls.map(({ run }) => slots.run(run, never));
  expect(started()).toEqual([1, 1, 0, 0]);
  calls[1]?.end();
  await done[1];
  await Promise.resolve();
  expect(started()).toEqual([1, 1, 1, 0]);
  for (const { end } of calls) end();
  await Promise.all(done);
  expect(started()).toEqual([1, 1, 1, 1]);
});

test("a failed call gives its slot back", async () => {
  const slots = createSlots(1);
  await expect(slots.run(() => Promise.reject(new Error("no")), never)).rejects.toThrow("no");
  expect(await slots.run(() => Promise.resolve("ran"), never)).toBe("ran");
});

test("a waiting call leaves the queue at once when its signal aborts", async () => {
  const slots = createSlots(1);
  const [first, stopped, last] = [longCall(), longCall(), longCall()];
  const stop = new AbortController();
  const running = slots.run(first.run, never);
  const waiting = slots.run(stopped.run, stop.signal);
  const next = slots.run(last.run, never);
  stop.abort(new Error("stopped"));
  await expect(waiting).rejects.toThrow("stopped");
  first.end();
  last.end();
  await Promise.all([running, next]);
  expect(stopped.run).not.toHaveBeenCalled();
});

test("a call that is stopped before it starts never runs, and keeps no slot", async () => {
  const slots = createSlots(1);
  const [first, late] = [longCall(), longCall()];
  const stop = new AbortController();
  const running = slots.run(first.run, never);
  const handed = slots.run(late.run, stop.signal);
  // Just after the slot was handed on, before the waiting call goes on.
  void first.ended.then(() => {
    stop.abort(new Error("stopped"));
  });
  first.end();
  await expect(handed).rejects.toThrow("stopped");
  await expect(slots.run(late.run, AbortSignal.abort(new Error("before")))).rejects.toThrow(
    "before",
  );
  await running;
  expect(late.run).not.toHaveBeenCalled();
  expect(await slots.run(() => Promise.resolve("ran"), never)).toBe("ran");
});
