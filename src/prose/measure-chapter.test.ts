import { expect, test } from "vitest";
import { measureChapter } from "./measure-chapter.ts";
import { comparableSentences } from "./sentences.ts";

test("a chapter's sentences are held against itself and the chapters before it", () => {
  const earlierSentences = new Set(comparableSentences("The rain came in. Ada shut the old door."));
  const text =
    "“Ada shut the old door!” Nothing moved at all. She nodded. She nodded. Nothing moved at all.";
  expect(measureChapter({ number: 2, text, targetWords: 20, earlierSentences })).toEqual({
    number: 2,
    words: 17,
    targetWords: 20,
    distinct3: 13 / 15,
    repeatedSentences: 2,
  });
  expect(measureChapter({ number: 2, text, targetWords: 20 }).repeatedSentences).toBe(1);
});
