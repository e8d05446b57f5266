import type { ChapterQuality } from "#/contract/accounts.ts";
import { countWords } from "#/contract/words.ts";
import { distinctN } from "./distinct-n.ts";
import { comparableSentences } from "./sentences.ts";

/**
 * Measures a finished chapter. `repeatedSentences` counts those that stood before, in this chapter or
 * among `earlierSentences` (the `comparableSentences` of the chapters before it).
 */
export function measureChapter(chapter: {
  number: number;
  text: string;
  targetWords: number;
  earlierSentences?: ReadonlySet<string>;
}): ChapterQuality {
  const { number, text, targetWords, earlierSentences } = chapter;
  const seen = new Set<string>();
  let repeatedSentences = 0;
  for (const sentence of comparableSentences(text)) {
    if (seen.has(sentence) || earlierSentences?.has(sentence) === true) repeatedSentences += 1;
    seen.add(sentence);
  }
  return {
    number,
    words: countWords(text),
    targetWords,
    distinct3: distinctN(text, 3),
    repeatedSentences,
  };
}
