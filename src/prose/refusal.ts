import { countWords } from "#/contract/words.ts";
import { splitSentences } from "./sentences.ts";

/** Refusals are short; a scene in which somebody refuses is not. */
const longest = 120;

const inability =
  /\b(?:I(?:['’]m| am) (?:sorry|unable|not able)|I (?:can(?:['’]t|not)|won['’]t|will not|must decline)|as an AI)\b/i;
const service =
  /\b(?:help|assist|continu(?:e|ing)|writ(?:e|ing)|fulfil|comply|provid(?:e|ing)|creat(?:e|ing)|generat(?:e|ing)|language model|AI)\b/i;

/**
 * Whether an answer is a model's refusal in words rather than prose: short, outside quotation marks,
 * and its first two sentences speak in the first person of not helping or not writing.
 */
export function looksLikeRefusal(text: string): boolean {
  if (/["“”]/.test(text) || countWords(text) > longest) return false;
  const opening = splitSentences(text).slice(0, 2).join(" ");
  return inability.test(opening) && service.test(opening);
}
