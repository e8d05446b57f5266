import { describe, expect, test } from "vitest";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  endLease,
  intend,
  moment,
  newChange,
  newSettlement,
  novelId,
  readNovel,
  takeOver,
  type OpenStore,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

/** What every Store promises of calls whose worker is gone: found, charged as reserved, each once. */
export function lostIntentContract(name: string, open: OpenStore): void {
  describe(`lost intents in ${name}`, () => {
    let store: Store;

    openEach(open, async (opened) => {
      store = opened;
      await acceptAndClaim(store);
    });

    /** Leaves novel `n`, which is there, with a call and without a worker. */
    async function lose(n: number): Promise<void> {
      const { epoch } = await readNovel(store, novelId(n));
      await intend(store, { novelId: novelId(n), key: `lost-${n}`, epoch, reservedNanoUsd: 10 });
      await endLease(store, novelId(n));
    }

    describe("withLostIntents", () => {
      const found = async (limit = 100) => (await store.ledger.withLostIntents(limit)).toSorted();

      test("finds each novel whose lease nobody holds once, until its intents are marked", async () => {
        await intend(store, { key: "a" });
        await lose(1);
        expect(await found()).toEqual([novelId(1)]);
        await store.ledger.abandon(novelId(1));
        expect(await found()).toEqual([]);
      });

      test("finds a novel whose lease went to another worker, and not for that one's own calls", async () => {
        await lose(1);
        const { epoch } = await takeOver(store);
        await intend(store, { key: "b", epoch });
        expect(await found()).toEqual([novelId(1)]);
        await store.ledger.abandon(novelId(1));
        expect(await found()).toEqual([]);
      });

      test.each(["paused", "cancelled", "failed", "completed"] as const)(
        "a novel that is %s is found as soon as its worker holds it no more, not before",
        async (status) => {
          const { id, lastSeq } = await readNovel(store);
          await intend(store);
          await store.novels.applyCommand({ id, lastSeq }, newChange({ set: { status } }));
          expect(await found()).toEqual([]);
          await endLease(store);
          expect(await found()).toEqual([id]);
        },
      );

      test("settled calls are not lost, whoever holds their novel", async () => {
        const id = await intend(store);
        await store.ledger.settle(id, newSettlement());
        await endLease(store);
        expect(await found()).toEqual([]);
      });

      test("finds as many as it is asked for, and the others once those are marked", async () => {
        for (const n of [2, 3, 4]) await acceptAndClaim(store, { id: novelId(n) });
        for (const n of [1, 2, 3, 4]) await lose(n);
        const first = await found(3);
        expect(first).toHaveLength(3);
        for (const id of first) await store.ledger.abandon(id);
        expect([...first, ...(await found(3))].toSorted()).toEqual([1, 2, 3, 4].map(novelId));
      });
    });

    describe("abandon", () => {
      test("marks intents of earlier epochs, moves what they reserved to spent, and leaves all others", async () => {
        await acceptAndClaim(store, { id: novelId(2) });
        await intend(store, { key: "d", novelId: novelId(2) });
        const settled = await intend(store, { key: "settled" });
        await store.ledger.settle(settled, newSettlement({ costNanoUsd: 100 }));
        await intend(store, { key: "a", reservedNanoUsd: 10 });
        await takeOver(store);
        await intend(store, { key: "b", epoch: 2, reservedNanoUsd: 7 });
        await takeOver(store);
        await intend(store, { key: "c", epoch: 3, reservedNanoUsd: 5 });
        const before = await readNovel(store);
        expect(before).toMatchObject({ spentNanoUsd: 100, reservedNanoUsd: 22 });

        const abandoned = await store.ledger.abandon(novelId(1));
        expect(abandoned).toEqual([{ day: moment(1).slice(0, 10), calls: 2, nanoUsd: 17 }]);
        const calls = await store.ledger.calls(novelId(1));
        const outcomes = calls
          .map(({ key, outcome, costNanoUsd }) => [key, outcome, costNanoUsd] as const)
          .toSorted(([a], [b]) => (a < b ? -1 : 1));
        expect(outcomes).toEqual([
          ["a", "unknown", 10],
          ["b", "unknown", 7],
          ["c", "intent", 0],
          ["settled", "accepted", 100],
        ]);
        const after = { spentNanoUsd: 117, reservedNanoUsd: 5 };
        expect(await readNovel(store)).toEqual({ ...before, ...after });
        expect(await store.ledger.calls(novelId(2))).toMatchObject([{ outcome: "intent" }]);
      });

      test("marks the newest epoch's too once nobody holds the lease, and not before", async () => {
        await intend(store);
        await expectUnchanged(store, async () => {
          expect(await store.ledger.abandon(novelId(1))).toEqual([]);
        });
        await endLease(store);
        expect(await store.ledger.abandon(novelId(1))).toMatchObject([{ calls: 1 }]);
        expect(await store.ledger.calls(novelId(1))).toMatchObject([{ outcome: "unknown" }]);
      });

      test("tells what it marked by the day, in UTC, on which each call was made", async () => {
        for (const [key, at, reservedNanoUsd] of [
          ["a", "2026-11-22T23:59:59.999Z", 1],
          ["b", "2026-11-23T00:00:00.000Z", 20],
          ["c", "2026-11-23T23:59:59.999Z", 300],
          ["free", "2026-11-24T00:00:00.000Z", 0],
        ] as const)
          await intend(store, { key, at, reservedNanoUsd });
        await endLease(store);
        const abandoned = await store.ledger.abandon(novelId(1));
        expect(abandoned.toSorted((a, b) => (a.day < b.day ? -1 : 1))).toEqual([
          { day: "2026-11-22", calls: 1, nanoUsd: 1 },
          { day: "2026-11-23", calls: 2, nanoUsd: 320 },
          { day: "2026-11-24", calls: 1, nanoUsd: 0 },
        ]);
      });

      test("of twenty at once one is told of each call, and nothing is charged twice", async () => {
        await lose(1);
        const told = await Promise.all(
          Array.from({ length: 20 }, () => store.ledger.abandon(novelId(1))),
        );
        expect(told.flat()).toMatchObject([{ calls: 1, nanoUsd: 10 }]);
        expect(await readNovel(store)).toMatchObject({ spentNanoUsd: 10, reservedNanoUsd: 0 });
        await expectUnchanged(store, async () => {
          expect(await store.ledger.abandon(novelId(1))).toEqual([]);
        });
      });

      test("of a settlement and many who abandon at once each call is charged once", async () => {
        const id = await intend(store, { reservedNanoUsd: 10 });
        await endLease(store);
        const [settled, ...told] = await Promise.all([
          store.ledger.settle(id, newSettlement({ costNanoUsd: 3 })),
          ...Array.from({ length: 9 }, () => store.ledger.abandon(novelId(1))),
        ]);
        expect(told.flat()).toHaveLength(settled === "unknown" ? 1 : 0);
        expect(await readNovel(store)).toMatchObject({ spentNanoUsd: 3, reservedNanoUsd: 0 });
      });

      test("finds nothing to do for a novel that is not there", async () => {
        expect(await store.ledger.abandon(novelId(2))).toEqual([]);
      });
    });
  });
}
