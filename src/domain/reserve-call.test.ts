import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { type LanguageModel, ModelError } from "#/ports/language-model.ts";
import type { CallRecord } from "#/ports/store/ledger.ts";
import {
  acceptNovel,
  claimNovel,
  moment,
  novelId,
  readNovel,
} from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { createAsk } from "./ask-model.ts";
import { createModelPlan } from "./model-plan.ts";
import type { ProsePrompt } from "./prompts/prompt.ts";
import type { SettleDeps } from "./settle-call.ts";
import { BudgetReached, DayBudgetReached } from "./step-errors.ts";

let store: Store;
let dataDir: string;

beforeAll(async () => {
  // In memory where that can be had: thousands of commits wait for a disk that others use as well.
  const base = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  dataDir = mkdtempSync(join(base, "colophon-budgets-"));
  store = await createSqliteStore({ dataDir });
});

afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const prompt: ProsePrompt<CallPlan> = {
  purpose: "draft-scene",
  version: 1,
  stage: "chapter",
  schema: null,
  messages: ({ promptWords }) => [{ role: "user", content: "word ".repeat(promptWords) }],
  answerWords: ({ words }) => words,
};

const share = (most: number) => fc.integer({ min: 0, max: 100 }).map((n) => (n * most) / 100);

const callPlan = fc.record({
  promptWords: fc.integer({ min: 1, max: 100 }),
  words: fc.integer({ min: 1, max: 140 }),
  /** The share of the tokens allowed that the server says it used; beyond all belief or none where it says nothing true. */
  usage: fc.oneof(share(1), fc.constantFrom(null, 0, -1, 1e9)),
  /** `thinks`: more tokens than were allowed, as models count that think at length. */
  ending: fc.constantFrom("whole", "whole", "thinks", "length", "cut", "refused", "dies", "late"),
  turns: fc.nat({ max: 8 }),
});

type CallPlan = typeof callPlan extends fc.Arbitrary<infer T> ? T : never;

const price = fc.integer({ min: 1, max: 400 }).map((tenths) => tenths / 10);

/** Budgets in calls of middling size. */
const budget = fc.option(share(6), { freq: 6 });

const schedule = fc.record({
  inputUsdPerMillion: price,
  outputUsdPerMillion: price,
  dayBudget: budget,
  novels: fc.array(
    fc.record({ budget, calls: fc.array(callPlan, { minLength: 1, maxLength: 4 }) }),
    { minLength: 1, maxLength: 4 },
  ),
});

const turns = async (count: number) => {
  for (let n = 0; n < count; n += 1) await turn();
};

/** A model that answers one call as planned; of calls under way together only one may cost more than was set aside. */
function scripted({ words, promptWords, usage, ending, turns: count }: CallPlan): LanguageModel {
  return {
    restMs: () => 0,
    health: () => Promise.resolve("ok"),
    async stream({ maxOutputTokens }, { onText }) {
      await turns(count);
      if (ending === "refused") throw new ModelError("unavailable", "429");
      if (ending === "dies") return new Promise(() => undefined);
      if (ending === "late") await turns(20);
      const text = "word ".repeat(words);
      onText(text);
      if (ending === "cut") throw new ModelError("unavailable", "cut", { promptSent: true });
      const used = (most: number) =>
        usage === null || usage < 0 || usage > 1 ? usage : Math.round(usage * most);
      return {
        text,
        finishReason: ending === "length" ? "length" : "stop",
        inputTokens: used(promptWords),
        outputTokens: ending === "thinks" ? 3 * maxOutputTokens : used(maxOutputTokens),
        durationMs: 1,
        firstTokenMs: 1,
      };
    },
  };
}

test("over 1,000 random schedules no novel and no day overruns its budget by more than one call overran its reservation", async () => {
  const fixed = {
    store,
    ids: createSystemIds(),
    metrics: createMetrics(),
    log: pino({ level: "silent" }),
    random: () => 0,
  };
  let days = 0;
  let novels = 0;
  let refusals = 0;

  const holds = fc.asyncProperty(schedule, async (planned) => {
    const { inputUsdPerMillion, outputUsdPerMillion } = planned;
    const startAt = moment((days += 1) * 86_400);
    const prices = { m: { inputUsdPerMillion, outputUsdPerMillion } };
    const options = { model: "m", notice: null, overrides: {}, prices };
    const unlimited = createModelPlan({ ...options, dayBudgetNanoUsd: null });
    const inCalls = (calls: number | null) =>
      calls && Math.round(calls * unlimited.cost("m", { input: 100, output: 800 }));
    const dayBudgetNanoUsd = inCalls(planned.dayBudget);
    const plan = createModelPlan({ ...options, dayBudgetNanoUsd });
    const clock = createFakeClock({ startAt });
    const stragglers: Promise<unknown>[] = [];

    async function takeOver(id: string): Promise<void> {
      const { lease, epoch } = await readNovel(store, id);
      if (lease !== null)
        await store.novels.breakLease({ id, epoch, ...lease }, { runAt: null, at: moment(2) });
      await claimNovel(store, id);
      await store.ledger.abandon(id);
    }

    async function write(id: string, calls: readonly CallPlan[], thinks: boolean): Promise<void> {
      await claimNovel(store, id);
      for (const [index, call] of calls.entries()) {
        // What is under way together could exceed a budget together.
        const ending = call.ending === (thinks ? "late" : "thinks") ? "whole" : call.ending;
        const deps: SettleDeps = { ...fixed, plan, clock, model: scripted({ ...call, ending }) };
        const novel = await readNovel(store, id);
        const never = new AbortController().signal;
        const step = { novel, name: `chapter-${index + 1}`, quit: never, abort: never };
        const ask = createAsk(deps, { ...step, earlier: [], beforeCall: () => undefined });
        const asked = ask.prose(prompt, call, { chapter: null }).catch((error: unknown) => {
          if (error instanceof BudgetReached || error instanceof DayBudgetReached) refusals += 1;
        });
        if (ending === "dies" || ending === "late") {
          if (ending === "late") stragglers.push(asked);
          await Promise.race([asked, turns(call.turns + 3)]);
          await takeOver(id);
        } else await asked;
      }
    }

    const ids = await Promise.all(
      planned.novels.map(async ({ budget: calls }) => {
        const id = novelId((novels += 1));
        await acceptNovel(store, { id, owner: id, budgetNanoUsd: inCalls(calls) });
        return id;
      }),
    );
    await Promise.all(
      planned.novels.map(({ calls }, index) => write(ids[index] ?? "", calls, index === 0)),
    );
    await Promise.all(stragglers);

    const ofDay: CallRecord[] = [];
    for (const id of ids) {
      const { spentNanoUsd, budgetNanoUsd } = await readNovel(store, id);
      const calls = await store.ledger.calls(id);
      ofDay.push(...calls);
      expect(spentNanoUsd).toBe(spentOn(calls));
      expect(spentNanoUsd).toBeLessThanOrEqual((budgetNanoUsd ?? Infinity) + overrunOf(calls));
    }
    expect(spentOn(ofDay)).toBeLessThanOrEqual((dayBudgetNanoUsd ?? Infinity) + overrunOf(ofDay));
  });
  await fc.assert(holds, { numRuns: 1_000, seed: 4 });
  expect(refusals, "schedules that came to the end of a budget").toBeGreaterThan(500);
}, 60_000);

function spentOn(calls: readonly CallRecord[]): number {
  return calls.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0);
}

/** By how much the dearest surprise among the calls cost more than was set aside for it. */
function overrunOf(calls: readonly CallRecord[]): number {
  const overruns = calls.map(({ costNanoUsd, reservedNanoUsd }) => costNanoUsd - reservedNanoUsd);
  return Math.max(0, ...overruns);
}
