import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { tellOnce } from "./redis-connection.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("troubles that take turns are told once a minute each", () => {
  const told: string[] = [];
  const tell = tellOnce((error) => told.push((error as Error).message));
  for (let second = 0; second < 90; second += 1) {
    tell(new Error(second % 2 === 0 ? "Command timed out" : "Socket timeout"));
    vi.advanceTimersByTime(1_000);
  }
  expect(told).toEqual([
    "Command timed out",
    "Socket timeout",
    "Command timed out",
    "Socket timeout",
  ]);
});
