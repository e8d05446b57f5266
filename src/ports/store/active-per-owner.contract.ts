import { describe, expect, test } from "vitest";
import { novelStatuses } from "#/contract/novel.ts";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import type { NewNovel } from "./novels.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  acceptNovel,
  moment,
  newChange,
  newTurn,
  novelId,
  type OpenStore,
  turnEnd,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";
import { workingStatuses } from "./working-statuses.ts";

const begun = workingStatuses.filter((status) => status !== "queued");

/** What every Store promises of the bound to what is worked on for one owner at the same time. */
export function activePerOwnerContract(name: string, open: OpenStore): void {
  describe(`an owner's share in ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    const claimWithin = (activePerOwner: number, id = novelId(1)) =>
      store.novels.claim(id, {
        holder: "worker-1",
        at: moment(10),
        pins: {},
        activePerOwner,
        turn: newTurn(),
      });

    /** Accepts novels `from` to `to`. */
    async function acceptMany(from: number, to: number, novel: Partial<NewNovel> = {}) {
      for (let n = from; n <= to; n += 1) await acceptNovel(store, { ...novel, id: novelId(n) });
    }

    describe("claim", () => {
      test.each(begun)(
        "a queued novel is not claimed while as many others are %s, and stays as it was",
        async (status) => {
          await acceptNovel(store);
          await acceptNovel(store, { id: novelId(2), status });
          await acceptNovel(store, { id: novelId(3), status, runAt: moment(99) });
          await expectUnchanged(store, async () => {
            expect(await claimWithin(2)).toBeUndefined();
          });
          expect(await claimWithin(3)).toMatchObject({ id: novelId(1), epoch: 1 });
        },
      );

      test("a queued novel that is leased counts: its worker is about to begin", async () => {
        await acceptAndClaim(store, { id: novelId(2) });
        await acceptNovel(store);
        expect(await claimWithin(1)).toBeUndefined();
        await store.novels.release({ id: novelId(2), epoch: 1 }, turnEnd);
        expect(await claimWithin(1)).toMatchObject({ id: novelId(1) });
      });

      test.each(begun)(
        "a novel that is %s is not claimed while as many others are leased, and stays as it was",
        async (status) => {
          await acceptNovel(store, { status });
          await acceptAndClaim(store, { id: novelId(2), status });
          await acceptAndClaim(store, { id: novelId(3) });
          await expectUnchanged(store, async () => {
            expect(await claimWithin(2)).toBeUndefined();
          });
          await store.novels.release({ id: novelId(3), epoch: 1 }, turnEnd);
          expect(await claimWithin(2)).toMatchObject({ id: novelId(1), epoch: 1 });
        },
      );

      test.each(["queued", "writing"] as const)(
        "a paused or cancelled novel counts as long as its worker holds it: %s",
        async (status) => {
          await acceptNovel(store, { status });
          for (const [n, stopped] of [
            [2, "paused"],
            [3, "cancelled"],
          ] as const) {
            const { id, lastSeq } = await acceptAndClaim(store, { id: novelId(n) });
            const stop = newChange({ set: { status: stopped } });
            await store.novels.applyCommand({ id, lastSeq }, stop);
          }
          expect(await claimWithin(2)).toBeUndefined();
          await store.novels.release({ id: novelId(2), epoch: 1 }, turnEnd);
          expect(await claimWithin(2)).toMatchObject({ id: novelId(1) });
        },
      );

      test("a novel that was begun is claimed however many others were, if nobody holds them", async () => {
        for (const [index, status] of begun.entries())
          await acceptNovel(store, { id: novelId(index), status });
        expect(await claimWithin(1)).toMatchObject({ id: novelId(1) });
      });

      test("novels that wait for no worker and other owners' novels do not count", async () => {
        const waiting = novelStatuses.filter((status) => begun.every((other) => other !== status));
        for (const [index, status] of waiting.entries())
          await acceptNovel(store, { id: novelId(index + 10), status });
        await acceptAndClaim(store, { id: novelId(2), owner: "owner-2", status: "writing" });
        await acceptNovel(store);
        expect(await claimWithin(1)).toMatchObject({ id: novelId(1) });
      });

      test.each(["queued", "writing"] as const)(
        "of many claims at once as many win as the bound allows: %s",
        async (status) => {
          await acceptMany(1, 10, { status });
          const claims = await Promise.all(
            Array.from({ length: 10 }, (_, index) => claimWithin(3, novelId(index + 1))),
          );
          expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(3);
        },
      );
    });

    describe("runnable", () => {
      async function runnableWithin(activePerOwner: number, limit = 100): Promise<number[]> {
        const query = { at: moment(10), furthest: moment(1_000), limit, activePerOwner };
        const found = await store.novels.runnable(query);
        return found.map(({ id }) => Number.parseInt(id.slice(-12), 16));
      }

      test.each(["queued", "writing"] as const)(
        "finds of one owner's as many as could be claimed together, those that waited longest: %s",
        async (status) => {
          await acceptMany(5, 9, { status, createdAt: moment(5) });
          await acceptMany(1, 4, { status, createdAt: moment(6) });
          await acceptAndClaim(store, { id: novelId(20), status });
          expect(await runnableWithin(1)).toEqual([]);
          expect(await runnableWithin(3)).toEqual([5, 6]);
          for (const n of [5, 6]) expect(await claimWithin(3, novelId(n))).toBeDefined();
          expect(await claimWithin(3, novelId(7))).toBeUndefined();
          expect(await runnableWithin(3)).toEqual([]);
        },
      );

      test("queued novels wait for those that were begun, which take no more than the bound", async () => {
        await acceptMany(1, 3);
        await acceptMany(4, 6, { status: "writing", createdAt: moment(1) });
        expect(await runnableWithin(2)).toEqual([4, 5]);
        expect(await runnableWithin(4)).toEqual([1, 4, 5, 6]);
        expect(await runnableWithin(6)).toEqual([1, 2, 3, 4, 5, 6]);
      });

      test("no owner's novels stand in the way of another's", async () => {
        await acceptMany(1, 30);
        await acceptMany(31, 33, { owner: "owner-2", createdAt: moment(1) });
        await acceptMany(34, 36, { owner: "owner-3", createdAt: moment(2) });
        expect(await runnableWithin(2)).toEqual([1, 2, 31, 32, 34, 35]);
        expect(await runnableWithin(2, 3)).toEqual([1, 2, 31]);
      });
    });
  });
}
