import { countWords } from "#/contract/words.ts";
import { cleanProse } from "#/prose/clean-prose.ts";
import { looksLikeRefusal } from "#/prose/refusal.ts";
import type { Read } from "./read-json.ts";

/** An answer shorter than this is no scene, where at least `scene` words were asked for. */
const fewest = { words: 30, scene: 150 };

/**
 * Reads prose from a model's answer to a request for about `wordsAsked` words: what models wrap around
 * it is taken off. Nothing left, next to nothing, and a refusal in words are refused.
 */
export function readProse(answer: string, wordsAsked: number): Read<string> {
  const text = cleanProse(answer);
  const words = countWords(text);
  if (words === 0) return { ok: false, reason: "it holds no prose" };
  if (words < fewest.words && wordsAsked >= fewest.scene)
    return { ok: false, reason: `it has only ${words} words of about ${wordsAsked}` };
  if (looksLikeRefusal(text))
    return { ok: false, reason: "it is a refusal, not the text that was asked for" };
  return { ok: true, value: text };
}
