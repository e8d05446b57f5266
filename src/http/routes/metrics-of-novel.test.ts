import { expect, it } from "vitest";
import type { NovelMetrics } from "#/contract/accounts.ts";
import { serveApp } from "#/http/served-app.fixture.ts";
import { claimNovel, intend, newSettlement, takeOver } from "#/ports/store/records.fixture.ts";

it("equals the ledger: every attempt is counted and paid for, also those that failed", async () => {
  const { visitor, deps } = await serveApp();
  const { store } = deps;
  const { ledger } = store;
  const { send, create } = visitor();
  const { id } = await create();
  await claimNovel(store, id);
  const attempts = [
    ["analysis", "model-a", "accepted", 100],
    ["chapter", "model-a", "rejected", 500],
    ["chapter", "model-b", "accepted", 300],
    ["chapter", "model-b", "failed", 400],
  ] as const;
  for (const [stage, model, outcome, durationMs] of attempts) {
    const key = `${id}:${stage}:${model}:${outcome}`;
    const attempt = await intend(store, { novelId: id, key, stage, model });
    const settlement = newSettlement({
      outcome,
      durationMs,
      costNanoUsd: 100_000_000 + durationMs,
    });
    await ledger.settle(attempt, settlement);
  }
  await intend(store, { novelId: id, key: `${id}:chapter:model-b:lost` });
  const { epoch } = await takeOver(store, id);
  await ledger.abandon(id);
  await intend(store, { novelId: id, key: `${id}:chapter:model-b:running`, epoch });

  const metrics = (await send("GET", `/api/novel/${id}/metrics`)).json() as NovelMetrics;
  const calls = await ledger.calls(id);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const usd = (of: typeof calls) => sum(of.map(({ costNanoUsd }) => costNanoUsd)) / 1e9;
  const tokens = (of: typeof calls) => ({
    input: sum(of.map(({ inputTokens }) => inputTokens)),
    output: sum(of.map(({ outputTokens }) => outputTokens)),
  });
  const by = <T>(key: "stage" | "model", value: (of: typeof calls) => T) =>
    Object.fromEntries(
      Object.entries(Object.groupBy(calls, (call) => call[key])).map(([name, of]) => [
        name,
        value(of!),
      ]),
    );
  expect(calls).toHaveLength(6);
  expect(metrics).toEqual({
    cost: { usd: usd(calls), byStage: by("stage", usd), byModel: by("model", usd) },
    tokens: { ...tokens(calls), byStage: by("stage", tokens), byModel: by("model", tokens) },
    calls: { total: 6, succeeded: 2, failed: 2, unknown: 2 },
    latencyMs: 300,
  });
  expect(metrics.cost.usd).toBeGreaterThan(0.4);
  expect((await send("GET", `/api/novel/${id}`)).json()).toMatchObject({
    cost: { usd: metrics.cost.usd },
  });
});
