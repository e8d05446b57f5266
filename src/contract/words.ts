const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/**
 * Counts words: the word segments of `Intl.Segmenter` with `isWordLike` (Unicode UAX #29).
 * Every count that Colophon stores, shows or compares comes from this function.
 */
export function countWords(text: string): number {
  let words = 0;
  for (const segment of segmenter.segment(text)) if (segment.isWordLike) words += 1;
  return words;
}
