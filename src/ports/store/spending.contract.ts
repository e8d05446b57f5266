import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import type { CallOutcome, Settlement } from "./ledger.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  acceptNovel,
  claimNovel,
  intend,
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

type Operation =
  | { kind: "intend"; key: string; late: number; nanoUsd: number }
  | { kind: "settle"; call: number; outcome: Settlement["outcome"]; nanoUsd: number; told: boolean }
  | { kind: "budget"; nanoUsd: number | null }
  | { kind: "take over" | "release" | "abandon" };

const amounts = fc.nat({ max: 1_000_000 });
/** How many epochs ago: most workers are not late. */
const late = fc.constantFrom(0, 0, 0, 1, 2);

const operations: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("intend" as const),
      key: fc.constantFrom("a", "b"),
      late,
      nanoUsd: amounts,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("settle" as const),
      call: fc.nat({ max: 12 }),
      outcome: fc.constantFrom("accepted", "rejected", "failed"),
      nanoUsd: amounts,
      told: fc.boolean(),
    }),
  },
  fc.record({
    kind: fc.constant("budget" as const),
    nanoUsd: fc.option(fc.nat({ max: 5_000_000 })),
  }),
  fc.record({
    kind: fc.constantFrom("take over" as const, "release" as const, "abandon" as const),
  }),
);

/** What the Store should have on a novel; its calls by their ids. */
interface Model {
  epoch: number;
  leased: boolean;
  budget: number | null;
  calls: Map<string, { epoch: number; reserved: number; outcome: CallOutcome; cost: number }>;
}

const keyOf = (novel: string, key: string) => `${novel}:${key}`;

function callAt({ calls }: Model, novel: string, index: number): string {
  return [...calls.keys()][index] ?? `${keyOf(novel, "none")}:1`;
}

/** What the model says is spent and set aside. */
function totals({ calls }: Model): { spentNanoUsd: number; reservedNanoUsd: number } {
  let [spentNanoUsd, reservedNanoUsd] = [0, 0];
  for (const { outcome, cost, reserved } of calls.values())
    if (outcome === "intent") reservedNanoUsd += reserved;
    else spentNanoUsd += cost;
  return { spentNanoUsd, reservedNanoUsd };
}

/** What the operation should answer; the model then is as the Store should be. */
function predict(model: Model, novel: string, operation: Operation): unknown {
  const { calls } = model;
  if (operation.kind === "intend") {
    const epoch = model.epoch - operation.late;
    if (epoch !== model.epoch || !model.leased) return { outcome: "stale" };
    const { spentNanoUsd, reservedNanoUsd } = totals(model);
    const left = (model.budget ?? Infinity) - spentNanoUsd - reservedNanoUsd;
    const reserved = operation.nanoUsd;
    if (reserved > left) return { outcome: "over-budget", leftNanoUsd: Math.max(0, left) };
    const prefix = `${keyOf(novel, operation.key)}:`;
    const attempt = [...calls.keys()].filter((id) => id.startsWith(prefix)).length + 1;
    const id = `${prefix}${attempt}`;
    calls.set(id, { epoch, reserved, outcome: "intent", cost: 0 });
    return { outcome: "written", id, attempt };
  }
  if (operation.kind === "settle") {
    const call = calls.get(callAt(model, novel, operation.call));
    if (call?.outcome !== "intent" && call?.outcome !== "unknown") return undefined;
    const before = call.outcome;
    Object.assign(call, { outcome: operation.outcome, cost: operation.nanoUsd });
    return before;
  }
  if (operation.kind === "abandon") {
    const lost = [...calls.values()].filter(
      ({ outcome, epoch }) => outcome === "intent" && (epoch < model.epoch || !model.leased),
    );
    for (const call of lost) Object.assign(call, { outcome: "unknown", cost: call.reserved });
    const nanoUsd = lost.reduce((sum, { reserved }) => sum + reserved, 0);
    return lost.length === 0
      ? []
      : [{ day: newIntent().at.slice(0, 10), calls: lost.length, nanoUsd }];
  }
  if (operation.kind === "budget") model.budget = operation.nanoUsd;
  if (operation.kind === "release") model.leased = false;
  if (operation.kind === "take over")
    Object.assign(model, { epoch: model.epoch + 1, leased: true });
  return undefined;
}

/** Does the operation; `model` is as the Store was before. */
async function perform(
  store: Store,
  model: Model,
  novel: string,
  operation: Operation,
): Promise<unknown> {
  const { ledger, novels } = store;
  if (operation.kind === "intend") {
    const key = keyOf(novel, operation.key);
    const epoch = model.epoch - operation.late;
    const reservedNanoUsd = operation.nanoUsd;
    return tryIntend(store, newIntent({ novelId: novel, key, epoch, reservedNanoUsd }));
  }
  if (operation.kind === "settle") {
    const { outcome, nanoUsd: costNanoUsd } = operation;
    const id = callAt(model, novel, operation.call);
    const made = { novelId: novel, reservedNanoUsd: model.calls.get(id)?.reserved ?? 0 };
    return ledger.settle(
      id,
      newSettlement({ outcome, costNanoUsd }),
      operation.told ? made : undefined,
    );
  }
  if (operation.kind === "abandon") return ledger.abandon(novel);
  if (operation.kind === "budget") {
    const set = { budgetNanoUsd: operation.nanoUsd };
    await novels.applyCommand(await readNovel(store, novel), newChange({ set }));
    return undefined;
  }
  await novels.release({ id: novel, epoch: model.epoch }, turnEnd);
  if (operation.kind === "take over") await claimNovel(store, novel);
  return undefined;
}

/** What every Store promises of money: a novel has spent and set aside exactly what its ledger says. */
export function spendingContract(name: string, open: OpenStore): void {
  describe(`spending in ${name}`, () => {
    let store: Store;

    openEach(open, async (opened) => {
      store = opened;
      await acceptAndClaim(store);
    });

    async function charge(key: string, costNanoUsd: number): Promise<void> {
      const id = await intend(store, { key });
      expect(await store.ledger.settle(id, newSettlement({ costNanoUsd }))).toBe("intent");
    }

    describe("money", () => {
      test.each([0.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
        "%d nano-dollars are refused and nothing is written",
        async (amount) => {
          const id = await intend(store);
          const novel = await readNovel(store);
          const set = { budgetNanoUsd: amount };
          await expectUnchanged(store, async () => {
            for (const refused of [
              () => tryIntend(store, newIntent({ reservedNanoUsd: amount })),
              () => store.ledger.settle(id, newSettlement({ costNanoUsd: amount })),
              () => store.novels.applyCommand(novel, newChange({ set })),
              () => store.novels.commitStep(novel, newChange({ set })),
              () => acceptNovel(store, { id: novelId(2), ...set }),
            ])
              await expect(refused()).rejects.toBeInstanceOf(RangeError);
          });
          expect(await store.novels.get(novelId(2))).toBeUndefined();
        },
      );

      test("a large amount is kept to the last nano-dollar", async () => {
        await charge("a", 2 ** 52);
        await charge("b", 1);
        expect((await readNovel(store)).spentNanoUsd).toBe(2 ** 52 + 1);
      });
    });

    test("spent and reserved are the sums of the ledger after every step of any sequence", async () => {
      let novels = 1;
      const followsTheModel = fc.asyncProperty(
        fc.array(operations, { minLength: 1, maxLength: 25 }),
        async (sequence) => {
          const { id } = await acceptAndClaim(store, { id: novelId((novels += 1)) });
          const model: Model = { epoch: 1, leased: true, budget: null, calls: new Map() };
          for (const operation of sequence) {
            const answer = await perform(store, model, id, operation);
            expect(answer).toEqual(predict(model, id, operation));
            expect(await readNovel(store, id)).toMatchObject(totals(model));
          }

          const calls = await store.ledger.calls(id);
          expect(new Map(calls.map((call) => [call.id, call.outcome]))).toEqual(
            new Map(model.calls.entries().map(([call, { outcome }]) => [call, outcome])),
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
