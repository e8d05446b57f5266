import { describe, expect, test } from "vitest";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import type { CallIntent, CallRecord, Settlement } from "./ledger.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  awkwardStrings,
  intend,
  longText,
  moment,
  newChange,
  newIntent,
  newSettlement,
  novelId,
  readNovel,
  takeOver,
  type OpenStore,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

const unsettled = {
  answer: null,
  finishReason: null,
  reason: null,
  inputTokens: 0,
  outputTokens: 0,
  costNanoUsd: 0,
  durationMs: 0,
  firstTokenMs: null,
};
const rejected = newSettlement({ outcome: "rejected", answer: "{", reason: "not JSON" });
const failed = newSettlement({
  ...unsettled,
  outcome: "failed",
  reason: "the model was not to be had",
});

/** What every Store promises of its ledger of model calls. */
export function ledgerStoreContract(name: string, open: OpenStore): void {
  describe(`the ledger in ${name}`, () => {
    let store: Store;

    openEach(open, async (opened) => {
      store = opened;
      await acceptAndClaim(store);
    });

    async function made(intent: Partial<CallIntent>, settlement: Settlement): Promise<string> {
      const id = await intend(store, intent);
      expect(await store.ledger.settle(id, settlement)).toBe("intent");
      return id;
    }

    const onlyCall = async (): Promise<CallRecord | undefined> =>
      (await store.ledger.calls(novelId(1)))[0];
    const spent = async () => (await readNovel(store)).spentNanoUsd;

    describe.each([
      ["", undefined],
      [", told what was written", { novelId: novelId(1), reservedNanoUsd: 5_000 }],
    ])("settle%s", (_how, written) => {
      const settle = (id: string, settlement: Settlement) =>
        store.ledger.settle(id, settlement, written);

      test.each([newSettlement(), rejected, failed])(
        "writes what became of the call: $outcome",
        async (settlement) => {
          const id = await intend(store);
          expect(await settle(id, settlement)).toBe("intent");
          expect(await onlyCall()).toEqual({ ...newIntent(), id, attempt: 1, ...settlement });
        },
      );

      test("gives the reservation back, charges the cost, and changes nothing else of the novel", async () => {
        await intend(store, { key: "another", reservedNanoUsd: 700 });
        const before = await readNovel(store);
        const id = await intend(store, { reservedNanoUsd: 5_000 });
        expect(await readNovel(store)).toEqual({ ...before, reservedNanoUsd: 5_700 });
        await settle(id, newSettlement({ costNanoUsd: 3_000 }));
        expect(await readNovel(store)).toEqual({ ...before, spentNanoUsd: 3_000 });
      });

      test("counts when its worker lost the lease long ago", async () => {
        const id = await intend(store);
        const { epoch } = await takeOver(store);
        expect(epoch).toBe(2);
        expect(await settle(id, newSettlement({ costNanoUsd: 3_000 }))).toBe("intent");
        expect(await spent()).toBe(3_000);
      });

      test.each([0, 4_999, 5_000, 9_000])(
        "corrects what an unknown call was charged to %i",
        async (costNanoUsd) => {
          const id = await intend(store, { reservedNanoUsd: 5_000 });
          const { epoch } = await takeOver(store);
          await store.ledger.abandon(novelId(1));
          await intend(store, { key: "another", epoch, reservedNanoUsd: 700 });
          expect(await readNovel(store)).toMatchObject({
            spentNanoUsd: 5_000,
            reservedNanoUsd: 700,
          });
          expect(await settle(id, newSettlement({ costNanoUsd }))).toBe("unknown");
          expect(await onlyCall()).toMatchObject({ outcome: "accepted", costNanoUsd });
          expect(await readNovel(store)).toMatchObject({
            spentNanoUsd: costNanoUsd,
            reservedNanoUsd: 700,
          });
        },
      );

      test.each([newSettlement(), rejected, failed])(
        "a second time it finds nothing and changes nothing: $outcome",
        async (first) => {
          const id = await made({}, first);
          await expectUnchanged(store, async () => {
            const other = newSettlement({ answer: "Another.", costNanoUsd: 9_000 });
            expect(await settle(id, other)).toBeUndefined();
          });
        },
      );

      test("of an attempt that is not there it finds nothing and changes nothing", async () => {
        await intend(store);
        await expectUnchanged(store, async () => {
          for (const id of [`${newIntent().key}:2`, newIntent().key, "", "__proto__"])
            expect(await settle(id, newSettlement())).toBeUndefined();
        });
      });

      test("of twenty at once for one attempt one counts", async () => {
        const id = await intend(store);
        const settled = await Promise.all(
          Array.from({ length: 20 }, () => settle(id, newSettlement({ costNanoUsd: 3_000 }))),
        );
        expect(settled.filter(Boolean)).toHaveLength(1);
        expect(await spent()).toBe(3_000);
      });

      test("of twenty calls at once every charge counts", async () => {
        const costs = Array.from({ length: 20 }, (_, index) => index + 1);
        await Promise.all(
          costs.map((costNanoUsd) =>
            made({ key: `key-${costNanoUsd}` }, newSettlement({ costNanoUsd })),
          ),
        );
        expect(await spent()).toBe(210);
      });

      test("of a call that costs nothing and that many settle and give up at once, one says what became of it", async () => {
        const id = await intend(store, { reservedNanoUsd: 0 });
        const before = await takeOver(store);
        const free = newSettlement({ costNanoUsd: 0 });
        const [settled] = await Promise.all([
          Promise.all(Array.from({ length: 5 }, () => store.ledger.settle(id, free))),
          store.ledger.abandon(novelId(1)),
        ]);
        expect(settled.filter(Boolean)).toHaveLength(1);
        expect(await onlyCall()).toEqual({
          ...newIntent({ reservedNanoUsd: 0 }),
          id,
          attempt: 1,
          ...free,
        });
        expect(await readNovel(store)).toEqual(before);
      });

      test("does not make a commit stale", async () => {
        const novel = await readNovel(store);
        await made({}, newSettlement());
        const committed = await store.novels.commitStep(novel, newChange());
        expect(committed.outcome).toBe("committed");
      });

      test("what the ledger holds counts, whatever the caller believes to have written", async () => {
        const id = await intend(store, { reservedNanoUsd: 700 });
        expect(await settle(id, newSettlement({ costNanoUsd: 3_000 }))).toBe("intent");
        expect(await readNovel(store)).toMatchObject({ spentNanoUsd: 3_000, reservedNanoUsd: 0 });
      });
    });

    describe("answered", () => {
      const { key } = newIntent();

      test("gives the newest attempt of the key that brought an answer, good or bad", async () => {
        expect(await store.ledger.answered(key)).toBeUndefined();
        await intend(store);
        await made({}, failed);
        const { epoch } = await takeOver(store);
        await store.ledger.abandon(novelId(1));
        expect(await store.ledger.answered(key)).toBeUndefined();

        await made({ epoch }, newSettlement());
        await made({ epoch }, failed);
        expect(await store.ledger.answered(key)).toMatchObject({ attempt: 3, outcome: "accepted" });

        for (let attempt = 5; attempt <= 10; attempt += 1) await made({ epoch }, rejected);
        await intend(store, { epoch });
        expect(await store.ledger.answered(key)).toEqual(
          (await store.ledger.calls(novelId(1))).find(({ attempt }) => attempt === 10),
        );
      });

      test("knows nothing of other keys", async () => {
        await made({ key: `${key}:1` }, newSettlement());
        await made({ key: key.slice(0, -1) }, newSettlement());
        expect(await store.ledger.answered(key)).toBeUndefined();
      });

      test("gives prompt and answer back as they were, a million characters too", async () => {
        const messages = awkwardStrings.map((content) => ({ role: "user" as const, content }));
        const answer = longText();
        await made({ messages }, newSettlement({ answer }));
        const call = await store.ledger.answered(key);
        expect(call?.messages).toEqual(messages);
        expect(call?.answer === answer).toBe(true);
      });

      test.each(awkwardStrings)("a call is found by the key %j", async (awkward) => {
        const id = await made({ key: awkward }, newSettlement());
        expect(await store.ledger.answered(awkward)).toMatchObject({ id: `${awkward}:1` });
        expect(id).toBe(`${awkward}:1`);
      });
    });

    describe("sums and calls", () => {
      test("sums add up the novel's calls by stage, model and outcome, failed and unknown ones included", async () => {
        await acceptAndClaim(store, { id: novelId(2) });
        await made({ key: "a" }, newSettlement({ costNanoUsd: 5 }));
        await made({ key: "b" }, newSettlement({ costNanoUsd: 6, durationMs: 0.25 }));
        await made({ key: "c", model: "b-model" }, newSettlement());
        await made({ key: "d", stage: "outlining" }, failed);
        await intend(store, { key: "e", reservedNanoUsd: 9 });
        const { epoch } = await takeOver(store);
        await store.ledger.abandon(novelId(1));
        await intend(store, { key: "f", epoch });
        await made({ key: "g", novelId: novelId(2) }, newSettlement());

        const writing = { stage: "writing", model: "a-model" };
        const none = { inputTokens: 0, outputTokens: 0, costNanoUsd: 0, durationMs: 0 };
        const one = {
          inputTokens: 120,
          outputTokens: 800,
          costNanoUsd: 3_000,
          durationMs: 1_500.5,
        };
        const two = {
          inputTokens: 240,
          outputTokens: 1_600,
          costNanoUsd: 11,
          durationMs: 1_500.75,
        };
        const sums = await store.ledger.sums(novelId(1));
        expect(sums).toHaveLength(5);
        expect(sums).toEqual(
          expect.arrayContaining([
            { ...writing, outcome: "accepted", calls: 2, ...two },
            { ...writing, model: "b-model", outcome: "accepted", calls: 1, ...one },
            { ...writing, stage: "outlining", outcome: "failed", calls: 1, ...none },
            { ...writing, outcome: "unknown", calls: 1, ...none, costNanoUsd: 9 },
            { ...writing, outcome: "intent", calls: 1, ...none },
          ]),
        );
      });

      test("calls come oldest first, every attempt of the novel and no other's", async () => {
        await acceptAndClaim(store, { id: novelId(2) });
        for (const [key, at] of [
          ["b", 3],
          ["a", 3],
          ["c", 1],
          ["b", 4],
          ["d", 2],
        ] as const)
          await intend(store, { key, at: moment(at) });
        await intend(store, { key: "e", novelId: novelId(2) });
        const calls = await store.ledger.calls(novelId(1));
        expect(calls.map(({ at }) => at)).toEqual([1, 2, 3, 3, 4].map(moment));
        expect(calls.at(-1)?.id).toBe("b:2");
      });

      test("a novel that is not there has neither", async () => {
        expect(await store.ledger.sums(novelId(2))).toEqual([]);
        expect(await store.ledger.calls(novelId(2))).toEqual([]);
      });

      test("attempts are the calls, in their order, without what was asked and answered", async () => {
        await intend(store);
        await store.ledger.settle(`${newIntent().key}:1`, newSettlement());
        await intend(store, { key: "b", at: moment(0) });
        const calls = await store.ledger.calls(novelId(1));
        const bare = calls.map((call) => {
          const { messages: _, answer: __, ...attempt } = call;
          return attempt;
        });
        expect(await store.ledger.attempts(novelId(1), 9)).toStrictEqual(bare);
        expect(await store.ledger.attempts(novelId(1), 1)).toStrictEqual(bare.slice(1));
        expect(bare.map(({ outcome }) => outcome)).toEqual(["intent", "accepted"]);
        expect(await store.ledger.attempts(novelId(2), 9)).toEqual([]);
      });
    });
  });
}
