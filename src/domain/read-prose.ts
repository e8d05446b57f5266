import { countWords } from "#/contract/words.ts";
import { cleanProse } from "#/prose/clean-prose.ts";
import type { Read } from "./read-json.ts";

/** Reads prose from a model's answer: what models wrap around it is taken off; nothing left is a refusal. */
export function readProse(answer: string): Read<string> {
  const text = cleanProse(answer);
  if (countWords(text) === 0) return { ok: false, reason: "it holds no prose" };
  return { ok: true, value: text };
}
