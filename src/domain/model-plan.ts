import type { Stage } from "./prompts/prompt.ts";

/** Dollars for a million tokens. */
export interface Price {
  inputUsdPerMillion: number;
  outputUsdPerMillion: number;
}

/** A model, the endpoint it is at (null: the configured one), and how it is asked. */
export interface ModelChoice {
  model: string;
  baseUrl: string | null;
  temperature: number | null;
}

/** What an operator sets for a stage. */
export interface ModelOverride {
  model: string;
  baseUrl?: string | undefined;
  temperature?: number | undefined;
}

/** Which model does what, and what it costs. Made once from the configuration. */
export interface ModelPlan {
  modelFor(stage: Stage): ModelChoice;
  /** Whether the model has a price: without one no budget can be kept. */
  isPriced(model: string): boolean;
  /** Those of the models in use that have none. */
  unpricedModels: readonly string[];
  /** What all calls of a day (UTC) may cost together, as it is now; null when there is no limit. */
  dayBudgetNanoUsd: number | null;
  /** The cost of a call in nano-dollars, rounded up; 0 for a model without a price. */
  cost(model: string, tokens: { input: number; output: number }): number;
  notice: string | null;
}

// As the provider listed them in 2025; MODEL_PRICES corrects and adds.
const knownPrices: Record<string, Price> = {
  "gpt-4o": { inputUsdPerMillion: 2.5, outputUsdPerMillion: 10 },
  "gpt-4o-mini": { inputUsdPerMillion: 0.15, outputUsdPerMillion: 0.6 },
  "gpt-4.1": { inputUsdPerMillion: 2, outputUsdPerMillion: 8 },
  "gpt-4.1-mini": { inputUsdPerMillion: 0.4, outputUsdPerMillion: 1.6 },
  "gpt-4.1-nano": { inputUsdPerMillion: 0.1, outputUsdPerMillion: 0.4 },
};

export function createModelPlan(options: {
  model: string;
  notice: string | null;
  overrides: Partial<Record<Stage, ModelOverride>>;
  prices: Record<string, Price>;
  dayBudgetNanoUsd: number | null;
}): ModelPlan {
  const prices = new Map(Object.entries({ ...knownPrices, ...options.prices }));
  const overridden = Object.values(options.overrides).map(({ model }) => model);
  const inUse = new Set([options.model, ...overridden]);
  return {
    notice: options.notice,
    dayBudgetNanoUsd: options.dayBudgetNanoUsd,
    unpricedModels: [...inUse].filter((model) => !prices.has(model)),
    isPriced: (model) => prices.has(model),
    modelFor: (stage) => {
      const { model = options.model, baseUrl, temperature } = options.overrides[stage] ?? {};
      return { model, baseUrl: baseUrl ?? null, temperature: temperature ?? null };
    },
    cost: (model, { input, output }) => {
      const price = prices.get(model);
      if (price === undefined) return 0;
      // A dollar for a million tokens is a thousand nano-dollars a token.
      return Math.ceil(
        1000 * (input * price.inputUsdPerMillion + output * price.outputUsdPerMillion),
      );
    },
  };
}
