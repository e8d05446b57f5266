/** A novel to ask for. */
export interface Wish {
  title: string;
  chapters: number;
  words: number;
}

/** The body of the request for it. */
export const bodyOf = ({ title, chapters, words }: Wish) => ({
  title,
  premise: "An archivist finds a page in her archive that nobody has written yet.",
  genre: "mystery",
  targetWordCount: words,
  targetChapters: chapters,
});
