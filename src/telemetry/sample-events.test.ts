import { expect, test } from "vitest";
import { createEventSampler } from "./sample-events.ts";

function take(ratio: number, event: string, times: number) {
  const suppressed: string[] = [];
  const takes = createEventSampler({ ratio, onSuppressed: (name) => suppressed.push(name) });
  const taken = Array.from({ length: times }, () => takes(event)).filter(Boolean).length;
  return { taken, suppressed: suppressed.length };
}

test.each([
  [0.01, 10],
  [0.3, 300],
  [1, 1_000],
  [0, 0],
])("of a thousand events a ratio of %d takes %d, and the rest is counted", (ratio, taken) => {
  expect(take(ratio, "http.probe", 1_000)).toEqual({ taken, suppressed: 1_000 - taken });
});

test("the first of its kind is taken, whatever other kinds have come", () => {
  const takes = createEventSampler({ ratio: 0.01, onSuppressed: () => {} });
  expect([takes("http.probe"), takes("http.probe"), takes("realtime.ping")]).toEqual([
    true,
    false,
    true,
  ]);
});

test("what is not of high volume is taken every time, and so is what has no name", () => {
  expect(take(0, "novel.failed", 100).taken).toBe(100);
  expect(createEventSampler({ ratio: 0, onSuppressed: () => {} })(undefined)).toBe(true);
});
