import { describe, expect, test } from "vitest";
import { countWords } from "#/contract/words.ts";
import { lighthouse, writeBook, type DemoBook } from "./demo-book.fixture.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** By the strictest reading: what ends with a mark is a sentence, inside speech too. */
function sentencesOf(text: string): string[] {
  return text
    .split(/\n\n|(?<=[.!?]["”]?)\s/)
    .flatMap((part) => Array.from(segmenter.segment(part), ({ segment }) => segment))
    .map((sentence) => sentence.toLowerCase().replaceAll(/\s+/g, " ").trim())
    .filter((sentence) => sentence !== "");
}

function distinct3(text: string): number {
  const words = text.toLowerCase().match(/[\p{L}\p{N}’-]+/gu) ?? [];
  const runs = words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`);
  return new Set(runs).size / runs.length;
}

/** Markup, tokens left open, doubled words, verbs and articles that do not agree, pronouns in the wrong case. */
const slips =
  /[#*_{}<>^|@]|\n\n\n|undefined|\b(\w+) \1\b|(?<!(?:about|with) )the letters (?:is|was|has)\b|\ba [aeio]\w|\b(?:to|of|for|with|from) (?:she|he)\b| ,/i;

const textOf = (chapter: DemoBook["chapters"][number]) =>
  chapter.map(({ text }) => text).join("\n\n");

function twiceIn(book: DemoBook): string[] {
  const seen = new Set<string>();
  return book.chapters
    .flatMap((chapter) => sentencesOf(textOf(chapter)))
    .filter((sentence) => seen.size === seen.add(sentence).size);
}

const pieces = (book: DemoBook) => book.chapters.flat();

describe("a book of 12 chapters and 24,000 words", () => {
  const book = writeBook(lighthouse, { chapters: 12, words: 24_000 });

  test("has no sentence twice", () => {
    expect(twiceIn(book)).toEqual([]);
  });

  test("varies its words in every chapter: nine in ten runs of three are new", () => {
    expect(Math.min(...book.chapters.map((chapter) => distinct3(textOf(chapter))))).toBeGreaterThan(
      0.9,
    );
  });

  test("names every character of the bible in every chapter", () => {
    for (const chapter of book.chapters) {
      const absent = book.bible.characters.filter(({ name }) => !textOf(chapter).includes(name));
      expect(absent).toEqual([]);
    }
  });

  test("gives every scene the words it was asked for, within 3 %, in whole sentences", () => {
    for (const { words, text } of pieces(book)) {
      expect(Math.abs(countWords(text) - words)).toBeLessThanOrEqual(0.03 * words);
      expect(text).toMatch(/[.?][”]?$/);
    }
  });

  test("speaks of the things and places of its premise in every chapter", () => {
    for (const chapter of book.chapters)
      expect(textOf(chapter)).toMatch(/letters|Skerry|lighthouse/);
  });

  test("is written in paragraphs of one to six sentences, without headings or Markdown", () => {
    for (const { text } of pieces(book)) {
      expect(slips.exec(text)).toBeNull();
      for (const paragraph of text.split("\n\n")) {
        expect(sentencesOf(paragraph).length).toBeLessThanOrEqual(6);
        expect(paragraph).toMatch(/^[“\p{Lu}]/u);
      }
    }
  });

  test("talks: some speech in every chapter, always closed", () => {
    for (const { text } of pieces(book)) {
      expect(text.split("“").length).toBe(text.split("”").length);
    }
    for (const chapter of book.chapters)
      expect(textOf(chapter).split("“").length).toBeGreaterThan(5);
  });
});

test("scenes that are continued and told again share no sentence with anything else in the book", () => {
  const book = writeBook(lighthouse, { chapters: 4, words: 8_000 }, { detours: true });
  expect(twiceIn(book)).toEqual([]);
});

test.each([
  "fantasy",
  "science fiction",
  "love story",
  "war",
  "spy thriller",
  "gothic",
  "drama",
  "?",
])("a book of the genre %s keeps the same promises", (genre) => {
  const book = writeBook({ ...lighthouse, genre }, { chapters: 3, words: 4_000 });
  expect(twiceIn(book)).toEqual([]);
  for (const chapter of book.chapters) {
    expect(slips.exec(textOf(chapter))).toBeNull();
    expect(distinct3(textOf(chapter))).toBeGreaterThan(0.9);
  }
});

test("a book of 120 chapters and 300,000 words has no sentence twice, and varied words in every chapter", () => {
  const book = writeBook(lighthouse, { chapters: 120, words: 300_000 });
  expect(twiceIn(book)).toEqual([]);
  expect(Math.min(...book.chapters.map((chapter) => distinct3(textOf(chapter))))).toBeGreaterThan(
    0.85,
  );
  expect(new Set(book.outline.map(({ title }) => title.toLowerCase())).size).toBe(120);
}, 120_000);

test("chapters of 10,000 words, the longest there are, stay above four in five", () => {
  const book = writeBook(lighthouse, { chapters: 2, words: 20_000 });
  expect(twiceIn(book)).toEqual([]);
  expect(Math.min(...book.chapters.map((chapter) => distinct3(textOf(chapter))))).toBeGreaterThan(
    0.8,
  );
});

test("chapters of 100 words, the shortest there are, still name everybody", () => {
  const book = writeBook(lighthouse, { chapters: 10, words: 1_000 });
  for (const chapter of book.chapters) {
    for (const { name } of book.bible.characters) expect(textOf(chapter)).toContain(name);
    expect(Math.abs(countWords(textOf(chapter)) - 100)).toBeLessThanOrEqual(3);
  }
});

test("the same book asked for again is the same; another premise makes another book", () => {
  const size = { chapters: 2, words: 2_000 };
  const book = writeBook(lighthouse, size);
  expect(writeBook(lighthouse, size)).toEqual(book);
  const premise = lighthouse.premise.replace("letters", "photographs");
  const other = writeBook({ ...lighthouse, premise }, size);
  const first = new Set(sentencesOf(book.chapters.map(textOf).join("\n\n")));
  const shared = sentencesOf(other.chapters.map(textOf).join("\n\n")).filter((s) => first.has(s));
  expect(shared.length).toBeLessThan(0.1 * first.size);
});
