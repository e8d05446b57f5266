/** The limits of a novel's parameters: the form, the API and the documents all read them here. */
export const novelLimits = {
  title: { min: 1, max: 200 },
  premise: { min: 20, max: 30_000 },
  genre: { min: 1, max: 60 },
  subgenre: { max: 60 },
  targetWordCount: { min: 500, max: 300_000 },
  targetChapters: { min: 1, max: 120 },
  wordsPerChapter: { min: 100, max: 10_000 },
  /** From one nano-dollar, in which money is counted. */
  budgetUsd: { min: 1e-9, max: 1_000_000 },
  chapterTitle: { min: 1, max: 200 },
  pointOfView: { min: 1, max: 200 },
  summary: { min: 1, max: 4_000 },
  beat: { min: 1, max: 1_000 },
  beats: { min: 1, max: 40 },
} as const;
