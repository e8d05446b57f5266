import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { novelStatuses } from "#/contract/novel.ts";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import type { NewNovel } from "./novels.ts";
import {
  acceptAndClaim,
  acceptNovel,
  claimNovel,
  moment,
  newChange,
  novelId,
  readNovel,
  type OpenStore,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";
import { workingStatuses } from "./working-statuses.ts";

const claim = {
  holder: "worker-1",
  at: moment(10),
  pins: { scene: 2, plan: 1 },
  activePerOwner: 99,
};

/** What every Store promises of leases: who may work on a novel, and which novels wait for work. */
export function leaseContract(name: string, open: OpenStore): void {
  describe(`leases in ${name}`, () => {
    let store: Store;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ store, close } = await open());
    });
    afterEach(() => close());

    describe("claim", () => {
      test("takes the lease, raises the epoch, pins the prompts, and changes nothing else", async () => {
        const novel = await acceptNovel(store);
        const claimed = await store.novels.claim(novel.id, claim);
        expect(claimed).toEqual({
          ...novel,
          epoch: 1,
          lease: { holder: "worker-1", beat: 0 },
          pins: { scene: 2, plan: 1 },
        });
        expect(await readNovel(store)).toEqual(claimed);
      });

      test("the pins of a step that has some stay", async () => {
        await acceptNovel(store, { pins: { scene: 1 } });
        expect((await store.novels.claim(novelId(1), claim))?.pins).toEqual({ scene: 1 });
      });

      test.each(novelStatuses)(
        "a novel that is %s is claimed only if that is a working status",
        async (status) => {
          await acceptNovel(store, { status });
          const claimed = await store.novels.claim(novelId(1), claim);
          expect(claimed !== undefined).toBe(workingStatuses.some((working) => working === status));
        },
      );

      test.each<[string, Partial<NewNovel>]>([
        ["has no step left", { step: null }],
        ["waits for approval", { step: "approval" }],
        ["is not due", { runAt: moment(10.001) }],
      ])("a novel that %s is not claimed and stays as it was", async (_, state) => {
        await acceptNovel(store, { status: "writing", ...state });
        await expectUnchanged(store, async () => {
          expect(await store.novels.claim(novelId(1), claim)).toBeUndefined();
        });
      });

      test("a novel is claimed from the moment it is due", async () => {
        await acceptNovel(store, { runAt: moment(10) });
        expect(await store.novels.claim(novelId(1), claim)).toMatchObject({ runAt: moment(10) });
      });

      test("a leased novel is not claimed, not even by its holder", async () => {
        await acceptAndClaim(store);
        await expectUnchanged(store, async () => {
          expect(await store.novels.claim(novelId(1), claim)).toBeUndefined();
          const other = { ...claim, holder: "worker-2" };
          expect(await store.novels.claim(novelId(1), other)).toBeUndefined();
        });
      });

      test("there is nothing to claim under an id that is not there", async () => {
        expect(await store.novels.claim(novelId(1), claim)).toBeUndefined();
      });

      test("of fifty claims at once one wins", async () => {
        await acceptNovel(store);
        const claims = await Promise.all(
          Array.from({ length: 50 }, (_, index) =>
            store.novels.claim(novelId(1), { ...claim, holder: `worker-${index}` }),
          ),
        );
        const [winner, ...others] = claims.filter((claimed) => claimed !== undefined);
        expect(others).toEqual([]);
        expect(winner?.epoch).toBe(1);
        expect(await readNovel(store)).toEqual(winner);
      });
    });

    describe("claim, with a bound to an owner's novels under way", () => {
      const claimWithin = (activePerOwner: number, id = novelId(1)) =>
        store.novels.claim(id, { ...claim, activePerOwner });

      const begun = workingStatuses.filter((status) => status !== "queued");

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
        await store.novels.release({ id: novelId(2), epoch: 1 });
        expect(await claimWithin(1)).toMatchObject({ id: novelId(1) });
      });

      test("a novel that was begun is claimed whatever the bound", async () => {
        for (const [index, status] of begun.entries())
          await acceptNovel(store, { id: novelId(index), status });
        for (const index of begun.keys())
          expect(await claimWithin(1, novelId(index))).toBeDefined();
      });

      test("novels that wait for no worker and other owners' novels do not count", async () => {
        const waiting = novelStatuses.filter((status) => begun.every((other) => other !== status));
        for (const [index, status] of waiting.entries())
          await acceptNovel(store, { id: novelId(index + 10), status });
        await acceptAndClaim(store, { id: novelId(2), owner: "owner-2", status: "writing" });
        await acceptNovel(store);
        expect(await claimWithin(1)).toMatchObject({ id: novelId(1) });
      });

      test("of many claims at once as many win as the bound allows", async () => {
        const ids = Array.from({ length: 10 }, (_, index) => novelId(index));
        for (const id of ids) await acceptNovel(store, { id });
        const claims = await Promise.all(ids.map((id) => claimWithin(3, id)));
        expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(3);
      });
    });

    describe("release", () => {
      test("gives the lease back and changes nothing else", async () => {
        const { id, epoch, ...rest } = await acceptAndClaim(store);
        await store.novels.release({ id, epoch });
        expect(await readNovel(store)).toEqual({ ...rest, id, epoch, lease: null });
        expect((await claimNovel(store, id)).epoch).toBe(2);
      });

      test.each([0, 2])("does nothing with epoch %i where the newest is 1", async (epoch) => {
        const { id } = await acceptAndClaim(store);
        await expectUnchanged(store, () => store.novels.release({ id, epoch }));
        expect(await readNovel(store)).toMatchObject({ lease: { holder: "worker-1" } });
      });

      test("does nothing to a novel that is not there", async () => {
        await store.novels.release({ id: novelId(1), epoch: 0 });
        expect(await store.novels.get(novelId(1))).toBeUndefined();
      });
    });

    describe("runnable", () => {
      const runnableIds = async (at: string, limit = 100) =>
        (await store.novels.runnable({ at, limit, activePerOwner: 1_000 })).map(({ id }) => id);

      test("finds exactly the novels that could be claimed", async () => {
        const states: Partial<NewNovel>[] = [
          ...novelStatuses.map((status) => ({ status })),
          { step: null },
          { step: "approval" },
          { step: "chapter-12", status: "writing" },
          { runAt: moment(9) },
          { runAt: moment(10) },
          { runAt: moment(10.001) },
          { createdAt: moment(11) },
        ];
        for (const [index, state] of states.entries())
          await acceptNovel(store, { id: novelId(index), ...state });
        await acceptAndClaim(store, { id: novelId(99) });

        const found = await store.novels.runnable({
          at: moment(10),
          limit: 100,
          activePerOwner: 1_000,
        });
        for (const novel of found) expect(novel).toEqual(await readNovel(store, novel.id));
        const claimable: string[] = [];
        for (const id of [...states.keys(), 99].map(novelId))
          if ((await store.novels.claim(id, claim)) !== undefined) claimable.push(id);
        expect(found.map(({ id }) => id).toSorted()).toEqual(claimable);
        expect(await runnableIds(moment(10))).toEqual([]);
      });

      test("those that waited longest come first: since they were due, or else since their last change", async () => {
        await acceptNovel(store, { id: novelId(1), createdAt: moment(4) });
        await acceptNovel(store, { id: novelId(2), createdAt: moment(0), runAt: moment(5) });
        await acceptNovel(store, { id: novelId(3), createdAt: moment(3) });
        await acceptNovel(store, { id: novelId(4), createdAt: moment(1) });
        await acceptNovel(store, { id: novelId(5), createdAt: moment(0), runAt: moment(2) });
        const fence = { id: novelId(4), lastSeq: 1 };
        await store.novels.applyCommand(fence, newChange({ at: moment(6) }));

        const order = [5, 3, 1, 2, 4].map(novelId);
        expect(await runnableIds(moment(10))).toEqual(order);
        expect(await runnableIds(moment(10), 2)).toEqual(order.slice(0, 2));
      });

      test("novels that their owner's others keep waiting are found too", async () => {
        await acceptNovel(store, { id: novelId(1), status: "writing" });
        await acceptNovel(store, { id: novelId(2) });
        const refused = await store.novels.claim(novelId(2), { ...claim, activePerOwner: 1 });
        expect(refused).toBeUndefined();
        expect(await runnableIds(moment(10))).toEqual([novelId(1), novelId(2)]);
      });

      test("novels that waited equally long come in the order of their ids", async () => {
        for (const n of [3, 1, 2]) await acceptNovel(store, { id: novelId(n) });
        expect(await runnableIds(moment(10))).toEqual([1, 2, 3].map(novelId));
      });
    });
  });
}
