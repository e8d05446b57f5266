import type { NovelStatus } from "#/contract/novel-statuses.ts";

/** One chapter as it is printed: paragraphs apart by blank lines, scenes by the contract's scene break. */
export interface BookChapter {
  number: number;
  title: string;
  text: string;
}

/** What the last page tells: how this book was made. Times are ISO 8601; `words` are the chapters'. */
export interface Colophon {
  novelId: string;
  createdAt: string;
  /** Null while the novel is not completed. */
  finishedAt: string | null;
  status: NovelStatus;
  words: number;
  models: string[];
  promptVersions: string[];
  calls: number;
  costUsd: number;
  traceId: string;
}

/** A novel, whole or as far as it is written: what every book format is made from. */
export interface Book {
  title: string;
  genre: string;
  /** What every reader must be told of the model; null when there is nothing to tell. */
  notice: string | null;
  language: "en";
  chapters: BookChapter[];
  colophon: Colophon;
}
