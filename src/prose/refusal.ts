import { countWords } from "#/contract/words.ts";
import { splitSentences } from "./sentences.ts";

const wordsOfRefusal = 120;
/** More than any refusal of so many words has, so that a whole chapter is not taken apart for nothing. */
const longestRefusal = 1_200;

const cannot =
  "\\bI(?: (?:cannot|can['’]t|can not|won['’]t(?: be able to)?|(?:must|have to) decline to)|(?: am|['’]m) (?:unable to|not able to|not comfortable))";
const work =
  "(?:help|assist|continu(?:e|ing)|writ(?:e|ing)|fulfill?(?:ing)?|comply|provid(?:e|ing)|creat(?:e|ing)|generat(?:e|ing)|produc(?:e|ing))\\b";
// What a narrator cannot write is a letter; what a model will not write is what it was asked for.
const asked =
  "\\b(?:(?:with|this|that|the|your|such)(?: [\\w'’-]{1,20}){0,3} (?:request|prompt|content|material|scene|chapter|story|text|passage)|content (?:that|of|which))\\b";
const apology =
  "^(?:(?:I(?:['’]m| am) (?:very |so |truly )?)?sorry|I apologi[sz]e|unfortunately)\\b";
const refusals = [
  new RegExp(`${cannot} ${work}.{0,60}?${asked}`, "iu"),
  new RegExp(`${cannot} (?:help|assist)(?: you)? with (?:that|this)(?:[.,!]|$)`, "iu"),
  new RegExp(
    `${apology}.{0,60}?${cannot} (?:(?:assist|comply)|${work} (?:that|this))(?:[.,!]|$)`,
    "iu",
  ),
  /^as an? (?:AI|artificial intelligence|(?:large )?language model)(?: [\w-]{1,12}){0,3}, I\b/iu,
];
const speech = /^['‘—–-]|["“”«»„]|\bI (?:said|told|thought)\b|\b(?:he|she|they) said\b/iu;

/**
 * Whether an answer is a model's refusal in words and no prose: short, and in its first two sentences
 * a first person outside any speech who cannot help with, or write, what was asked for. In doubt it
 * is prose.
 */
export function looksLikeRefusal(text: string): boolean {
  const bare = text.replaceAll(/[*_#]/g, "").trim();
  if (bare.length > longestRefusal || countWords(bare) >= wordsOfRefusal) return false;
  const opening = splitSentences(bare).slice(0, 2);
  return (
    !speech.test(opening.join(" ")) &&
    opening.some((sentence) => refusals.some((refusal) => refusal.test(sentence)))
  );
}
