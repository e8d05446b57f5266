import pino from "pino";
import { expect, test } from "vitest";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { startUpkeep } from "./start-upkeep.ts";

test("a chore that fails at each pass is told of once a minute, and once when it works again", async () => {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line) => lines.push(JSON.parse(line) as {}) });
  const clock = createFakeClock();
  let works = false;
  let passes = 0;
  const run = async () => {
    passes += 1;
    if (!works) throw new Error("not now");
  };
  const stop = startUpkeep([{ name: "sweep", everyMs: 3_000, run }], { clock, log });
  await clock.advance(89_000);
  works = true;
  await clock.advance(9_000);
  expect(passes).toBeGreaterThan(20);
  expect(lines).toMatchObject([
    { event: "chore.failed", chore: "sweep", err: { message: "not now" } },
    { event: "chore.failed", chore: "sweep" },
    { event: "chore.back", chore: "sweep" },
  ]);
  await stop();
});
