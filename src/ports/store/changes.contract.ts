import { describe, expect, test } from "vitest";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import type { NovelState } from "./novels.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  acceptNovel,
  cause,
  claimNovel,
  intend,
  moment,
  newArtifact,
  newChange,
  newChapter,
  newSettlement,
  novelId,
  type OpenStore,
  readNovel,
  turnEnd,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

const stale = { outcome: "stale" };

/** Another value than a new novel's for everything that a change may set. */
const everything: NovelState = {
  title: "The Road of Salt",
  status: "failed",
  statusReason: "The model refused three times.",
  step: "chapter-1",
  pins: { scene: 3 },
  round: 2,
  begun: { step: "chapter-1", round: 2 },
  failures: 3,
  delays: 4,
  crashes: 2,
  runAt: moment(60),
  wake: 5,
  chapters: [
    {
      number: 1,
      title: "The Road",
      status: "failed",
      words: 0,
      targetWords: 1_000,
      revision: 0,
      attempts: 3,
    },
  ],
  outlineRevision: 6,
  notice: "A demo wrote this.",
  budgetNanoUsd: 12_000_000_000,
  hold: "budget",
  neededNanoUsd: 7_000,
};

/** What every Store promises of changes: fenced, whole or not at all. */
export function changeContract(name: string, open: OpenStore): void {
  describe(`changes in ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    /** A change that touches everything a change can touch. */
    const bigChange = () =>
      newChange({
        set: everything,
        artifacts: [newArtifact()],
        chapters: [newChapter()],
        events: [
          { type: "novel.started", data: {} },
          { type: "chapter.failed", data: { number: 1, reason: "refused" } },
        ],
      });

    describe("commitStep", () => {
      test("writes what it sets, its events, artifacts and chapters, and gives the lease back", async () => {
        const claimed = await acceptAndClaim(store);
        const change = bigChange();
        const committed = await store.novels.commitStep(claimed, change);

        const novel = { ...claimed, ...everything, lease: null, lastSeq: 3, updatedAt: change.at };
        const envelope = { version: 1, novelId: claimed.id, at: change.at, ...cause };
        const events = change.events.map((event, index) => ({
          ...envelope,
          seq: index + 2,
          ...event,
        }));
        expect(committed).toEqual({ outcome: "committed", novel, events });
        expect(await readNovel(store)).toEqual(novel);
        const page = await store.log.read({ novelId: claimed.id, after: 1, limit: 10 });
        expect(page).toEqual({ items: events, lastSeq: 3, firstSeq: 1 });
        expect(await store.novels.artifacts(claimed.id, "outline")).toEqual(change.artifacts);
        expect(await store.novels.chapters(claimed.id)).toEqual(change.chapters);
      });

      test("leaves alone what it does not set, and clears what it sets to null", async () => {
        const claimed = await acceptAndClaim(store);
        await store.novels.commitStep(claimed, bigChange());
        const before = await readNovel(store);
        const cleared = { statusReason: null, step: null, pins: null, runAt: null, notice: null };
        const set = { ...cleared, budgetNanoUsd: null, hold: null };
        await store.novels.applyCommand(before, newChange({ at: moment(9), set }));
        const after = { ...before, ...set, lastSeq: 4, updatedAt: moment(9) };
        expect(await readNovel(store)).toEqual(after);
      });

      test("keeps the lease when told so, for the next commit of the same step", async () => {
        const claimed = await acceptAndClaim(store);
        const first = await store.novels.commitStep(claimed, newChange(), { keepLease: true });
        expect(first).toMatchObject({ novel: { lease: claimed.lease, epoch: 1, lastSeq: 2 } });
        const second = await store.novels.commitStep({ ...claimed, lastSeq: 2 }, newChange());
        expect(second).toMatchObject({ novel: { lease: null, epoch: 1, lastSeq: 3 } });
      });

      test("without events the version stays", async () => {
        const claimed = await acceptAndClaim(store);
        const change = newChange({ events: [], set: { round: 1 } });
        const committed = await store.novels.commitStep(claimed, change);
        expect(committed).toMatchObject({ events: [], novel: { round: 1, lastSeq: 1 } });
      });

      test.each([
        ["an older epoch", { epoch: 1 }],
        ["an epoch that never was", { epoch: 3 }],
        ["an older version", { lastSeq: 0 }],
        ["a version that never was", { lastSeq: 2 }],
      ])("with %s it is stale and changes nothing", async (_, wrong) => {
        const { id } = await acceptAndClaim(store);
        await store.novels.release({ id, epoch: 1 }, turnEnd);
        const fence = await claimNovel(store, id);
        await intend(store, { epoch: 2 });
        await expectUnchanged(store, async () => {
          expect(await store.novels.commitStep({ ...fence, ...wrong }, bigChange())).toEqual(stale);
        });
      });

      test("without the lease it is stale and changes nothing", async () => {
        const claimed = await acceptAndClaim(store);
        await store.novels.release(claimed, turnEnd);
        await expectUnchanged(store, async () => {
          expect(await store.novels.commitStep(claimed, bigChange())).toEqual(stale);
        });
      });

      test("a second time it is stale and changes nothing", async () => {
        const claimed = await acceptAndClaim(store);
        const committed = await store.novels.commitStep(claimed, bigChange());
        expect(committed.outcome).toBe("committed");
        await expectUnchanged(store, async () => {
          expect(await store.novels.commitStep(claimed, bigChange())).toEqual(stale);
          const next = { ...claimed, lastSeq: 3 };
          expect(await store.novels.commitStep(next, newChange())).toEqual(stale);
        });
      });

      test("of a novel that is not there it is stale", async () => {
        const fence = { id: novelId(1), epoch: 0, lastSeq: 0 };
        expect(await store.novels.commitStep(fence, bigChange())).toEqual(stale);
        expect(await store.novels.get(novelId(1))).toBeUndefined();
      });

      test("what was set aside, charged and beaten since the claim stays", async () => {
        const claimed = await acceptAndClaim(store);
        const id = await intend(store);
        await store.ledger.settle(id, newSettlement({ costNanoUsd: 3_000 }));
        await intend(store, { reservedNanoUsd: 5_000 });
        await store.novels.beat(claimed);
        const options = { keepLease: true };
        const committed = await store.novels.commitStep(claimed, newChange(), options);
        expect(committed).toMatchObject({
          outcome: "committed",
          novel: { spentNanoUsd: 3_000, reservedNanoUsd: 5_000, lease: { beat: 1 } },
        });
        expect(committed).toMatchObject({ novel: await readNovel(store) });
      });

      test("what cannot be written whole is not written at all", async () => {
        const claimed = await acceptAndClaim(store);
        const first = newChange({ chapters: [newChapter()] });
        await store.novels.commitStep(claimed, first, { keepLease: true });
        await expectUnchanged(store, async () => {
          const clash = newChapter({ text: "Another text for a revision that stands." });
          const change = { ...bigChange(), chapters: [newChapter({ number: 2 }), clash] };
          const fence = { ...claimed, lastSeq: 2 };
          await expect(store.novels.commitStep(fence, change)).rejects.toBeInstanceOf(Error);
        });
      });
    });

    describe("applyCommand", () => {
      test("writes its change and leaves the lease with its holder", async () => {
        const claimed = await acceptAndClaim(store);
        const applied = await store.novels.applyCommand(claimed, bigChange());
        const novel = { ...claimed, ...everything, lastSeq: 3, updatedAt: moment(1) };
        expect(applied).toMatchObject({ outcome: "committed", novel });
        expect(await readNovel(store)).toEqual(novel);
        expect(await store.novels.chapters(claimed.id)).toEqual([newChapter()]);
      });

      test("needs no lease and gives none", async () => {
        const { id, lastSeq } = await acceptNovel(store);
        const applied = await store.novels.applyCommand({ id, lastSeq }, newChange());
        expect(applied).toMatchObject({ outcome: "committed", novel: { lease: null, epoch: 0 } });
      });

      test.each([0, 2])(
        "with version %i instead of 1 it is stale and changes nothing",
        async (lastSeq) => {
          const { id } = await acceptNovel(store);
          await expectUnchanged(store, async () => {
            expect(await store.novels.applyCommand({ id, lastSeq }, bigChange())).toEqual(stale);
          });
        },
      );

      test("of a novel that is not there it is stale", async () => {
        const fence = { id: novelId(1), lastSeq: 0 };
        expect(await store.novels.applyCommand(fence, bigChange())).toEqual(stale);
      });

      test("between a worker's read and its commit it makes the commit stale; the worker may decide anew", async () => {
        const claimed = await acceptAndClaim(store);
        const pause = newChange({
          set: { status: "paused" },
          events: [{ type: "novel.paused", data: {} }],
        });
        await store.novels.applyCommand(claimed, pause);

        await expectUnchanged(store, async () => {
          expect(await store.novels.commitStep(claimed, bigChange())).toEqual(stale);
        });
        const now = await readNovel(store);
        const committed = await store.novels.commitStep(now, newChange({ set: { round: 1 } }));
        expect(committed).toMatchObject({ novel: { status: "paused", round: 1, lease: null } });
      });

      test("of many changes of one version at once one wins", async () => {
        const claimed = await acceptAndClaim(store);
        const changes = await Promise.all(
          Array.from({ length: 20 }, (_, index) => {
            const change = newChange({ set: { round: index } });
            return index % 2 === 0
              ? store.novels.applyCommand(claimed, change)
              : store.novels.commitStep(claimed, change);
          }),
        );
        const won = changes.filter((change) => change.outcome === "committed");
        expect(won).toHaveLength(1);
        expect(await readNovel(store)).toEqual(won[0]?.novel);
        expect(await store.log.read({ novelId: claimed.id, after: 0, limit: 10 })).toMatchObject({
          items: [{ seq: 1 }, { seq: 2 }],
          lastSeq: 2,
        });
      });
    });
  });
}
