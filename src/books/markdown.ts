import { sceneBreak } from "#/contract/scene-break.ts";
import type { Book, BookChapter } from "./book.ts";
import { type Block, chapterBlocks, oneLine } from "./chapter-blocks.ts";
import { colophonEntries } from "./colophon-entries.ts";
import { escapeMarkdown, escapeProse } from "./escape-markdown.ts";

/**
 * The book so far as one CommonMark document: title page, contents, chapters, colophon. What people
 * and models wrote is shown as it stands; of its markup only emphasis and scene breaks are kept.
 */
export function bookMarkdown(book: Book): string {
  const { title, genre, notice, chapters } = book;
  const line = (text: string) => escapeMarkdown(oneLine(text));
  const parts = [`# ${line(title)}`, `Genre: ${line(genre)}`];
  if (notice !== null) parts.push(`> ${line(notice)}`);
  if (chapters.length === 0) parts.push("Nothing is written yet.");
  else parts.push("## Contents", chapters.map(contentsEntry).join("\n"));
  parts.push(...chapters.flatMap(chapterParts));
  parts.push(
    anchor("colophon"),
    "## Colophon",
    "How this book was made.",
    colophonEntries(book)
      .map(([name, value]) => `- ${name}: ${escapeMarkdown(value)}`)
      .join("\n"),
  );
  return `${parts.join("\n\n")}\n`;
}

// Heading anchors differ from reader to reader; these are the same in all.
function anchor(id: string): string {
  return `<a id="${id}"></a>`;
}

function contentsEntry(chapter: BookChapter): string {
  return `- [${heading(chapter)}](#chapter-${chapter.number})`;
}

function heading({ number, title }: BookChapter): string {
  return `${number}. ${escapeMarkdown(oneLine(title))}`;
}

function chapterParts(chapter: BookChapter): string[] {
  return [
    anchor(`chapter-${chapter.number}`),
    `## ${heading(chapter)}`,
    ...chapterBlocks(chapter.text).map(printBlock),
  ];
}

function printBlock(block: Block): string {
  if (block.kind === "scene-break") return sceneBreak;
  return block.lines.map(escapeProse).join("\\\n");
}
