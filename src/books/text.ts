import { sceneBreak } from "#/contract/scene-break.ts";
import type { Book, BookChapter } from "./book.ts";
import { type Block, chapterBlocks, oneLine } from "./chapter-blocks.ts";
import { colophonEntries } from "./colophon-entries.ts";
import { wrapText } from "./wrap-text.ts";

const columns = 72;

/** The book so far as plain text of 72 columns: title page, contents, chapters, colophon. */
export function bookText(book: Book): string {
  const { title, genre, notice, chapters } = book;
  const parts = [heading(oneLine(title), "="), wrap(`Genre: ${oneLine(genre)}`)];
  if (notice !== null) parts.push(wrap(oneLine(notice)));
  if (chapters.length === 0) parts.push("Nothing is written yet.");
  else
    parts.push(
      heading("Contents", "-"),
      chapters.map((chapter) => wrap(headingOf(chapter))).join("\n"),
    );
  parts.push(
    ...chapters.flatMap((chapter) => [
      heading(headingOf(chapter), "-"),
      ...chapterBlocks(chapter.text).map(printBlock),
    ]),
  );
  parts.push(
    heading("Colophon", "-"),
    "How this book was made.",
    colophonEntries(book)
      .map(([name, value]) => wrap(`${name}: ${value}`))
      .join("\n"),
  );
  return `${parts.join("\n\n").trimStart()}\n`;
}

function headingOf({ number, title }: BookChapter): string {
  return `${number}. ${oneLine(title)}`;
}

function heading(line: string, rule: string): string {
  return `\n${wrap(line)}\n${rule.repeat(columns)}`;
}

function wrap(line: string): string {
  return wrapText(line, columns).join("\n");
}

function printBlock(block: Block): string {
  if (block.kind === "paragraph") return block.lines.map(wrap).join("\n");
  return " ".repeat((columns - sceneBreak.length) / 2) + sceneBreak;
}
