import { ProblemError } from "#/contract/problem.ts";

/** What is needed to tell whether a novel's budget can be kept. */
export interface PriceDeps {
  /** The models in use that have no price. */
  unpricedModels: () => readonly string[];
}

/** Throws `invalid-input` for the budget `name`, naming each model in use that has no price: no budget can be kept then. */
export function ensurePriced({ unpricedModels }: PriceDeps, name = "budgetUsd"): void {
  const errors = unpricedModels().map((model) => ({
    path: name,
    message: `model ${model} has no price: set MODEL_PRICES to give it one, or leave ${name} out`,
  }));
  if (errors.length === 0) return;
  const messages = errors.map(({ message }) => message);
  throw new ProblemError("invalid-input", `${name}: ${messages.join("; ")}.`, { errors });
}
