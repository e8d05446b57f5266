const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** The words of a text in order, lower-cased: the same segments that `countWords` counts. */
export function listWords(text: string): string[] {
  const words: string[] = [];
  for (const { isWordLike, segment } of segmenter.segment(text))
    if (isWordLike) words.push(segment.toLowerCase());
  return words;
}
