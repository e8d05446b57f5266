import pino from "pino";
import { expect, test } from "vitest";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { acceptAndClaim, newChange, turnEnd } from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { beatLease } from "./beat-lease.ts";
import { openCommandDeps } from "./command-deps.fixture.ts";

/** How often a beat may come. */
const beatMs = 3_000;

async function open(replace?: (store: Store) => Partial<Store["novels"]>) {
  const { deps } = await openCommandDeps(replace);
  const clock = createFakeClock();
  const claimed = await acceptAndClaim(deps.store);
  let ended = 0;
  const events: unknown[] = [];
  const write = (line: string) => events.push((JSON.parse(line) as { event: unknown }).event);
  const log = pino({}, { write });
  const stop = beatLease({ store: deps.store, clock, log }, claimed, () => {
    ended += 1;
  });
  return { ...deps, clock, claimed, stop, events, ended: () => ended };
}

test("a cancelled novel's call is ended within one beat, whatever the bus does", async () => {
  const { store, clock, claimed, ended } = await open();
  await clock.advance(beatMs);
  const cancelled = newChange({ set: { status: "cancelled", step: null } });
  await store.novels.applyCommand(claimed, cancelled);
  expect(ended()).toBe(0);
  await clock.advance(beatMs);
  expect(ended()).toBe(1);
  await clock.advance(3 * beatMs);
  expect(ended(), "once").toBe(1);
});

test("so is the call of a lease that is another's by now", async () => {
  const { store, clock, claimed, ended } = await open();
  await store.novels.release(claimed, turnEnd);
  await clock.advance(beatMs);
  expect(ended()).toBe(1);
});

test("a paused novel's call goes on, and its lease is kept", async () => {
  const { store, clock, claimed, ended } = await open();
  await store.novels.applyCommand(claimed, newChange({ set: { status: "paused" } }));
  await clock.advance(3 * beatMs);
  expect(ended()).toBe(0);
  expect(await store.novels.leases()).toMatchObject([{ beat: 3 }]);
});

test("a Store that does not answer ends no call, and neither does a beat after the stop", async () => {
  let away = true;
  const { clock, stop, ended } = await open(() => ({
    async beat() {
      if (away) throw new Error("away");
      return undefined;
    },
  }));
  await clock.advance(3 * beatMs);
  stop();
  away = false;
  await clock.advance(3 * beatMs);
  expect(ended()).toBe(0);
});

test("beats that fail one after the other are told of once, and that they are written again", async () => {
  let away = true;
  const { clock, events } = await open(() => ({
    async beat() {
      if (away) throw new Error("away");
      return "writing" as const;
    },
  }));
  await clock.advance(10 * beatMs);
  away = false;
  await clock.advance(2 * beatMs);
  expect(events).toEqual(["lease.beat-failed", "lease.beat-back"]);
});
