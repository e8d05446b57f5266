import { z } from "zod";
import { boundedText } from "./bounded-text.ts";
import { novelLimits } from "./novel-limits.ts";
import { chapterStatuses, novelPhases, novelStatuses } from "./novel-statuses.ts";
import { isPlainText } from "./plain-text.ts";

/** Free of zod, so that the browser's bundle can have these without it. */
export { novelLimits } from "./novel-limits.ts";
export { novelStatuses } from "./novel-statuses.ts";
export type { NovelPhase, NovelStatus } from "./novel-statuses.ts";

export const novelStatus = z.enum(novelStatuses).meta({ id: "NovelStatus" });

const plainText = z
  .string()
  .trim()
  .refine(isPlainText, "must have no control characters and no broken ones");

const text = (limits: { min?: number; max: number }) => boundedText(limits, plainText);

/** What a novel's calls may cost together, in US dollars. */
const budgetUsd = z
  .number()
  .min(novelLimits.budgetUsd.min, "must be a nano-dollar (0.000000001) or more")
  .max(novelLimits.budgetUsd.max);

/** What a person asks for: the body of `POST /api/novel`. Unknown fields are refused by name. */
export const novelInput = z
  .strictObject({
    title: text(novelLimits.title),
    premise: text(novelLimits.premise),
    genre: text(novelLimits.genre),
    subgenre: text(novelLimits.subgenre).optional(),
    targetWordCount: z
      .int()
      .min(novelLimits.targetWordCount.min)
      .max(novelLimits.targetWordCount.max),
    targetChapters: z.int().min(novelLimits.targetChapters.min).max(novelLimits.targetChapters.max),
    humanLikeWriting: z.boolean().default(false),
    reviewOutline: z.boolean().default(false),
    budgetUsd: budgetUsd.optional(),
  })
  .superRefine((input, context) => {
    const { min, max } = novelLimits.wordsPerChapter;
    const perChapter = input.targetWordCount / input.targetChapters;
    if (perChapter >= min && perChapter <= max) return;
    context.addIssue({
      code: "custom",
      path: ["targetWordCount"],
      message: `gives ${Math.round(perChapter)} words a chapter; ${min} to ${max} are possible`,
    });
  })
  .meta({ id: "NovelInput" });

export type NovelInput = z.infer<typeof novelInput>;

/** The body of `PATCH /api/novel/:id`: what may be changed while it is written. */
export const novelPatch = z
  .strictObject({
    title: text(novelLimits.title).optional(),
    budgetUsd: budgetUsd.optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, "must have a title or a budgetUsd")
  .meta({ id: "NovelPatch", minProperties: 1 });

export type NovelPatch = z.infer<typeof novelPatch>;

/** One chapter of the outline: what is to happen, through whose eyes, in how many words. */
export const outlineChapter = z
  .strictObject({
    number: z.int().min(1).max(novelLimits.targetChapters.max),
    title: text(novelLimits.chapterTitle),
    pointOfView: text(novelLimits.pointOfView),
    summary: text(novelLimits.summary),
    beats: z.array(text(novelLimits.beat)).min(novelLimits.beats.min).max(novelLimits.beats.max),
    targetWords: z.int().min(novelLimits.wordsPerChapter.min).max(novelLimits.wordsPerChapter.max),
  })
  .meta({ id: "OutlineChapter" });

export type OutlineChapter = z.infer<typeof outlineChapter>;

/** The body of `PUT /api/novel/:id/outline`: the whole outline, chapters numbered 1..n in order. */
export const outlineInput = z
  .strictObject({
    chapters: z.array(outlineChapter).min(1).max(novelLimits.targetChapters.max),
  })
  .superRefine(({ chapters }, context) => {
    for (const [index, chapter] of chapters.entries()) {
      if (chapter.number === index + 1) continue;
      context.addIssue({
        code: "custom",
        path: ["chapters", index, "number"],
        message: `must be ${index + 1}: chapters are numbered in order`,
      });
    }
    const words = chapters.reduce((sum, chapter) => sum + chapter.targetWords, 0);
    if (words <= novelLimits.targetWordCount.max) return;
    context.addIssue({
      code: "custom",
      path: ["chapters"],
      message: `add up to ${words} words; at most ${novelLimits.targetWordCount.max} are possible`,
    });
  })
  .meta({ id: "OutlineInput" });

export type OutlineInput = z.infer<typeof outlineInput>;

export const outline = z
  .object({ revision: z.int(), chapters: z.array(outlineChapter) })
  .meta({ id: "Outline" });

export type Outline = z.infer<typeof outline>;

/** A chapter as the novel's own row knows it: everything but the text. `revision` 0 has no text yet. */
export const chapterSummary = z
  .object({
    number: z.int(),
    title: z.string(),
    status: z.enum(chapterStatuses),
    words: z.int(),
    targetWords: z.int(),
    revision: z.int(),
    attempts: z.int(),
  })
  .meta({ id: "ChapterSummary" });

export type ChapterSummary = z.infer<typeof chapterSummary>;

const isoTime = z.iso.datetime();

/** The answer of `GET /api/novel/:id`. `notice` is what the model's operator wants every reader told. */
export const novelView = z
  .object({
    id: z.string(),
    title: z.string(),
    status: novelStatus,
    statusReason: z.string().nullable(),
    params: novelInput,
    progress: z.object({
      phase: z.enum(novelPhases),
      chaptersCompleted: z.int(),
      chaptersPlanned: z.int(),
      words: z.int(),
      targetWords: z.int(),
    }),
    outline: outline.nullable(),
    chapters: z.array(chapterSummary),
    cost: z.object({ usd: z.number(), budgetUsd: z.number().nullable() }),
    notice: z.string().nullable(),
    lastSeq: z.int(),
    traceId: z.string(),
    createdAt: isoTime,
    updatedAt: isoTime,
  })
  .meta({ id: "Novel" });

export type NovelView = z.infer<typeof novelView>;

/** One row of `GET /api/novel`: the novel without its outline and chapters. */
export const novelListItem = novelView
  .omit({ outline: true, chapters: true })
  .meta({ id: "NovelListItem" });

export type NovelListItem = z.infer<typeof novelListItem>;

export const novelListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
  status: novelStatus.optional(),
});

export const novelList = z
  .object({ items: z.array(novelListItem), nextCursor: z.string().nullable() })
  .meta({ id: "NovelList" });

export type NovelList = z.infer<typeof novelList>;

export const chapterView = z
  .object({
    number: z.int(),
    title: z.string(),
    revision: z.int(),
    text: z.string(),
    words: z.int(),
    createdAt: isoTime,
    model: z.string(),
    promptVersion: z.string(),
  })
  .meta({ id: "Chapter" });

export type ChapterView = z.infer<typeof chapterView>;

export const chapterQuery = z.strictObject({
  revision: z.coerce.number().int().min(1).optional(),
});
