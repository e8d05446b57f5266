import type { NovelMetrics } from "#/contract/accounts.ts";
import type { CallOutcome } from "#/ports/store/ledger.ts";
import type { Store } from "#/ports/store/store.ts";
import { toUsd } from "./money.ts";

const verdicts = {
  accepted: "succeeded",
  rejected: "failed",
  failed: "failed",
  unknown: "unknown",
  intent: "unknown",
} as const satisfies Record<CallOutcome, "succeeded" | "failed" | "unknown">;

/** What a novel has cost so far: its call ledger summed, with every failed attempt. */
export async function sumNovelMetrics(store: Store, novelId: string): Promise<NovelMetrics> {
  const calls = { total: 0, succeeded: 0, failed: 0, unknown: 0 };
  const all = new Sum();
  const stages = new Map<string, Sum>();
  const models = new Map<string, Sum>();
  let answered = 0;
  let answeredMs = 0;
  for (const row of await store.ledger.sums(novelId)) {
    calls.total += row.calls;
    calls[verdicts[row.outcome]] += row.calls;
    for (const sum of [all, sumOf(stages, row.stage), sumOf(models, row.model)]) sum.add(row);
    if (row.outcome !== "accepted" && row.outcome !== "rejected") continue;
    answered += row.calls;
    answeredMs += row.durationMs;
  }
  return {
    cost: { usd: all.usd, byStage: each(stages, usdOf), byModel: each(models, usdOf) },
    tokens: {
      ...all.tokens,
      byStage: each(stages, tokensOf),
      byModel: each(models, tokensOf),
    },
    calls,
    latencyMs: answered === 0 ? 0 : answeredMs / answered,
  };
}

class Sum {
  #nanoUsd = 0;
  readonly tokens = { input: 0, output: 0 };

  add(row: { costNanoUsd: number; inputTokens: number; outputTokens: number }): void {
    this.#nanoUsd += row.costNanoUsd;
    this.tokens.input += row.inputTokens;
    this.tokens.output += row.outputTokens;
  }

  // Integers are summed and divided once, so the parts add up.
  get usd(): number {
    return toUsd(this.#nanoUsd);
  }
}

const usdOf = (sum: Sum) => sum.usd;
const tokensOf = (sum: Sum) => sum.tokens;

function sumOf(sums: Map<string, Sum>, key: string): Sum {
  const sum = sums.get(key) ?? new Sum();
  sums.set(key, sum);
  return sum;
}

function each<T>(sums: Map<string, Sum>, value: (sum: Sum) => T): Record<string, T> {
  return Object.fromEntries([...sums].map(([key, sum]) => [key, value(sum)]));
}
