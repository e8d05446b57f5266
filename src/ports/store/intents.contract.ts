import { describe, expect, test } from "vitest";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import type { NewNovel } from "./novels.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  claimNovel,
  endLease,
  intend,
  moment,
  newChange,
  newIntent,
  newSettlement,
  novelId,
  type OpenStore,
  readNovel,
  tryIntend,
  turnEnd,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

const stale = { outcome: "stale" };

/** What every Store promises of a call about to be made: fenced, and within its novel's budget. */
export function intentContract(name: string, open: OpenStore): void {
  describe(`intents in ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    const reserve = (reservedNanoUsd: number, key = "a") =>
      tryIntend(store, newIntent({ key, reservedNanoUsd }));

    describe("intend", () => {
      test("writes the call as under way, unanswered and uncharged, and sets its reservation aside", async () => {
        const before = await acceptAndClaim(store);
        const intent = newIntent({ reservedNanoUsd: 5_000 });
        const id = `${intent.key}:1`;
        const intended = await tryIntend(store, intent);
        expect(intended).toEqual({ outcome: "written", id, attempt: 1 });
        const unanswered = { answer: null, finishReason: null, reason: null, firstTokenMs: null };
        const uncharged = { inputTokens: 0, outputTokens: 0, costNanoUsd: 0, durationMs: 0 };
        expect(await store.ledger.calls(novelId(1))).toEqual([
          { ...intent, ...unanswered, ...uncharged, id, attempt: 1, outcome: "intent" },
        ]);
        expect(await readNovel(store)).toEqual({ ...before, reservedNanoUsd: 5_000 });
      });

      test("counts the attempts of each key by itself", async () => {
        await acceptAndClaim(store);
        const other = newIntent({ key: `${newIntent().key}:1` });
        for (const attempt of [1, 2, 3])
          expect(await tryIntend(store, newIntent())).toMatchObject({ attempt });
        expect(await tryIntend(store, other)).toMatchObject({ attempt: 1 });
      });

      test("gives each of many attempts at once a number of its own", async () => {
        await acceptAndClaim(store);
        const ids = await Promise.all(Array.from({ length: 20 }, () => intend(store)));
        const attempts = ids.map((id) => Number(id.slice(id.lastIndexOf(":") + 1)));
        expect(attempts.toSorted((a, b) => a - b)).toEqual(ids.map((_, index) => index + 1));
        expect(await readNovel(store)).toMatchObject({ reservedNanoUsd: 20 * 5_000 });
      });
    });

    describe("without the lease of its epoch", () => {
      test.each([1, 3])(
        "an intent of epoch %i, where the newest is 2, is stale and writes nothing",
        async (epoch) => {
          const { id } = await acceptAndClaim(store);
          await endLease(store);
          await claimNovel(store, id);
          await expectUnchanged(store, async () => {
            expect(await tryIntend(store, newIntent({ epoch }))).toEqual(stale);
          });
        },
      );

      test.each<[string, (store: Store) => Promise<unknown>]>([
        ["given back", ({ novels }) => novels.release({ id: novelId(1), epoch: 1 }, turnEnd)],
        [
          "broken",
          ({ novels }) =>
            novels.breakLease(
              { id: novelId(1), holder: "worker-1", epoch: 1, beat: 0 },
              { runAt: null, at: moment(2) },
            ),
        ],
      ])("an intent whose lease is %s is stale and writes nothing", async (_, lose) => {
        await acceptAndClaim(store);
        await lose(store);
        await expectUnchanged(store, async () => {
          expect(await tryIntend(store, newIntent())).toEqual(stale);
        });
      });

      test("an intent for a novel that is not there is stale and writes nothing", async () => {
        const orphan = newIntent({ novelId: novelId(2) });
        expect(await tryIntend(store, orphan)).toEqual(stale);
        expect(await store.ledger.calls(novelId(2))).toEqual([]);
      });

      test("that the lease is lost is said before the budget is", async () => {
        const { id } = await acceptAndClaim(store, { budgetNanoUsd: 0 });
        await store.novels.release({ id, epoch: 1 }, turnEnd);
        expect(await reserve(1)).toEqual(stale);
      });
    });

    describe("of a novel that something else changed", () => {
      test.each([-1, 1])(
        "an intent at the version %i from the novel's is stale and writes nothing",
        async (off) => {
          const { lastSeq } = await acceptAndClaim(store);
          await expectUnchanged(store, async () => {
            const fence = { lastSeq: lastSeq + off };
            expect(await store.ledger.intend(newIntent(), fence)).toEqual(stale);
          });
        },
      );

      test("a pause is obeyed before the call, and said before the budget is", async () => {
        const claimed = await acceptAndClaim(store, { budgetNanoUsd: 0 });
        const pause = newChange({ set: { status: "paused" } });
        expect(await store.novels.applyCommand(claimed, pause)).toMatchObject({
          outcome: "committed",
        });
        await expectUnchanged(store, async () => {
          expect(await store.ledger.intend(newIntent(), claimed)).toEqual(stale);
        });
      });

      test("of a pause and a call at once either the call is written first or it is not", async () => {
        const claimed = await acceptAndClaim(store);
        const pause = newChange({ set: { status: "paused" } });
        const [intended] = await Promise.all([
          store.ledger.intend(newIntent(), claimed),
          store.novels.applyCommand(claimed, pause),
        ]);
        const calls = await store.ledger.calls(novelId(1));
        expect(calls).toHaveLength(intended.outcome === "written" ? 1 : 0);
        expect(await store.ledger.intend(newIntent(), claimed)).toEqual(stale);
      });
    });

    describe("within the budget", () => {
      const withBudget = (budgetNanoUsd: NewNovel["budgetNanoUsd"]) =>
        acceptAndClaim(store, { budgetNanoUsd });

      /** Leaves 300 spent and 200 reserved. */
      async function spendSome(): Promise<void> {
        const id = await intend(store, { key: "settled", reservedNanoUsd: 400 });
        await store.ledger.settle(id, newSettlement({ costNanoUsd: 300 }));
        await intend(store, { key: "under way", reservedNanoUsd: 200 });
      }

      test("spent, reserved and reservation may be the budget to the last nano-dollar", async () => {
        await withBudget(1_000);
        await spendSome();
        expect(await reserve(500)).toMatchObject({ outcome: "written" });
        const { spentNanoUsd, reservedNanoUsd } = await readNovel(store);
        expect([spentNanoUsd, reservedNanoUsd]).toEqual([300, 700]);
      });

      test("one nano-dollar more is over budget, says what is left, and writes nothing", async () => {
        await withBudget(1_000);
        await spendSome();
        await expectUnchanged(store, async () => {
          expect(await reserve(501)).toEqual({ outcome: "over-budget", leftNanoUsd: 500 });
        });
      });

      test("nothing is left where calls cost more than the budget", async () => {
        await withBudget(1_000);
        const id = await intend(store, { reservedNanoUsd: 900 });
        await store.ledger.settle(id, newSettlement({ costNanoUsd: 1_200 }));
        await expectUnchanged(store, async () => {
          expect(await reserve(1)).toEqual({ outcome: "over-budget", leftNanoUsd: 0 });
        });
      });

      test("without a budget there is no limit", async () => {
        await withBudget(null);
        await spendSome();
        expect(await reserve(2 ** 52)).toMatchObject({ outcome: "written" });
      });

      test("a budget that is raised meanwhile counts at once", async () => {
        const novel = await withBudget(1_000);
        expect(await reserve(1_001)).toEqual({ outcome: "over-budget", leftNanoUsd: 1_000 });
        await store.novels.applyCommand(novel, newChange({ set: { budgetNanoUsd: 1_001 } }));
        expect(await reserve(1_001)).toMatchObject({ outcome: "written", attempt: 1 });
      });

      test("of many at once as many are written as the budget allows", async () => {
        await withBudget(1_000);
        const intended = await Promise.all(
          Array.from({ length: 20 }, (_, index) => reserve(150, `key-${index}`)),
        );
        const refused = intended.filter(({ outcome }) => outcome !== "written");
        const overBudget = { outcome: "over-budget", leftNanoUsd: 100 };
        expect(refused).toEqual(Array.from({ length: 14 }, () => overBudget));
        expect(await readNovel(store)).toMatchObject({ spentNanoUsd: 0, reservedNanoUsd: 900 });
      });

      test("each novel has a budget of its own", async () => {
        await withBudget(1_000);
        await acceptAndClaim(store, { id: novelId(2), budgetNanoUsd: 2_000 });
        await reserve(1_000);
        const other = newIntent({ key: "b", novelId: novelId(2), reservedNanoUsd: 2_000 });
        expect(await tryIntend(store, other)).toMatchObject({ outcome: "written" });
      });
    });
  });
}
