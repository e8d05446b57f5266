import { describe, expect, test } from "vitest";
import { novelStatuses } from "#/contract/novel.ts";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import type { NewNovel } from "./novels.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  acceptNovel,
  claimNovel,
  moment,
  newChange,
  newTurn,
  novelId,
  type OpenStore,
  readNovel,
  turnEnd,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";
import { workingStatuses } from "./working-statuses.ts";

const claim = {
  holder: "worker-1",
  at: moment(10),
  pins: { scene: 2, plan: 1 },
  activePerOwner: 99,
  turn: newTurn(),
};

/** What every Store promises of leases: who may work on a novel, and which novels wait for work. */
export function leaseContract(name: string, open: OpenStore): void {
  describe(`leases in ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

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

    describe("release", () => {
      test("gives the lease back and changes nothing else", async () => {
        const { id, epoch, ...rest } = await acceptAndClaim(store);
        await store.novels.release({ id, epoch }, turnEnd);
        expect(await readNovel(store)).toEqual({ ...rest, id, epoch, lease: null });
        expect((await claimNovel(store, id)).epoch).toBe(2);
      });

      test.each([0, 2])("does nothing with epoch %i where the newest is 1", async (epoch) => {
        const { id } = await acceptAndClaim(store);
        await expectUnchanged(store, () => store.novels.release({ id, epoch }, turnEnd));
        expect(await readNovel(store)).toMatchObject({ lease: { holder: "worker-1" } });
      });

      test("does nothing to a novel that is not there", async () => {
        await store.novels.release({ id: novelId(1), epoch: 0 }, turnEnd);
        expect(await store.novels.get(novelId(1))).toBeUndefined();
      });
    });

    describe("held", () => {
      const heldIds = async (limit = 100, roomNanoUsd: number | null = null) =>
        (await store.novels.held({ hold: "day-budget", roomNanoUsd, limit })).map(({ id }) => id);

      test("finds the novels held for one cause, in any status, those that changed longest ago first", async () => {
        const hold = "day-budget";
        await acceptNovel(store, { id: novelId(1), hold, status: "writing", runAt: moment(99) });
        await acceptNovel(store, {
          id: novelId(2),
          hold,
          status: "paused",
          neededNanoUsd: 2 ** 52,
        });
        await acceptNovel(store, { id: novelId(3), hold, createdAt: moment(-1) });
        await acceptNovel(store, { id: novelId(4), hold: "budget", status: "paused" });
        await acceptNovel(store, { id: novelId(5) });
        expect(await heldIds()).toEqual([3, 1, 2].map(novelId));
        expect(await heldIds(2)).toEqual([3, 1].map(novelId));
        const [, , last] = await store.novels.held({ hold, roomNanoUsd: null, limit: 3 });
        expect(last).toEqual(await readNovel(store, novelId(2)));
      });

      test("leaves out those that need more than there is room for, however few are asked for", async () => {
        const hold = "day-budget";
        for (const [n, neededNanoUsd] of [30, 2 ** 52, 21, 20, null].entries())
          await acceptNovel(store, { id: novelId(n + 1), hold, neededNanoUsd });
        expect(await heldIds(2, 20)).toEqual([4, 5].map(novelId));
        expect(await heldIds(2, 21)).toEqual([3, 4].map(novelId));
        expect(await heldIds(9, 0)).toEqual([novelId(5)]);
        expect(await heldIds(9, -1), "where more was spent than is allowed").toEqual([]);
      });

      test("leaves out novels that somebody works on, and those that go on", async () => {
        const { id, epoch } = await acceptAndClaim(store, { hold: "day-budget" });
        expect(await heldIds()).toEqual([]);
        await store.novels.release({ id, epoch }, turnEnd);
        expect(await heldIds()).toEqual([id]);
        const free = newChange({ set: { hold: null } });
        await store.novels.applyCommand({ id, lastSeq: 1 }, free);
        expect(await heldIds()).toEqual([]);
      });
    });

    describe("runnable", () => {
      const runnable = (at: string, limit = 100) =>
        store.novels.runnable({ at, furthest: moment(1_000), limit, activePerOwner: 1_000 });
      const runnableIds = async (at: string, limit?: number) =>
        (await runnable(at, limit)).map(({ id }) => id);

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

        const found = await runnable(moment(10));
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

      test("a novel that is to wait longer than any delay is due, unless a budget holds it", async () => {
        await acceptNovel(store, { id: novelId(1), runAt: moment(1_000.001) });
        await acceptNovel(store, { id: novelId(2), runAt: moment(1_000) });
        await acceptNovel(store, { id: novelId(3), runAt: moment(9_999), hold: "day-budget" });
        expect(await runnableIds(moment(10))).toEqual([novelId(1)]);
        expect(await runnableIds(moment(1_000))).toEqual([novelId(2), novelId(1)]);
      });

      test("novels that waited equally long come in the order of their ids", async () => {
        for (const n of [3, 1, 2]) await acceptNovel(store, { id: novelId(n) });
        expect(await runnableIds(moment(10))).toEqual([1, 2, 3].map(novelId));
      });
    });
  });
}
