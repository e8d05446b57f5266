import { demoModel } from "#/adapters/demo-writer/demo-model.ts";
import { createOpenAiModel } from "#/adapters/openai/openai-model.ts";
import type { Config } from "#/config/env.ts";
import { isLinkLocal } from "#/config/link-local.ts";
import { type ModelPlan, createModelPlan } from "#/domain/model-plan.ts";
import { toNanoUsd } from "#/domain/money.ts";
import type { LanguageModel } from "#/ports/language-model.ts";
import { scrubWords } from "#/telemetry/scrub-words.ts";
import type { ProcessFrame } from "./run-process.ts";

/** The model that the configuration asks for, by name, and what it costs. */
export interface ChosenModel {
  name: string;
  plan: ModelPlan;
}

/** Which model writes: an OpenAI-compatible server's, or the built-in demo writer. Starts nothing. */
export function chooseModel(config: Config): ChosenModel {
  const { overrides, prices } = config.model;
  const demo = config.demoWriter !== null;
  const name = demo ? demoModel.name : config.model.name;
  const free = { inputUsdPerMillion: 0, outputUsdPerMillion: 0 };
  const plan = createModelPlan({
    model: name,
    notice: demo ? demoModel.notice : null,
    overrides,
    prices: demo ? { ...prices, [name]: free } : prices,
    dayBudgetNanoUsd: config.budgetUsdPerDay === null ? null : toNanoUsd(config.budgetUsdPerDay),
  });
  return { name, plan };
}

/** Opens the way to the chosen model; the demo writer is started here, within this process. */
export async function openModel(
  config: Config,
  { log, opened, secrets, scrubber }: Pick<ProcessFrame, "log" | "opened" | "secrets" | "scrubber">,
): Promise<LanguageModel> {
  const { baseUrl, unheededProxies } = config.model;
  const { calls: bounds, sendTraceparent } = config;
  if (config.demoWriter === null) {
    if (unheededProxies.length > 0)
      log.warn(
        { event: "model.unproxied", variables: unheededProxies },
        "Model servers are asked directly: the proxy that the environment names is not used for them.",
      );
    return createOpenAiModel({
      apiKey: secrets.modelApiKey,
      baseUrl,
      bounds,
      sendTraceparent,
      mayReach: (address) => !isLinkLocal(address),
      scrub: (text) => scrubWords(scrubber, text),
    });
  }
  const { startDemoWriter } = await import("#/adapters/demo-writer/demo-writer.ts");
  const demo = await startDemoWriter({ port: 0, ...config.demoWriter });
  opened("demo writer", demo.close);
  log.warn({ event: "model.demo" }, demo.notice);
  return createOpenAiModel({ apiKey: () => null, baseUrl: demo.baseUrl, bounds });
}
