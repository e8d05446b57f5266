import { createOpenAiModel } from "#/adapters/openai/openai-model.ts";
import type { Config } from "#/config/env.ts";
import type { Price } from "#/domain/model-plan.ts";
import type { LanguageModel } from "#/ports/language-model.ts";
import type { ProcessFrame } from "./run-process.ts";

interface ChosenModel {
  model: LanguageModel;
  name: string;
  /** What every reader should be told of it; null when nothing. */
  notice: string | null;
  prices: Record<string, Price>;
}

/** The model that the configuration asks for: an OpenAI-compatible server, or the built-in demo writer started here. */
export async function chooseModel(
  config: Config,
  { log, opened }: Pick<ProcessFrame, "log" | "opened">,
): Promise<ChosenModel> {
  const { apiKey, baseUrl, name, prices } = config.model;
  const bounds = config.calls;
  if (config.demoWriter === null)
    return { model: createOpenAiModel({ apiKey, baseUrl, bounds }), name, notice: null, prices };
  const { startDemoWriter } = await import("#/adapters/demo-writer/demo-writer.ts");
  const demo = await startDemoWriter({ port: 0, ...config.demoWriter });
  opened("demo writer", demo.close);
  log.warn({ event: "model.demo" }, demo.notice);
  return {
    model: createOpenAiModel({ apiKey: null, baseUrl: demo.baseUrl, bounds }),
    name: demo.model,
    notice: demo.notice,
    prices: { ...prices, [demo.model]: { inputUsdPerMillion: 0, outputUsdPerMillion: 0 } },
  };
}
