import { z } from "zod";

/** What the analysis finds in a premise. */
export const premiseAnalysis = z.object({
  logline: z.string(),
  themes: z.array(z.string()),
  tone: z.string(),
  voice: z.string(),
  setting: z.string(),
  conflict: z.string(),
  cast: z.array(
    z.object({ name: z.string(), role: z.string(), want: z.string(), flaw: z.string() }),
  ),
});

export type PremiseAnalysis = z.infer<typeof premiseAnalysis>;

/** The book's own reference: who and where, what holds in its world, how it is told. */
export const storyBible = z.object({
  characters: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      description: z.string(),
      voice: z.string(),
    }),
  ),
  locations: z.array(z.object({ name: z.string(), description: z.string() })),
  rules: z.array(z.string()),
  style: z.object({ narration: z.string(), tense: z.string(), notes: z.string() }),
});

export type StoryBible = z.infer<typeof storyBible>;

export const outlineBatch = z.object({
  chapters: z.array(
    z.object({
      number: z.int(),
      title: z.string(),
      pointOfView: z.string(),
      summary: z.string(),
      beats: z.array(z.string()),
      words: z.int(),
    }),
  ),
});

export type OutlineBatch = z.infer<typeof outlineBatch>;

export const scenePlan = z.object({
  scenes: z.array(
    z.object({
      location: z.string(),
      characters: z.array(z.string()),
      goal: z.string(),
      conflict: z.string(),
      outcome: z.string(),
      words: z.int(),
    }),
  ),
});

export type ScenePlan = z.infer<typeof scenePlan>;
export type Scene = ScenePlan["scenes"][number];

/** What a finished chapter adds to the bible, and the story retold up to its end. */
export const chapterDigest = z.object({
  summary: z.string(),
  storySoFar: z.string(),
  facts: z.array(z.object({ subject: z.string(), statement: z.string() })),
  characters: z.array(z.object({ name: z.string(), role: z.string(), description: z.string() })),
  locations: z.array(z.object({ name: z.string(), description: z.string() })),
});

export type ChapterDigest = z.infer<typeof chapterDigest>;

/** What every prompt may know of the novel itself. */
export interface NovelBrief {
  title: string;
  genre: string;
  subgenre: string | null;
  premise: string;
  words: number;
  chapters: number;
  humanLike: boolean;
}

/** What the prompts of one chapter share. */
export interface ChapterBrief {
  title: string;
  genre: string;
  humanLike: boolean;
  bible: StoryBible & { facts: { subject: string; statement: string }[] };
  storySoFar: string;
  chapter: {
    number: number;
    title: string;
    pointOfView: string;
    summary: string;
    beats: string[];
    targetWords: number;
  };
}

/** What the prompts of one scene share beside the chapter's. */
export interface SceneBrief extends ChapterBrief {
  scene: Scene & { number: number; of: number };
  /** The end of what the reader has just read; empty at the book's beginning. */
  previousText: string;
  /** How many words are asked for. */
  words: number;
}
