import { describe, expect, test } from "vitest";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import type { HeldLease } from "./novels.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  acceptNovel,
  claimNovel,
  intend,
  moment,
  newChange,
  newSettlement,
  newTurn,
  novelId,
  type OpenStore,
  readNovel,
  turnEnd,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

/** What every Store promises of beats: how others see whether a lease's holder lives, and take over. */
export function beatContract(name: string, open: OpenStore): void {
  describe(`beats in ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    const asHeld = (lease: Partial<HeldLease> = {}): HeldLease => ({
      id: novelId(1),
      holder: "worker-1",
      epoch: 1,
      beat: 0,
      ...lease,
    });

    const breakLease = (seen: HeldLease, runAt: string | null = null) =>
      store.novels.breakLease(seen, { runAt, at: moment(2) });

    describe("beat", () => {
      test("counts up and changes nothing else", async () => {
        const claimed = await acceptAndClaim(store);
        for (const beat of [1, 2, 3]) {
          expect(await store.novels.beat(claimed)).toBe(claimed.status);
          const lease = { holder: "worker-1", beat };
          expect(await readNovel(store)).toEqual({ ...claimed, lease });
        }
      });

      test("tells its holder what a command made of the novel", async () => {
        const claimed = await acceptAndClaim(store);
        const cancelled = newChange({ set: { status: "cancelled", step: null } });
        await store.novels.applyCommand(claimed, cancelled);
        expect(await store.novels.beat(claimed)).toBe("cancelled");
        expect((await readNovel(store)).lease).toMatchObject({ beat: 1 });
      });

      test("each lease counts its own", async () => {
        const claimed = await acceptAndClaim(store);
        await store.novels.beat(claimed);
        await store.novels.release(claimed, turnEnd);
        expect((await claimNovel(store, claimed.id)).lease).toMatchObject({ beat: 0 });
      });

      test("does not make its holder's commit stale", async () => {
        const claimed = await acceptAndClaim(store);
        await store.novels.beat(claimed);
        const committed = await store.novels.commitStep(claimed, newChange());
        expect(committed).toMatchObject({ outcome: "committed", novel: { lease: null } });
      });

      test.each([0, 2])("gives nothing with epoch %i where the newest is 1", async (epoch) => {
        const { id } = await acceptAndClaim(store);
        await expectUnchanged(store, async () => {
          expect(await store.novels.beat({ id, epoch })).toBeUndefined();
        });
      });

      test("gives nothing when the lease was given back or broken", async () => {
        const { id } = await acceptAndClaim(store);
        await store.novels.release({ id, epoch: 1 }, turnEnd);
        expect(await store.novels.beat({ id, epoch: 1 })).toBeUndefined();
        await claimNovel(store, id);
        await breakLease(asHeld({ epoch: 2 }));
        for (const epoch of [2, 3]) expect(await store.novels.beat({ id, epoch })).toBeUndefined();
        expect(await readNovel(store)).toMatchObject({ lease: null, epoch: 3 });
      });

      test("gives nothing for a novel that is not there", async () => {
        expect(await store.novels.beat({ id: novelId(1), epoch: 0 })).toBeUndefined();
      });
    });

    describe("leases", () => {
      test("gives every lease that is held, of all owners, as it is now", async () => {
        expect(await store.novels.leases()).toEqual([]);
        const first = await acceptAndClaim(store);
        const second = await acceptAndClaim(store, { id: novelId(2), owner: "owner-2" });
        await store.novels.release(second, turnEnd);
        const claim = {
          holder: "worker-2",
          at: moment(9),
          pins: {},
          activePerOwner: 9,
          turn: newTurn(),
        };
        await store.novels.claim(second.id, claim);
        const paused = newChange({ set: { status: "paused" } });
        await store.novels.applyCommand({ id: second.id, lastSeq: 1 }, paused);
        await acceptNovel(store, { id: novelId(3) });
        await store.novels.release(await acceptAndClaim(store, { id: novelId(4) }), turnEnd);
        await store.novels.beat(first);

        const held = await store.novels.leases();
        expect(held.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
          asHeld({ beat: 1 }),
          asHeld({ id: novelId(2), holder: "worker-2", epoch: 2 }),
        ]);
      });
    });

    describe("breakLease", () => {
      test("voids a lease that has not moved, raises the epoch, counts a crash, and changes nothing else", async () => {
        const claimed = await acceptAndClaim(store, { crashes: 2 });
        await store.novels.beat(claimed);
        expect(await breakLease(asHeld({ beat: 1 }))).toBe(true);
        const broken = { ...claimed, lease: null, epoch: 2, crashes: 3 };
        expect(await readNovel(store)).toEqual(broken);
        expect(await store.novels.leases()).toEqual([]);
      });

      test("its novel can be kept from running until a moment", async () => {
        await acceptAndClaim(store);
        expect(await breakLease(asHeld(), moment(4_000))).toBe(true);
        const claim = { holder: "worker-2", pins: {}, activePerOwner: 9, turn: newTurn() };
        for (const [second, taken] of [
          [3_999, false],
          [4_000, true],
        ] as const) {
          const claimed = await store.novels.claim(novelId(1), { ...claim, at: moment(second) });
          expect(claimed !== undefined).toBe(taken);
        }
      });

      test("who held it commits nothing and makes no call, but what it paid for still counts", async () => {
        const claimed = await acceptAndClaim(store);
        const call = await intend(store);
        await breakLease(asHeld());
        await expectUnchanged(store, async () => {
          const committed = await store.novels.commitStep(claimed, newChange());
          expect(committed).toEqual({ outcome: "stale" });
          await expect(intend(store)).rejects.toThrow("stale");
          await store.novels.release(claimed, turnEnd);
        });
        expect(await store.ledger.settle(call, newSettlement({ costNanoUsd: 9 }))).toBe("intent");
        expect(await readNovel(store)).toMatchObject({ spentNanoUsd: 9, reservedNanoUsd: 0 });
      });

      test("its novel can be claimed at once, under a newer epoch", async () => {
        await acceptAndClaim(store);
        await breakLease(asHeld());
        expect(await claimNovel(store, novelId(1))).toMatchObject({ epoch: 3 });
      });

      test("its intents are then lost and can be abandoned", async () => {
        await acceptAndClaim(store);
        await intend(store, { reservedNanoUsd: 10 });
        await breakLease(asHeld());
        expect(await store.ledger.abandon(novelId(1))).toMatchObject([{ calls: 1 }]);
        expect(await readNovel(store)).toMatchObject({ spentNanoUsd: 10, reservedNanoUsd: 0 });
      });

      test.each<[string, Partial<HeldLease>]>([
        ["has beaten since", { beat: 0 }],
        ["was never seen like this", { beat: 2 }],
        ["is of another epoch", { epoch: 0 }],
        ["is somebody else's", { holder: "worker-2" }],
        ["is another novel's", { id: novelId(2) }],
      ])("a lease that %s stays with its holder", async (_, seen) => {
        const claimed = await acceptAndClaim(store);
        await store.novels.beat(claimed);
        await expectUnchanged(store, async () => {
          expect(await breakLease(asHeld({ beat: 1, ...seen }))).toBe(false);
        });
        expect(await store.novels.beat(claimed)).toBe(claimed.status);
      });

      test("a lease that was given back and taken again is another one", async () => {
        const { id } = await acceptAndClaim(store);
        await store.novels.release({ id, epoch: 1 }, turnEnd);
        await expectUnchanged(store, async () => {
          expect(await breakLease(asHeld())).toBe(false);
        });
        await claimNovel(store, id);
        await expectUnchanged(store, async () => {
          expect(await breakLease(asHeld())).toBe(false);
        });
      });

      test("of twenty observers at once one breaks it", async () => {
        await acceptAndClaim(store);
        const broken = await Promise.all(Array.from({ length: 20 }, () => breakLease(asHeld())));
        expect(broken.filter(Boolean)).toHaveLength(1);
        expect(await readNovel(store)).toMatchObject({ lease: null, epoch: 2, crashes: 1 });
      });

      test("of a beat and an observer at once the first wins", async () => {
        const { id, epoch } = await acceptAndClaim(store);
        const [beaten, broken] = await Promise.all([
          store.novels.beat({ id, epoch }),
          breakLease(asHeld()),
        ]);
        expect(beaten !== undefined).toBe(!broken);
      });
    });
  });
}
