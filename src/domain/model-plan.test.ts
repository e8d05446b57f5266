import { expect, test } from "vitest";
import { createModelPlan } from "./model-plan.ts";

const plan = createModelPlan({
  model: "gpt-4o-mini",
  notice: null,
  dayBudgetNanoUsd: null,
  overrides: { chapter: { model: "large", baseUrl: "http://127.0.0.1:1/v1", temperature: 0.9 } },
  prices: { large: { inputUsdPerMillion: 3, outputUsdPerMillion: 15 } },
});

test("a stage has its own model where one is set, else the general one", () => {
  expect(plan.modelFor("chapter")).toEqual({
    model: "large",
    baseUrl: "http://127.0.0.1:1/v1",
    temperature: 0.9,
  });
  expect(plan.modelFor("analysis")).toEqual({
    model: "gpt-4o-mini",
    baseUrl: null,
    temperature: null,
  });
});

test("cost is whole nano-dollars: a dollar a million tokens is a thousand a token", () => {
  expect(plan.cost("large", { input: 1_000_000, output: 0 })).toBe(3e9);
  expect(plan.cost("large", { input: 1, output: 1 })).toBe(18_000);
  expect(plan.cost("gpt-4o-mini", { input: 1, output: 0 })).toBe(150);
});

test("it knows which of the models in use have no price", () => {
  expect(plan.unpricedModels).toEqual([]);
  expect(["large", "unheard-of"].map(plan.isPriced)).toEqual([true, false]);
  const options = { notice: null, dayBudgetNanoUsd: null, prices: {} };
  const overrides = { outline: { model: "gpt-4o" }, chapter: { model: "mine" } };
  expect(createModelPlan({ ...options, model: "ours", overrides }).unpricedModels).toEqual([
    "ours",
    "mine",
  ]);
});

test("a model without a price costs nothing", () => {
  expect(plan.cost("unheard-of", { input: 1_000, output: 1_000 })).toBe(0);
});
