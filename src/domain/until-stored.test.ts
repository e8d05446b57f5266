import pino from "pino";
import { expect, test } from "vitest";
import { ProblemError } from "#/contract/problem.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { untilStored } from "./until-stored.ts";

function open() {
  const clock = createFakeClock();
  const quit = new AbortController();
  const deps = { clock, log: pino({ level: "silent" }), random: () => 0.5 };
  return { clock, quit, deps };
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
