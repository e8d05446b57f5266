import { countWords } from "#/contract/words.ts";
import { findSentences } from "./sentences.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/**
 * Shortens a text to at most `maxWords` words, at the end of a sentence where there is one; what is
 * left keeps its paragraphs. Speech that is cut open is closed with its own quotation mark.
 */
export function trimToWords(text: string, maxWords: number): string {
  if (countWords(text) <= maxWords) return text;
  let words = 0;
  let fitting = 0;
  for (const { start, end } of findSentences(text)) {
    const length = countWords(text.slice(start, end));
    words += length;
    if (words > maxWords) break;
    // A scene break or an ornament is no place to end on.
    if (length > 0) fitting = end;
  }
  return fitting > 0 ? closeSpeech(text.slice(0, fitting)) : firstWords(text, maxWords);
}

/** The end of a text: as many whole sentences as fit into `maxWords` words, or else its last words. */
export function lastWords(text: string, maxWords: number): string {
  const tail = text.trimEnd();
  if (countWords(tail) <= maxWords) return tail;
  let start = tail.length;
  let words = 0;
  for (const span of findSentences(tail).toReversed()) {
    const length = countWords(tail.slice(span.start, span.end));
    words += length;
    if (words > maxWords) break;
    if (length > 0) start = span.start;
  }
  if (start < tail.length) return tail.slice(start);
  const starts = wordSpans(tail).map((span) => span.start);
  return maxWords > 0 ? tail.slice(starts.at(-maxWords)) : "";
}

function firstWords(text: string, count: number): string {
  return count > 0 ? text.slice(0, wordSpans(text)[count - 1]?.end) : "";
}

function wordSpans(text: string): { start: number; end: number }[] {
  return [...segmenter.segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

function closeSpeech(text: string): string {
  const paragraph = text.slice(text.lastIndexOf("\n\n") + 1);
  const count = (mark: string) => paragraph.split(mark).length - 1;
  if (count("“") > count("”")) return `${text}”`;
  return count('"') % 2 === 1 ? `${text}"` : text;
}
