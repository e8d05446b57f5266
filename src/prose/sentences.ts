import { listWords } from "./list-words.ts";

/** A sentence's place in its text, in UTF-16 units; `end` is behind its last mark, before the space. */
export interface SentenceSpan {
  start: number;
  end: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

// A line end alone does not end a sentence: models and people wrap lines.
const softLineEnd = /(?<!\n)\n(?!\n)/g;
const endsWithAbbreviation =
  /(?:^|[\s"“‘(])(?:Mr|Mrs|Ms|Dr|St|Prof|Capt|Col|Gen|Lt|Sgt|Rev|Hon|(?!I)\p{Lu})\.$/u;
const startsInLowerCase = /^[^\p{L}\p{N}“"]{0,3}\p{Ll}/u;

/**
 * Finds the sentences of a prose text by UAX #29, and mends what that rule tears apart: an abbreviated
 * title or initial (`Mr. Pell`), and speech with its tag (`"Where to?" she asked.`).
 */
export function findSentences(text: string): SentenceSpan[] {
  const spans: SentenceSpan[] = [];
  let previous = "";
  for (const { segment, index } of segmenter.segment(text.replaceAll(softLineEnd, " "))) {
    const sentence = segment.trim();
    const last = spans.at(-1);
    const end = index + segment.trimEnd().length;
    const torn = endsWithAbbreviation.test(previous.trimEnd()) || startsInLowerCase.test(sentence);
    if (last !== undefined && torn && !previous.endsWith("\n")) last.end = Math.max(last.end, end);
    else if (sentence !== "") spans.push({ start: end - sentence.length, end });
    previous = segment;
  }
  return spans;
}

/** The sentences of a prose text, in order, as they stand there. */
export function splitSentences(text: string): string[] {
  return findSentences(text).map(({ start, end }) => text.slice(start, end));
}

const shortestComparable = 4;

/**
 * The sentences of a text as the lower-cased words they are made of, for finding the same one again.
 * Those under four words are left out: "She nodded." may stand twice in any book.
 */
export function comparableSentences(text: string): string[] {
  return splitSentences(text)
    .map(listWords)
    .filter((words) => words.length >= shortestComparable)
    .map((words) => words.join(" "));
}
