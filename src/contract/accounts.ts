import { z } from "zod";

const usdBy = z.record(z.string(), z.number());
const tokensBy = z.record(z.string(), z.object({ input: z.int(), output: z.int() }));

/**
 * The answer of `GET /api/novel/:id/metrics`: the sums of the novel's call ledger, failed attempts
 * included. `latencyMs` is the mean duration of the calls that were answered, 0 when none was.
 */
export const novelMetrics = z
  .object({
    cost: z.object({ usd: z.number(), byStage: usdBy, byModel: usdBy }),
    tokens: z.object({ input: z.int(), output: z.int(), byStage: tokensBy, byModel: tokensBy }),
    calls: z.object({
      total: z.int(),
      succeeded: z.int(),
      failed: z.int(),
      unknown: z.int(),
    }),
    latencyMs: z.number(),
  })
  .meta({ id: "NovelMetrics" });

export type NovelMetrics = z.infer<typeof novelMetrics>;

export const character = z.object({ name: z.string(), role: z.string(), description: z.string() });
export const location = z.object({ name: z.string(), description: z.string() });
const fact = z.object({ chapter: z.int(), subject: z.string(), statement: z.string() });

export type Character = z.infer<typeof character>;
export type Location = z.infer<typeof location>;

/** A measure of each finished chapter's prose: see `src/prose/`. */
export const chapterQuality = z.object({
  number: z.int(),
  words: z.int(),
  targetWords: z.int(),
  distinct3: z.number(),
  repeatedSentences: z.int(),
});

export type ChapterQuality = z.infer<typeof chapterQuality>;

/** The answer of `GET /api/novel/:id/metadata`. */
export const novelMetadata = z
  .object({
    storyBible: z.object({
      characters: z.array(character),
      locations: z.array(location),
      themes: z.array(z.string()),
      facts: z.array(fact),
    }),
    continuity: z.array(
      z.object({
        chapter: z.int(),
        kind: z.string(),
        claim: z.string(),
        conflictsWith: z.string(),
        quotes: z.array(z.string()),
      }),
    ),
    quality: z.object({ chapters: z.array(chapterQuality) }),
  })
  .meta({ id: "NovelMetadata" });

export type NovelMetadata = z.infer<typeof novelMetadata>;
