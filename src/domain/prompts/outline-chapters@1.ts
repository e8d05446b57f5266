import type { JsonPrompt } from "./prompt.ts";
import { sections } from "./sections.ts";
import {
  type NovelBrief,
  type OutlineBatch,
  type PremiseAnalysis,
  type StoryBible,
  outlineBatch,
} from "./story-material.ts";
import { writerMessages } from "./writer-role.ts";

export interface OutlineBrief extends NovelBrief {
  analysis: PremiseAnalysis;
  bible: StoryBible;
  earlierChapters: { number: number; title: string; summary: string }[];
  batch: { from: number; to: number; of: number; words: number };
}

/** Outlines a stretch of chapters: short enough that no answer is truncated. */
export const outlineChapters1: JsonPrompt<OutlineBrief, OutlineBatch> = {
  purpose: "outline-chapters",
  version: 1,
  stage: "outline",
  schema: { name: "outline_batch", answer: outlineBatch },
  messages: (brief) =>
    writerMessages({
      task: [
        `Outline chapters ${brief.batch.from} to ${brief.batch.to} of ${brief.batch.of}, each exactly once and in order, going on from the chapters that are outlined already.`,
        "The whole book has one arc: an opening that unsettles, a point of no return, a middle that turns, a crisis, an ending that is earned; place these chapters on it.",
        "Give each chapter a title of its own, the character through whose eyes it is told, a summary of two or three sentences, three to six beats (one event each, in order, cause and effect), and its share of the words.",
        `The words of these chapters add up to about ${brief.batch.words}.`,
      ].join("\n"),
      register: brief.humanLike
        ? "Let chapters differ in shape and pace; leave some questions open for a while; let people act on mistaken beliefs."
        : "Every chapter changes something that cannot be undone.",
      material: sections({
        title: brief.title,
        genre: brief.genre,
        subgenre: brief.subgenre,
        premise: brief.premise,
        analysis: brief.analysis,
        bible: brief.bible,
        earlier_chapters: brief.earlierChapters,
        batch: brief.batch,
      }),
    }),
  answerWords: ({ batch }) => 100 + 260 * (batch.to - batch.from + 1),
  check: ({ chapters }, { batch }) => {
    const expected = batch.to - batch.from + 1;
    if (chapters.length !== expected)
      return `chapters must hold exactly ${expected} chapters, ${batch.from} to ${batch.to}`;
    for (const [index, chapter] of chapters.entries()) {
      const number = batch.from + index;
      if (chapter.number !== number) return `chapters[${index}].number must be ${number}`;
      if (chapter.title.trim() === "") return `chapter ${number} needs a title`;
      if (chapter.summary.trim() === "") return `chapter ${number} needs a summary`;
      if (!chapter.beats.some((beat) => beat.trim() !== "")) return `chapter ${number} needs beats`;
    }
    return null;
  },
};
