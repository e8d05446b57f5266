import { expect, test } from "vitest";
import { type NovelStatus, novelStatuses } from "#/contract/novel.ts";
import type { NewNovel } from "#/ports/store/novels.ts";
import {
  acceptAndClaim,
  acceptNovel,
  intend,
  newChange,
  newSettlement,
  readNovel,
} from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { changeNovel } from "./change-novel.ts";
import { cause, openCommandDeps } from "./command-deps.fixture.ts";

async function open(replace?: (store: Store) => Partial<Store["novels"]>) {
  const { deps, told } = await openCommandDeps(replace);
  return { deps: { ...deps, unpricedModels: () => [] as string[] }, told };
}

const held: Partial<NewNovel> = {
  status: "paused",
  hold: "budget",
  statusReason: "The budget is reached.",
  step: "chapter-2",
  budgetNanoUsd: 1_000_000_000,
  runAt: "2027-01-01T00:00:00.000Z",
  delays: 2,
};

/** A novel that waits for its budget: 0.6 of a dollar is spent, 0.3 is set aside. */
async function acceptHeld(store: Store) {
  const { id } = await acceptAndClaim(store, { status: "writing", step: "chapter-2" });
  const call = await intend(store, { key: "a" });
  await store.ledger.settle(call, newSettlement({ costNanoUsd: 600_000_000 }));
  await intend(store, { key: "b", reservedNanoUsd: 300_000_000 });
  await store.novels.commitStep(await readNovel(store, id), newChange({ set: held }));
  return readNovel(store, id);
}

const typesAfter = async (store: Store, novelId: string, after: number) =>
  (await store.log.read({ novelId, after, limit: 10 }))?.items.map(({ type }) => type);

test("a title and a budget are changed and told of, and nothing else", async () => {
  const { deps, told } = await open();
  const novel = await acceptNovel(deps.store, { status: "writing", step: "chapter-1" });
  const changed = await changeNovel(deps, novel, { title: "Another", budgetUsd: 2.5 }, cause);
  const set = { title: "Another", budgetNanoUsd: 2_500_000_000 };
  expect(changed).toEqual({ ...novel, ...set, lastSeq: 2, updatedAt: deps.clock.now() });
  expect(await readNovel(deps.store)).toEqual(changed);
  const data = { title: "Another", budgetUsd: 2.5 };
  expect(told).toMatchObject([{ event: { type: "novel.changed", data, seq: 2, ...cause } }]);
  expect((await deps.queue.depth()).waiting).toBe(0);
});

test("what is not named stays, and the event tells of both as they are", async () => {
  const { deps, told } = await open();
  const novel = await acceptNovel(deps.store);
  const renamed = await changeNovel(deps, novel, { title: "Another" }, cause);
  expect(renamed).toMatchObject({ title: "Another", budgetNanoUsd: null });
  const budgeted = await changeNovel(deps, renamed, { budgetUsd: 3 }, cause);
  expect(budgeted).toMatchObject({ title: "Another", budgetNanoUsd: 3_000_000_000 });
  await changeNovel(deps, budgeted, { title: "A third" }, cause);
  expect(told).toMatchObject([
    { event: { data: { title: "Another", budgetUsd: null } } },
    { event: { data: { title: "Another", budgetUsd: 3 } } },
    { event: { data: { title: "A third", budgetUsd: 3 } } },
  ]);
});

test.each(novelStatuses)("the title of a novel that is %s may change", async (status) => {
  const { deps } = await open();
  const novel = await acceptNovel(deps.store, { status });
  const renamed = await changeNovel(deps, novel, { title: "Another" }, cause);
  expect(renamed).toMatchObject({ status, title: "Another" });
});

test.each<NovelStatus>(["cancelled", "completed", "failed"])(
  "the budget of a novel that is %s is refused, with its title, and nothing changes",
  async (status) => {
    const { deps } = await open();
    const novel = await acceptNovel(deps.store, { status });
    const refused = changeNovel(deps, novel, { title: "Another", budgetUsd: 5 }, cause);
    await expect(refused).rejects.toMatchObject({ code: "invalid-state" });
    expect(await readNovel(deps.store)).toEqual(novel);
  },
);

test("a budget that a model without a price could not keep is refused, a title is not", async () => {
  const { deps } = await open();
  const unpriced = { ...deps, unpricedModels: () => ["model-x"] };
  const novel = await acceptNovel(deps.store);
  await expect(changeNovel(unpriced, novel, { budgetUsd: 5 }, cause)).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining("model-x") as string,
    errors: [{ path: "budgetUsd", message: expect.stringContaining("MODEL_PRICES") as string }],
  });
  expect(await readNovel(deps.store)).toEqual(novel);
  expect(await changeNovel(unpriced, novel, { title: "Another" }, cause)).toMatchObject({
    title: "Another",
  });
});

test.each([0.5, 0.6])(
  "a budget of $%d is refused where $0.6 is spent, with that figure",
  async (budgetUsd) => {
    const { deps } = await open();
    const novel = await acceptHeld(deps.store);
    await expect(changeNovel(deps, novel, { budgetUsd }, cause)).rejects.toMatchObject({
      code: "invalid-input",
      errors: [{ path: "budgetUsd", message: expect.stringContaining("$0.6 ") as string }],
    });
    expect(await readNovel(deps.store)).toEqual(novel);
  },
);

test("a novel that waits for its budget goes on in the change that raises it", async () => {
  const { deps, told } = await open();
  const novel = await acceptHeld(deps.store);
  const raised = await changeNovel(deps, novel, { budgetUsd: 0.900_000_001 }, cause);
  expect(raised).toMatchObject({
    status: "writing",
    hold: null,
    statusReason: null,
    runAt: null,
    delays: 0,
    wake: novel.wake + 1,
    budgetNanoUsd: 900_000_001,
    lastSeq: novel.lastSeq + 2,
  });
  expect(await readNovel(deps.store)).toEqual(raised);
  const types = ["novel.changed", "novel.resumed"];
  expect(await typesAfter(deps.store, novel.id, novel.lastSeq)).toEqual(types);
  expect(told).toMatchObject(types.map((type) => ({ event: { type } })));
  expect((await deps.queue.depth()).waiting).toBe(1);
});

test.each([
  ["a budget that is spent or set aside", { budgetUsd: 0.9 }],
  ["a title", { title: "Another" }],
])("a novel that waits for its budget goes on waiting after %s", async (_, patch) => {
  const { deps } = await open();
  const novel = await acceptHeld(deps.store);
  const changed = await changeNovel(deps, novel, patch, cause);
  expect(changed).toMatchObject({ status: "paused", hold: "budget", wake: novel.wake });
  expect(await typesAfter(deps.store, novel.id, novel.lastSeq)).toEqual(["novel.changed"]);
  expect((await deps.queue.depth()).waiting).toBe(0);
});

test("a novel that its owner paused stays paused, however much its budget allows", async () => {
  const { deps } = await open();
  const novel = await acceptNovel(deps.store, { ...held, hold: null });
  const changed = await changeNovel(deps, novel, { budgetUsd: 100 }, cause);
  expect(changed).toMatchObject({ status: "paused", wake: novel.wake });
});

test("a raise that meets the worker's pause is not lost: the novel goes on", async () => {
  let raced = false;
  const { deps } = await open(({ novels }) => ({
    async applyCommand(fence, change) {
      if (!raced) {
        raced = true;
        await novels.applyCommand(fence, newChange({ set: held }));
      }
      return novels.applyCommand(fence, change);
    },
  }));
  const novel = await acceptNovel(deps.store, { status: "writing", step: "chapter-2" });
  const raised = await changeNovel(deps, novel, { budgetUsd: 2 }, cause);
  expect(raised).toMatchObject({ status: "writing", hold: null, budgetNanoUsd: 2_000_000_000 });
  expect((await deps.queue.depth()).waiting).toBe(1);
});
