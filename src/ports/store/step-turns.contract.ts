import { describe, expect, test } from "vitest";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  acceptNovel,
  awkwardStrings,
  claimNovel,
  moment,
  newChange,
  newTurn,
  novelId,
  type OpenStore,
  turnEnd,
} from "./records.fixture.ts";
import type { StepTurn } from "./step-turns.ts";
import type { Store } from "./store.ts";

const claim = {
  holder: "worker-1",
  at: moment(10),
  pins: { scene: 2 },
  activePerOwner: 99,
  turn: newTurn({ jobId: "novel-a-7", spanId: "00f067aa0ba902b7", startedAt: moment(9) }),
};

const held = { id: novelId(1), holder: "worker-1", epoch: 1, beat: 0 };

/** What every Store promises of turns: each lease is one, from its claim to its end. */
export function stepTurnContract(name: string, open: OpenStore): void {
  describe(`turns in ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    const turns = (id = novelId(1)) => store.novels.stepTurns(id, 100);
    const ends = async () =>
      (await turns()).map(({ epoch, outcome, endedAt }) => [epoch, outcome, endedAt]);

    test("a claim begins one, with the step, its epoch and the pins that it keeps to", async () => {
      await acceptNovel(store, { step: "chapter-3", status: "writing", pins: { scene: 1 } });
      await store.novels.claim(novelId(1), claim);
      expect(await turns()).toEqual<StepTurn[]>([
        {
          novelId: novelId(1),
          step: "chapter-3",
          epoch: 1,
          jobId: "novel-a-7",
          spanId: "00f067aa0ba902b7",
          pins: { scene: 1 },
          startedAt: moment(9),
          endedAt: null,
          outcome: null,
        },
      ]);
    });

    test("the pins that the claim sets are the turn's, whatever they are named", async () => {
      await acceptNovel(store);
      const pins = Object.fromEntries(awkwardStrings.map((key, index) => [`${key} `, index]));
      await store.novels.claim(novelId(1), { ...claim, pins });
      expect(await turns()).toMatchObject([{ pins }]);
    });

    test("a claim that is refused begins none", async () => {
      await acceptAndClaim(store);
      await acceptNovel(store, { id: novelId(2), status: "paused" });
      await acceptNovel(store, { id: novelId(3) });
      await expectUnchanged(store, () => store.novels.claim(novelId(1), claim));
      await store.novels.claim(novelId(2), claim);
      await store.novels.claim(novelId(3), { ...claim, activePerOwner: 1 });
      expect([await turns(novelId(2)), await turns(novelId(3))]).toEqual([[], []]);
    });

    test("a commit ends it when it gives the lease back, with the outcome it names or as committed", async () => {
      const first = await acceptAndClaim(store);
      await store.novels.commitStep(first, newChange(), { keepLease: true });
      expect(await ends()).toEqual([[1, null, null]]);
      await store.novels.commitStep({ ...first, lastSeq: 2 }, newChange({ at: moment(5) }));
      const second = await claimNovel(store, novelId(1));
      const failed = newChange({ at: moment(6) });
      await store.novels.commitStep(second, failed, { outcome: "failed" });
      expect(await ends()).toEqual([
        [1, "committed", moment(5)],
        [2, "failed", moment(6)],
      ]);
    });

    test("a release ends it", async () => {
      const claimed = await acceptAndClaim(store);
      await store.novels.release(claimed, { at: moment(7), outcome: "changed" });
      expect(await ends()).toEqual([[1, "changed", moment(7)]]);
    });

    test("who breaks its lease ends it as lost", async () => {
      await acceptAndClaim(store);
      await store.novels.breakLease({ ...held, beat: 1 }, { runAt: null, at: moment(7) });
      expect(await ends()).toEqual([[1, null, null]]);
      await store.novels.breakLease(held, { runAt: null, at: moment(8) });
      expect(await ends()).toEqual([[1, "lost", moment(8)]]);
    });

    test("it ends once: what its worker still does with it changes nothing", async () => {
      const claimed = await acceptAndClaim(store);
      await store.novels.breakLease(held, { runAt: null, at: moment(8) });
      const next = await claimNovel(store, claimed.id);
      await expectUnchanged(store, async () => {
        await store.novels.release(claimed, turnEnd);
        await store.novels.commitStep(claimed, newChange());
        await store.novels.breakLease(held, { runAt: null, at: moment(9) });
      });
      await store.novels.release(next, turnEnd);
      await store.novels.release(next, { ...turnEnd, at: moment(9) });
      expect(await ends()).toEqual([
        [1, "lost", moment(8)],
        [3, turnEnd.outcome, turnEnd.at],
      ]);
    });

    test("a command ends none", async () => {
      const claimed = await acceptAndClaim(store);
      await store.novels.applyCommand(claimed, newChange({ set: { status: "paused" } }));
      expect(await ends()).toEqual([[1, null, null]]);
    });

    test("they are listed by novel, in order, also beyond the ninth", async () => {
      await acceptNovel(store);
      await acceptAndClaim(store, { id: novelId(2) });
      for (let epoch = 1; epoch <= 11; epoch += 1)
        await store.novels.release(await claimNovel(store, novelId(1)), turnEnd);
      const epochs = (await turns()).map(({ epoch }) => epoch);
      expect(epochs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      const last = await store.novels.stepTurns(novelId(1), 3);
      expect(last.map(({ epoch }) => epoch)).toEqual([9, 10, 11]);
      expect(await turns(novelId(2))).toHaveLength(1);
      expect(await turns(novelId(9))).toEqual([]);
    });
  });
}
