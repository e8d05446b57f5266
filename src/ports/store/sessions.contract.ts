import { describe, expect, test } from "vitest";
import type { SessionName } from "./accounts.ts";
import { openEach } from "./open-each.fixture.ts";
import { acceptAndClaim, awkwardStrings, moment, type OpenStore } from "./records.fixture.ts";
import type { Store } from "./store.ts";

/** A session of `owner-1`, unless told otherwise. */
export function newSession(more: Partial<SessionName> = {}): SessionName {
  return { owner: "owner-1", id: "first", epoch: 0, ...more };
}

const code = (letter: string) => ({ hash: letter.repeat(64), createdAt: moment(0) });
const times = { endedAt: moment(60), forgetBefore: moment(0) };

/** What an adapter promises of sessions and their ends. */
export function sessionContract(name: string, open: OpenStore): void {
  describe(`sessions of ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    test("of owners who never ended any, none is over", async () => {
      const { accounts } = store;
      await acceptAndClaim(store);
      await accounts.setRecovery(newSession(), code("a"));
      const sessions = [newSession(), newSession({ owner: "owner-2" })];
      expect(await accounts.endedSessions(sessions)).toEqual([]);
      expect(await accounts.endedSessions([])).toEqual([]);
      expect(await accounts.sessionEpoch("owner-1")).toBe(0);
      expect(await accounts.sessionEpoch("owner-2")).toBe(0);
    });

    test("one that ends alone is over for good, and no other of its owner or of its name is", async () => {
      const { accounts } = store;
      const [first, second] = [newSession(), newSession({ id: "second" })];
      const others = newSession({ owner: "owner-2" });
      await Promise.all([first, first].map((session) => accounts.endSession(session, times)));
      const ended = await accounts.endedSessions([second, first, others]);
      expect(ended).toEqual([first]);
      expect(ended[0]).toBe(first);
      // Whatever epoch its cookie may say.
      expect(await accounts.endedSessions([newSession({ epoch: 9 })])).toHaveLength(1);
      expect(await accounts.sessionEpoch("owner-1")).toBe(0);
    });

    test.each(awkwardStrings)("a session called %j ends, and no other does", async (awkward) => {
      const { accounts } = store;
      const [named, other] = [newSession({ id: awkward, owner: awkward }), newSession()];
      await accounts.endSession(named, times);
      expect(await accounts.endedSessions([named, other])).toEqual([named]);
    });

    test("one that ended before what is to be forgotten is forgotten with the next end", async () => {
      const { accounts } = store;
      const [old, recent] = [newSession({ id: "old" }), newSession({ id: "recent" })];
      await accounts.endSession(old, { ...times, endedAt: moment(1) });
      await accounts.endSession(recent, { ...times, endedAt: moment(3) });
      expect(await accounts.endedSessions([old, recent])).toEqual([old, recent]);
      const later = { endedAt: moment(4), forgetBefore: moment(2) };
      await accounts.endSession(newSession(), later);
      expect(await accounts.endedSessions([old, recent])).toEqual([recent]);
    });

    test("all others end at once, and their code with them; the one that asked goes on", async () => {
      const { accounts } = store;
      const [mine, laptop] = [newSession({ id: "mine" }), newSession({ id: "laptop" })];
      await accounts.setRecovery(laptop, code("a"));
      expect(await accounts.endOtherSessions(mine, code("b"))).toBe(true);
      const stranger = newSession({ owner: "owner-2" });
      expect(await accounts.endedSessions([mine, newSession(), laptop, stranger])).toEqual([
        newSession(),
        laptop,
      ]);
      expect(await accounts.ownerByRecovery(code("a").hash)).toBeUndefined();
      expect(await accounts.ownerByRecovery(code("b").hash)).toEqual({
        owner: "owner-1",
        epoch: 1,
      });
      expect(await accounts.sessionEpoch("owner-1")).toBe(1);
      expect(await accounts.sessionEpoch("owner-2")).toBe(0);
    });

    test("sessions that begin afterwards go on until all others are ended again", async () => {
      const { accounts } = store;
      const [mine, later] = [newSession({ id: "mine" }), newSession({ id: "later", epoch: 1 })];
      await accounts.endOtherSessions(mine, code("b"));
      expect(await accounts.endedSessions([mine, later])).toEqual([]);
      expect(await accounts.endOtherSessions(later, code("c"))).toBe(true);
      expect(await accounts.endedSessions([mine, later])).toEqual([mine]);
      expect(await accounts.endOtherSessions(later, code("d"))).toBe(true);
      expect(await accounts.endedSessions([mine, later])).toEqual([mine]);
      expect(await accounts.sessionEpoch("owner-1")).toBe(3);
    });

    test("one that was ended with all others neither makes a code nor ends the others in turn", async () => {
      const { accounts } = store;
      const [mine, laptop] = [newSession({ id: "mine" }), newSession({ id: "laptop" })];
      await accounts.endOtherSessions(mine, code("b"));
      expect(await accounts.setRecovery(laptop, code("c"))).toBe(false);
      expect(await accounts.endOtherSessions(laptop, code("d"))).toBe(false);
      expect(await accounts.recovery("owner-1")).toEqual(code("b"));
      expect(await accounts.endedSessions([mine, laptop])).toEqual([laptop]);
      expect(await accounts.setRecovery(mine, code("e"))).toBe(true);
      expect(await accounts.setRecovery(newSession({ id: "x", epoch: 1 }), code("f"))).toBe(true);
      expect(await accounts.recovery("owner-1")).toEqual(code("f"));
    });

    test("of two that end each other at once one is left", async () => {
      const { accounts } = store;
      const sessions = ["one", "two"].map((id) => newSession({ id }));
      const done = await Promise.all(
        sessions.map((session) => accounts.endOtherSessions(session, code(session.id.charAt(0)))),
      );
      expect(done.filter(Boolean)).toEqual([true]);
      const over = await accounts.endedSessions(sessions);
      expect(over).toEqual(sessions.filter((_, at) => !done[at]));
    });

    test("others can be ended where there was no code, and while novels are under way, which go on", async () => {
      const { accounts, novels } = store;
      const { id, owner } = await acceptAndClaim(store);
      expect(await accounts.endOtherSessions(newSession({ owner, id: "mine" }), code("a"))).toBe(
        true,
      );
      expect(await accounts.endedSessions([newSession({ owner })])).toHaveLength(1);
      expect(await novels.beat({ id, epoch: 1 })).toBeDefined();
    });
  });
}
