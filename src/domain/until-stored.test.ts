import pino from "pino";
import { expect, test } from "vitest";
import { ProblemError } from "#/contract/problem.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { untilStored } from "./until-stored.ts";

function open() {
  const clock = createFakeClock();
  const quit = new AbortController();
  const events: unknown[] = [];
  const write = (line: string) => events.push((JSON.parse(line) as { event: unknown }).event);
  const deps = { clock, log: pino({}, { write }), random: () => 0.5 };
  return { clock, quit, deps, events };
}

const away = () => new ProblemError("store-unavailable", "away");

test("what the Store does not take is tried again until it does", async () => {
  const { clock, quit, deps } = open();
  let tries = 0;
  const stored = untilStored(deps, quit.signal, async () => {
    tries += 1;
    if (tries < 5) throw away();
    return "kept";
  });
  await clock.advance(60_000);
  expect(await stored).toBe("kept");
});

test("a long wait is told of once a minute, and its end once", async () => {
  const { clock, quit, deps, events } = open();
  let isAway = true;
  const stored = untilStored(deps, quit.signal, async () => {
    if (isAway) throw away();
  });
  await clock.advance(90_000);
  isAway = false;
  await clock.advance(10_000);
  await stored;
  expect(events).toEqual(["store.waiting", "store.waiting", "store.back"]);
});

test("who gives up tries once more, and tells of the failure", async () => {
  const { clock, quit, deps } = open();
  let tries = 0;
  const stored = untilStored(deps, quit.signal, async () => {
    tries += 1;
    throw away();
  }).catch((error: unknown) => error);
  await clock.advance(10_000);
  const before = tries;
  quit.abort();
  expect(await stored).toMatchObject({ code: "store-unavailable" });
  expect(tries).toBe(before + 1);
});

test("what is no trouble of the Store's is thrown at once", async () => {
  const { quit, deps } = open();
  await expect(
    untilStored(deps, quit.signal, () => Promise.reject(new Error("a bug"))),
  ).rejects.toThrow("a bug");
});
