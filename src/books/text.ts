import type { Book } from "./book.ts";

/** The book as plain text. */
export function bookText(book: Book): string {
  const chapters = book.chapters.map(({ number, title, text }) => `${number}. ${title}\n\n${text}`);
  return `${[book.title, ...chapters].join("\n\n")}\n`;
}
