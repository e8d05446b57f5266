import { createOpenAiModel } from "#/adapters/openai/openai-model.ts";
import type { Config } from "#/config/env.ts";
import type { LanguageModel } from "#/ports/language-model.ts";
import type { ProcessFrame } from "./run-process.ts";

/** The model that the configuration asks for: an OpenAI-compatible server, or the built-in demo writer started here. */
export async function chooseModel(
  config: Config,
  { log, opened }: Pick<ProcessFrame, "log" | "opened">,
): Promise<{ model: LanguageModel; name: string; notice: string | null }> {
  const { apiKey, baseUrl, name } = config.model;
  const bounds = config.calls;
  if (config.demoWriter === null)
    return { model: createOpenAiModel({ apiKey, baseUrl, bounds }), name, notice: null };
  const { startDemoWriter } = await import("#/adapters/demo-writer/demo-writer.ts");
  const demo = await startDemoWriter({ port: 0, ...config.demoWriter });
  opened("demo writer", demo.close);
  log.warn({ event: "model.demo" }, demo.notice);
  return {
    model: createOpenAiModel({ apiKey: null, baseUrl: demo.baseUrl, bounds }),
    name: demo.model,
    notice: demo.notice,
  };
}
