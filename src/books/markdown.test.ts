import * as fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import { countWords } from "#/contract/words.ts";
import { growthOf, inProportion, repeated } from "#test/harness/growth-of.ts";
import { aBook, bookOf, hostileLines, hostileText } from "./books.fixture.ts";
import { chapterBlocks } from "./chapter-blocks.ts";
import { bookMarkdown } from "./markdown.ts";
import { bookText } from "./text.ts";

/** What a reader of Markdown shows: raw HTML let through, so that none can hide. */
const readers = {
  CommonMark: (text: string) => micromark(text, { allowDangerousHtml: true }),
  "GitHub's dialect": (text: string) =>
    micromark(text, {
      allowDangerousHtml: true,
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    }),
};

const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"' };

/** The HTML of each chapter's text. */
function chaptersOf(html: string): string[] {
  return html
    .split(/<h2>(?=\d|Colophon)/)
    .slice(1, -1)
    .map((section) =>
      section.slice(section.indexOf("</h2>") + 5).replace(/<p><a id="[\w-]+"><\/a><\/p>\s*$/, ""),
    );
}

function shownText(html: string): string {
  return html
    .replaceAll("<hr />", "* * *")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(?:lt|gt|amp|quot);/g, (entity) => entities[entity] ?? "");
}

/** The same text without what may differ: the marks of emphasis, and how far paragraphs are apart. */
function bare(text: string): string {
  return text.replaceAll(/[*_]/g, "").replaceAll(/\s+/g, " ").trim();
}

function asPrinted(text: string): string {
  return chapterBlocks(text)
    .map((block) => (block.kind === "paragraph" ? block.lines.join("\n") : "* * *"))
    .join("\n\n");
}

const ownTags =
  /^<(?:\/?(?:h1|h2|p|em|strong|ul|li|blockquote)|hr \/|br \/|a id="(?:chapter-\d+|colophon)"|a href="#chapter-\d+"|\/a)>$/;

function foreignTags(html: string): string[] {
  return [...html.matchAll(/<[^>]*>?/g)].map(([tag]) => tag).filter((tag) => !ownTags.test(tag));
}

describe.each(Object.entries(readers))("to a reader of %s", (_, render) => {
  test.each(hostileLines)("a chapter shows %j as it stands", (line) => {
    const text = `Before it.\n\n${line}\n\nAfter ${line} it.\n${line}\n${line}`;
    const html = render(bookMarkdown(bookOf(text)));
    const [chapter = ""] = chaptersOf(html);
    expect(bare(shownText(chapter))).toBe(bare(asPrinted(text)));
    expect(foreignTags(html)).toEqual([]);
  });

  test("any chapter has its own words, and nothing of it becomes structure, link or HTML", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 3 }), (texts) => {
        const html = render(bookMarkdown(bookOf(...texts)));
        const shown = chaptersOf(html);
        expect(shown).toHaveLength(texts.length);
        for (const [index, text] of texts.entries()) {
          expect(bare(shownText(shown[index] ?? ""))).toBe(bare(asPrinted(text)));
          expect(countWords(shownText(shown[index] ?? ""))).toBe(countWords(text));
        }
        expect(foreignTags(html)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("titles, genre, notice and names are plain text on one line each", () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.constantFrom(...hostileLines)), (text) => {
        const { colophon } = aBook();
        const html = render(
          bookMarkdown(
            aBook({
              title: `T ${text}`,
              genre: `G ${text}`,
              notice: `N ${text}`,
              chapters: [{ number: 1, title: `C ${text}`, text: "It began." }],
              colophon: { ...colophon, models: [text], promptVersions: [text] },
            }),
          ),
        );
        expect(foreignTags(html)).toEqual([]);
        const plain = (start: string) =>
          `${start} ${asPrinted(text)}`.replaceAll(/\s+/g, " ").trim();
        const title = /<h1>([^]*?)<\/h1>/.exec(html)?.[1] ?? "";
        expect(shownText(title).replaceAll(/\s+/g, " ")).toBe(plain("T"));
        expect([...html.matchAll(/<h2>/g)]).toHaveLength(3);
      }),
      { numRuns: 100 },
    );
  });

  test("every entry of the contents leads to its chapter", () => {
    const html = render(bookMarkdown(aBook()));
    const links = [...html.matchAll(/<a href="#([\w-]+)">([^<]*)<\/a>/g)];
    expect(links.map(([, id, text]) => [id, text])).toEqual([
      ["chapter-1", "1. The Map"],
      ["chapter-2", "2. The Road"],
    ]);
    for (const [, id, text] of links)
      expect(html).toMatch(new RegExp(`<p><a id="${id}"></a></p>\\s*<h2>${text}</h2>`));
  });
});

test("emphasis, scene breaks and line ends are kept", () => {
  const [first = "", second = ""] = chaptersOf(readers.CommonMark(bookMarkdown(aBook())));
  expect(first.trim()).toBe("<p>It began.</p>\n<hr />\n<p><em>Not again</em>, she thought.</p>");
  expect(second.trim()).toBe("<p>“Go,” said Ada.<br />\nHe went.</p>");
});

test("the whole document reads well as it is", () => {
  expect(bookMarkdown(aBook({ notice: "This is a demo." }))).toBe(`# The Salt Road

Genre: fantasy

> This is a demo.

## Contents

- [1. The Map](#chapter-1)
- [2. The Road](#chapter-2)

<a id="chapter-1"></a>

## 1. The Map

It began.

* * *

*Not again*, she thought.

<a id="chapter-2"></a>

## 2. The Road

“Go,” said Ada.\\
He went.

<a id="colophon"></a>

## Colophon

How this book was made.

- Written by: a-model, another\\_model
- Words: 24,012 in 2 chapters
- Model calls: 61
- Cost: \\$0.0123
- Prompts: draft-scene\\@1
- Begun: 1 January 2026 at 08:05 UTC
- Finished: 2 January 2026 at 18:30 UTC
- Novel: 019b7640-0000-7000-8000-000000000001
- Trace: 4bf92f3577b34da6a3ce929d0e0e4736
`);
});

test("a book without chapters has its title page and says that nothing is written yet", () => {
  const { colophon } = aBook();
  const text = bookMarkdown(
    aBook({
      chapters: [],
      colophon: { ...colophon, words: 0, models: [], finishedAt: null, status: "outlining" },
    }),
  );
  expect(text).toMatch(/^# The Salt Road\n\nGenre: fantasy\n\nNothing is written yet\.\n/);
  expect(text).not.toContain("Contents");
  expect(text).toContain("- Written by: nobody yet\n- Words: 0 in 0 chapters\n");
  expect(text).toContain("- Finished: not yet (outlining)\n");
});

test("time grows with the length of a hostile text, not with its square", () => {
  for (const piece of [
    "*a ",
    "*a* ",
    "*",
    " ",
    "“",
    "1",
    "www.",
    "\\",
    "<",
    "\n",
    "* * *\n",
    "海",
    "*a.........",
  ]) {
    const growth = growthOf((length) => {
      const book = bookOf(repeated(piece, length));
      bookMarkdown(book);
      bookText(book);
    });
    expect.soft(growth, piece).toBeLessThan(inProportion);
  }
});
