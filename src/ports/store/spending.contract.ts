import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import type { CallOutcome, Settlement } from "./ledger.ts";
import {
  acceptNovel,
  newIntent,
  newSettlement,
  novelId,
  readNovel,
  type OpenStore,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

type Operation =
  | { kind: "intend"; key: string; epoch: number; nanoUsd: number }
  | { kind: "settle"; call: number; outcome: Settlement["outcome"]; nanoUsd: number }
  | { kind: "abandon"; epoch: number };

const amounts = fc.nat({ max: 1_000_000 });
const epochs = fc.integer({ min: 1, max: 4 });

const operations: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    kind: fc.constant("intend" as const),
    key: fc.constantFrom("a", "b"),
    epoch: epochs,
    nanoUsd: amounts,
  }),
  fc.record({
    kind: fc.constant("settle" as const),
    call: fc.nat({ max: 12 }),
    outcome: fc.constantFrom("accepted", "rejected", "failed"),
    nanoUsd: amounts,
  }),
  fc.record({ kind: fc.constant("abandon" as const), epoch: epochs }),
);

/** What the ledger should have on an attempt, by its id. */
type Model = Map<string, { epoch: number; reserved: number; outcome: CallOutcome; cost: number }>;

const keyOf = (novel: string, key: string) => `${novel}:${key}`;

function callAt(model: Model, novel: string, index: number): string {
  return [...model.keys()][index] ?? `${keyOf(novel, "none")}:1`;
}

/** What the operation should answer; the model then is as the ledger should be. */
function predict(model: Model, novel: string, operation: Operation): unknown {
  if (operation.kind === "intend") {
    const prefix = `${keyOf(novel, operation.key)}:`;
    const attempt = [...model.keys()].filter((id) => id.startsWith(prefix)).length + 1;
    const id = `${prefix}${attempt}`;
    const { epoch, nanoUsd: reserved } = operation;
    model.set(id, { epoch, reserved, outcome: "intent", cost: 0 });
    return { id, attempt };
  }
  if (operation.kind === "settle") {
    const call = model.get(callAt(model, novel, operation.call));
    if (call?.outcome !== "intent" && call?.outcome !== "unknown") return false;
    Object.assign(call, { outcome: operation.outcome, cost: operation.nanoUsd });
    return true;
  }
  const { epoch } = operation;
  const left = [...model.values()].filter(
    (call) => call.outcome === "intent" && call.epoch < epoch,
  );
  for (const call of left) Object.assign(call, { outcome: "unknown", cost: call.reserved });
  return left.length;
}

function perform(
  { ledger }: Store,
  model: Model,
  novel: string,
  operation: Operation,
): Promise<unknown> {
  if (operation.kind === "intend") {
    const { epoch, nanoUsd: reservedNanoUsd } = operation;
    const key = keyOf(novel, operation.key);
    return ledger.intend(newIntent({ novelId: novel, key, epoch, reservedNanoUsd }));
  }
  if (operation.kind === "settle") {
    const { outcome, nanoUsd: costNanoUsd } = operation;
    const id = callAt(model, novel, operation.call);
    return ledger.settle(id, newSettlement({ outcome, costNanoUsd }));
  }
  return ledger.abandon(novel, operation.epoch);
}

/** What every Store promises of money: a novel has spent exactly what its ledger says. */
export function spendingContract(name: string, open: OpenStore): void {
  describe(`spending in ${name}`, () => {
    let store: Store;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ store, close } = await open());
      await acceptNovel(store);
    });
    afterEach(() => close());

    async function charge(key: string, costNanoUsd: number): Promise<void> {
      const { id } = await store.ledger.intend(newIntent({ key }));
      expect(await store.ledger.settle(id, newSettlement({ costNanoUsd }))).toBe(true);
    }

    describe("abandon", () => {
      test("marks the novel's intents of earlier epochs, charges what they reserved, counts them", async () => {
        await acceptNovel(store, { id: novelId(2) });
        await charge("settled", 100);
        await store.ledger.intend(newIntent({ key: "a", epoch: 1, reservedNanoUsd: 10 }));
        await store.ledger.intend(newIntent({ key: "b", epoch: 2, reservedNanoUsd: 7 }));
        await store.ledger.intend(newIntent({ key: "c", epoch: 3, reservedNanoUsd: 5 }));
        await store.ledger.intend(newIntent({ key: "d", novelId: novelId(2), epoch: 1 }));
        const before = await readNovel(store);

        expect(await store.ledger.abandon(novelId(1), 3)).toBe(2);
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
        expect(await readNovel(store)).toEqual({ ...before, spentNanoUsd: 117 });
        expect(await store.ledger.calls(novelId(2))).toMatchObject([{ outcome: "intent" }]);
      });

      test("charges nothing twice", async () => {
        await store.ledger.intend(newIntent({ reservedNanoUsd: 10 }));
        expect(await store.ledger.abandon(novelId(1), 2)).toBe(1);
        await expectUnchanged(store, async () => {
          expect(await store.ledger.abandon(novelId(1), 2)).toBe(0);
          expect(await store.ledger.abandon(novelId(1), 3)).toBe(0);
        });
      });

      test("finds nothing to do for a novel that is not there", async () => {
        expect(await store.ledger.abandon(novelId(2), 9)).toBe(0);
      });
    });

    describe("money", () => {
      test.each([0.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
        "%d nano-dollars are refused and nothing is written",
        async (amount) => {
          const { id } = await store.ledger.intend(newIntent());
          await expectUnchanged(store, async () => {
            const intent = store.ledger.intend(newIntent({ reservedNanoUsd: amount }));
            await expect(intent).rejects.toBeInstanceOf(RangeError);
            const settlement = store.ledger.settle(id, newSettlement({ costNanoUsd: amount }));
            await expect(settlement).rejects.toBeInstanceOf(RangeError);
          });
        },
      );

      test("a large amount is kept to the last nano-dollar", async () => {
        await charge("a", 2 ** 52);
        await charge("b", 1);
        expect((await readNovel(store)).spentNanoUsd).toBe(2 ** 52 + 1);
      });
    });

    test("it is the sum of the ledger after every step of any sequence of calls", async () => {
      let novels = 1;
      const followsTheModel = fc.asyncProperty(
        fc.array(operations, { minLength: 1, maxLength: 25 }),
        async (sequence) => {
          const { id } = await acceptNovel(store, { id: novelId((novels += 1)) });
          const model: Model = new Map();
          for (const operation of sequence) {
            const answer = await perform(store, model, id, operation);
            expect(answer).toEqual(predict(model, id, operation));
            const cost = model.values().reduce((sum, call) => sum + call.cost, 0);
            expect((await readNovel(store, id)).spentNanoUsd).toBe(cost);
          }

          const calls = await store.ledger.calls(id);
          expect(new Map(calls.map((call) => [call.id, call.outcome]))).toEqual(
            new Map(model.entries().map(([call, { outcome }]) => [call, outcome])),
          );
          const { spentNanoUsd } = await readNovel(store, id);
          const sums = await store.ledger.sums(id);
          expect(calls.reduce((sum, call) => sum + call.costNanoUsd, 0)).toBe(spentNanoUsd);
          expect(sums.reduce((sum, call) => sum + call.costNanoUsd, 0)).toBe(spentNanoUsd);
          expect(sums.reduce((sum, group) => sum + group.calls, 0)).toBe(calls.length);
        },
      );
      await fc.assert(followsTheModel, { numRuns: 30 });
    }, 60_000);
  });
}
