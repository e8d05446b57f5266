import { expect, test, vi } from "vitest";
import { createFakeClock } from "#/ports/fake-clock.ts";
import type { AccountStore, SessionName } from "#/ports/store/accounts.ts";
import { newSession } from "#/ports/store/sessions.contract.ts";
import type { Store } from "#/ports/store/store.ts";
import { createEndedSessions } from "./ended-sessions.ts";

/** A Store in which the sessions of these ids are over. */
function setUp(over = new Set<string>()) {
  const clock = createFakeClock();
  const ask = vi.fn<AccountStore["endedSessions"]>(async (sessions: readonly SessionName[]) =>
    sessions.filter(({ id }) => over.has(id)),
  );
  const store = { accounts: { endedSessions: ask } } as unknown as Store;
  return { clock, ask, over, ended: createEndedSessions({ store, clock }) };
}

test("the Store is asked once in 2 s for each session, however many requests it makes", async () => {
  const { clock, ask, ended } = setUp();
  const [one, other] = [newSession(), newSession({ id: "other" })];
  const requests = Array.from({ length: 1_000 }, (_, at) => ended.includes(at % 2 ? one : other));
  expect(new Set(await Promise.all(requests))).toEqual(new Set([false]));
  expect(ask).toHaveBeenCalledTimes(2);
  await clock.advance(1_999);
  await ended.includes(one);
  expect(ask).toHaveBeenCalledTimes(2);
  await clock.advance(1);
  await ended.includes(one);
  expect(ask).toHaveBeenCalledTimes(3);
});

test("an end that another process wrote is heeded 2 s after the Store was last asked, however often it is asked for", async () => {
  const { clock, over, ended } = setUp();
  expect(await ended.includes(newSession())).toBe(false);
  over.add("first");
  for (let ms = 0; ms < 2_000; ms += 500) {
    expect(await ended.includes(newSession())).toBe(false);
    await clock.advance(500);
  }
  expect(await ended.includes(newSession())).toBe(true);
});

test("an answer that comes late is no younger than its question", async () => {
  const { clock, ask, over, ended } = setUp();
  const late = Promise.withResolvers<SessionName[]>();
  ask.mockReturnValueOnce(late.promise);
  const first = ended.includes(newSession());
  await clock.advance(1_500);
  over.add("first");
  late.resolve([]);
  expect(await first).toBe(false);
  await clock.advance(500);
  expect(await ended.includes(newSession())).toBe(true);
});

test("an end that this process wrote is heeded at once", async () => {
  const { over, ended } = setUp();
  expect(await ended.includes(newSession())).toBe(false);
  over.add("first");
  ended.forget();
  expect(await ended.includes(newSession())).toBe(true);
});

test("sessions of the same name are told apart by their owner and epoch", async () => {
  const { ask, ended } = setUp();
  for (const session of [newSession(), newSession({ owner: "owner-2" }), newSession({ epoch: 1 })])
    await ended.includes(session);
  expect(ask).toHaveBeenCalledTimes(3);
});

test("while the Store is away nothing is taken for granted, and it is asked again", async () => {
  const { ask, ended } = setUp();
  ask.mockRejectedValueOnce(new Error("away"));
  await expect(ended.includes(newSession())).rejects.toThrow("away");
  expect(await ended.includes(newSession())).toBe(false);
});

test("ten thousand answers are kept and no more: the oldest goes", async () => {
  const { ask, ended } = setUp();
  for (let n = 0; n <= 10_000; n += 1) await ended.includes(newSession({ id: `${n}` }));
  await ended.includes(newSession({ id: "1" }));
  expect(ask).toHaveBeenCalledTimes(10_001);
  await ended.includes(newSession({ id: "0" }));
  expect(ask).toHaveBeenCalledTimes(10_002);
});
