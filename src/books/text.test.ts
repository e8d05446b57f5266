import * as fc from "fast-check";
import { expect, test } from "vitest";
import { countWords } from "#/contract/words.ts";
import { aBook, bookOf, hostileLines, hostileText } from "./books.fixture.ts";
import { bookText } from "./text.ts";

/** The text of each chapter. */
function chaptersOf(text: string): string[] {
  return text
    .split(/^\d+\. Untitled\n-{72}\n/m)
    .slice(1)
    .map((section) => section.replace(/\n{2,3}Colophon\n-{72}\n[^]*$/, ""));
}

test("any chapter has its own words, on lines of at most 72 columns unless a word is longer", () => {
  const texts = fc.array(fc.oneof(hostileText, fc.constantFrom(...hostileLines)), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(texts, (originals) => {
      const text = bookText(bookOf(...originals));
      const chapters = chaptersOf(text);
      expect(chapters).toHaveLength(originals.length);
      for (const [index, original] of originals.entries())
        expect(countWords(chapters[index] ?? "")).toBe(countWords(original));
      const tooLong = text.split("\n").filter((line) => /^.{73}/u.test(line) && line.includes(" "));
      expect(tooLong).toEqual([]);
      expect(text).not.toMatch(/[^\P{Cc}\n]/u);
      expect(text.isWellFormed()).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test("the whole text reads well", () => {
  const rule = (mark: string) => mark.repeat(72);
  const { colophon } = aBook();
  const long = "The road began where the map ended, and the map ended where the sea, ";
  const book = aBook({
    notice: "This is a demo.",
    chapters: [
      {
        number: 1,
        title: "The Map",
        text: `${long}which was grey, began.\n\n* * *\n\n${"塩の道は海で終わる。".repeat(8)}`,
      },
    ],
    colophon: { ...colophon, finishedAt: null, status: "writing" },
  });
  expect(bookText(book)).toBe(`The Salt Road
${rule("=")}

Genre: fantasy

This is a demo.


Contents
${rule("-")}

1. The Map


1. The Map
${rule("-")}

The road began where the map ended, and the map ended where the sea,
which was grey, began.

                                 * * *

塩の道は海で終わる。塩の道は海で終わる。塩の道は海で終わる。塩の道は海で
終わる。塩の道は海で終わる。塩の道は海で終わる。塩の道は海で終わる。塩の
道は海で終わる。


Colophon
${rule("-")}

How this book was made.

Written by: a-model, another_model
Words: 24,012 in 1 chapter
Model calls: 61
Cost: $0.0123
Prompts: draft-scene@1
Begun: 1 January 2026 at 08:05 UTC
Finished: not yet (writing)
Novel: 019b7640-0000-7000-8000-000000000001
Trace: 4bf92f3577b34da6a3ce929d0e0e4736
`);
});

test("a book without chapters has its title page and says that nothing is written yet", () => {
  const text = bookText(aBook({ chapters: [] }));
  expect(text).toMatch(/^The Salt Road\n={72}\n\nGenre: fantasy\n\nNothing is written yet\.\n/);
  expect(text).not.toContain("Contents");
});
