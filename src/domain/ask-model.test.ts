import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import type { LanguageModel } from "#/ports/language-model.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import {
  acceptAndClaim,
  newSettlement,
  novelId,
  readNovel,
  takeOver,
} from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { createAsk } from "./ask-model.ts";
import { type Price, createModelPlan } from "./model-plan.ts";
import type { ProsePrompt } from "./prompts/prompt.ts";

const prompt: ProsePrompt<string> = {
  purpose: "draft-scene",
  version: 1,
  stage: "chapter",
  schema: null,
  messages: (scene) => [{ role: "user", content: scene }],
  answerWords: () => 30,
};
const good = "The road went on beyond the map. ".repeat(5);
const prices: Record<string, Price> = { m: { inputUsdPerMillion: 1, outputUsdPerMillion: 1 } };

let dataDir: string;
let store: Store;
/** What the model was asked, in order. */
let asked: string[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "colophon-ask-"));
  store = await createSqliteStore({ dataDir });
  asked = [];
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

const model: LanguageModel = {
  restMs: () => 0,
  health: () => Promise.resolve("ok"),
  stream: async ({ messages }, { onText }) => {
    asked.push(messages[0]?.content ?? "");
    onText(good);
    const usage = { inputTokens: 10, outputTokens: 40 };
    return { text: good, finishReason: "stop", ...usage, durationMs: 1, firstTokenMs: 1 };
  },
};

/** A turn at a step as its worker begins it: what earlier ones left is looked up now. */
async function beginStep(novel: NovelRecord, of: Store = store, priced = prices) {
  const options = {
    model: "m",
    notice: null,
    overrides: {},
    prices: priced,
    dayBudgetNanoUsd: null,
  };
  const deps = {
    store: of,
    model,
    plan: createModelPlan(options),
    clock: createFakeClock(),
    ids: createSystemIds(),
    metrics: createMetrics(),
    log: pino({ level: "silent" }),
    random: () => 0,
  };
  const never = new AbortController().signal;
  const earlier = await store.ledger.ofStep(novel.id, "chapter-1");
  const step = { novel, name: "chapter-1", quit: never, abort: never, earlier };
  const ask = createAsk(deps, { ...step, beforeCall: () => undefined });
  return (scene: string) => ask.prose(prompt, scene, { chapter: 1 });
}

const outcomes = async () =>
  (await store.ledger.calls(novelId(1))).map(({ outcome, attempt }) => [outcome, attempt]);

test("a step that starts again finds all its answers by one look, and asks for the rest", async () => {
  const first = await beginStep(await acceptAndClaim(store));
  const answers = [await first("one"), await first("two")];
  const answered = () => Promise.reject(new Error("another look"));
  const once = { ...store, ledger: { ...store.ledger, answered } };
  const again = await beginStep(await takeOver(store), once);
  expect([await again("one"), await again("two")]).toEqual(answers);
  await again("three");
  expect(asked).toEqual(["one", "two", "three"]);
});

test("an answer that a stalled worker settles after the step was taken over is not asked for again", async () => {
  const settled = Promise.withResolvers<undefined>();
  const received = Promise.withResolvers<undefined>();
  const stalling: Store = {
    ...store,
    ledger: {
      ...store.ledger,
      async settle(...settlement) {
        received.resolve(undefined);
        await settled.promise;
        return store.ledger.settle(...settlement);
      },
    },
  };
  const slow = await beginStep(await acceptAndClaim(store), stalling);
  const late = slow("one");
  await received.promise;
  const taken = await takeOver(store);
  await store.ledger.abandon(taken.id);
  const next = await beginStep(taken);
  settled.resolve(undefined);
  const { callId } = await late;

  expect(await next("one")).toMatchObject({ callId, value: good.trim() });
  expect(asked).toEqual(["one"]);
  expect(await outcomes()).toEqual([["accepted", 1]]);
  expect(await store.days.read("2026-01-01")).toMatchObject({ reservedNanoUsd: 0 });
  expect((await readNovel(store)).reservedNanoUsd).toBe(0);
});

test("an answer of an earlier round that was judged bad does not stop the next try, nor one that comes late", async () => {
  const novel = await acceptAndClaim(store);
  const first = await beginStep(novel);
  await first("one");
  const [call] = await store.ledger.calls(novel.id);
  const bad = newSettlement({ outcome: "rejected", answer: "no", reason: "too short" });
  const intent = { ...call!, spanId: "00f067aa0ba902b8", key: call!.key };
  const written = await store.ledger.intend(intent, novel);
  if (written.outcome !== "written") throw new Error(written.outcome);
  const next = await beginStep({ ...novel, round: 1 });
  await store.ledger.settle(written.id, bad);
  // What it knows is the good answer of the first attempt.
  expect(await next("one")).toMatchObject({ callId: `${call!.key}:1` });
  const last = await beginStep({ ...novel, round: 1 });
  await last("one");
  expect(await outcomes()).toEqual([
    ["accepted", 1],
    ["rejected", 2],
    ["accepted", 3],
  ]);
});

test.each([
  ["has no price", {}],
  ["costs nothing", { m: { inputUsdPerMillion: 0, outputUsdPerMillion: 0 } }],
])("a call of a model that %s leaves the day's account alone", async (_, free) => {
  const refuse = () => Promise.reject(new Error("the day is asked"));
  const dayless = { ...store, days: { ...store.days, reserve: refuse, settle: refuse } };
  const novel = await acceptAndClaim(store);
  const ask = await beginStep(novel, dayless, free);
  await ask("one");
  expect(await outcomes()).toEqual([["accepted", 1]]);
  const priced = await beginStep(novel, dayless);
  await expect(priced("two")).rejects.toThrow("the day is asked");
});
