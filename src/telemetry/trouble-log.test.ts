import pino from "pino";
import { expect, test } from "vitest";
import { ProblemError } from "#/contract/problem.ts";
import { createTroubleLog } from "./trouble-log.ts";

function open() {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line) => lines.push(JSON.parse(line) as {}) });
  let now = 0;
  const trouble = createTroubleLog(log, () => now, {
    failed: { event: "tide.failed", message: "no tide" },
    back: { event: "tide.back", message: "the tide is back" },
  });
  const wait = (ms: number) => {
    now += ms;
  };
  return { lines, trouble, wait, events: () => lines.map(({ event }) => event) };
}

const away = new ProblemError("store-unavailable", "away");

test("a trouble that lasts is told at once, and then once a minute", () => {
  const { trouble, wait, events } = open();
  for (let second = 0; second < 120; second += 1) {
    trouble.failed(away);
    wait(1_000);
  }
  expect(events()).toEqual(["tide.failed", "tide.failed"]);
});

test("its end is told once, with how long it took; the next trouble is told at once", () => {
  const { trouble, wait, lines, events } = open();
  trouble.worked();
  trouble.failed(away);
  wait(2_500);
  trouble.worked();
  trouble.worked();
  trouble.failed(away);
  expect(events()).toEqual(["tide.failed", "tide.back", "tide.failed"]);
  expect(lines[1]).toMatchObject({ level: 30, after_ms: 2_500 });
});

test("a known problem is told with what caused it, and without a stack", () => {
  const { trouble, lines } = open();
  const cause = new Error("Authentication failed.");
  trouble.failed(new ProblemError("store-unavailable", "The store cannot be reached.", { cause }));
  expect(lines).toMatchObject([{ reason: "The store cannot be reached: Authentication failed." }]);
  expect(lines[0]).not.toHaveProperty("err");
});

test("a known problem is told by its reason; anything else with its stack", () => {
  const { trouble, wait, lines } = open();
  trouble.failed(away, { attempt: 1 });
  wait(60_000);
  trouble.failed(new Error("a bug"));
  expect(lines[0]).toMatchObject({ level: 40, attempt: 1, reason: "away" });
  expect(lines[0]).not.toHaveProperty("err");
  expect(lines[1]).toMatchObject({ err: { stack: expect.stringContaining("a bug") as string } });
});
