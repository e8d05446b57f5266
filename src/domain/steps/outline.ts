import {
  type ChapterSummary,
  type NovelInput,
  type OutlineChapter,
  novelLimits,
} from "#/contract/novel.ts";
import { toPlainText } from "#/contract/plain-text.ts";
import { chapterStep } from "#/domain/novel-phase.ts";
import { pinnedPrompt } from "#/domain/prompts/catalogue.ts";
import type { OutlineBatch, PremiseAnalysis, StoryBible } from "#/domain/prompts/story-material.ts";
import { shareWords } from "#/domain/share-words.ts";
import type { Artifact } from "#/ports/store/novels.ts";
import { novelBrief } from "./novel-brief.ts";
import { readAnalysis, readBible, readOutline } from "./read-artifact.ts";
import type { Step, StepContext, StepResult } from "./step.ts";

/** Chapters in one answer: about 2,000 words of JSON, which every current model can give whole. */
const chaptersPerBatch = 8;

/** Outlines the `batch`-th stretch of chapters (from 1); the first one sets down the bible before. */
export function outlineStep(batch: number): Step {
  return {
    begin: () => null,
    async run(context) {
      const { novel, store, ask, now } = context;
      const { params } = novel;
      const analysis = await readAnalysis(store, novel.id);
      const brief = novelBrief(novel);
      const bible =
        batch === 1
          ? await writeBible(context, analysis)
          : { data: await readBible(store, novel.id), artifacts: [] };
      const earlier = batch === 1 ? [] : await readOutline(store, novel.id);
      const { from, to, words } = stretch(params, batch);
      const answer = await ask.json(
        pinnedPrompt(novel.pins, "outline-chapters"),
        {
          ...brief,
          analysis,
          bible: bible.data,
          earlierChapters: earlier.map(({ number, title, summary }) => ({
            number,
            title,
            summary,
          })),
          batch: { from, to, of: params.targetChapters, words },
        },
        { chapter: null },
      );
      const chapters = [...earlier, ...planChapters(answer.value, words)];
      const artifacts: Artifact[] = [
        ...bible.artifacts,
        {
          kind: "outline",
          number: 0,
          revision: batch,
          data: { chapters },
          promptVersion: answer.promptVersion,
          callIds: [answer.callId],
          createdAt: now,
        },
      ];
      if (to < params.targetChapters)
        return {
          set: { step: `outline-${batch + 1}` },
          events: [{ type: "outline.extended", data: { chapters: to, of: params.targetChapters } }],
          artifacts,
        };
      return { ...complete(params, chapters, batch), artifacts };
    },
  };
}

async function writeBible(
  { novel, ask, now }: StepContext,
  analysis: PremiseAnalysis,
): Promise<{ data: StoryBible; artifacts: Artifact[] }> {
  const answer = await ask.json(
    pinnedPrompt(novel.pins, "build-bible"),
    { ...novelBrief(novel), analysis },
    { chapter: null },
  );
  const artifact: Artifact = {
    kind: "bible",
    number: 0,
    revision: 1,
    data: answer.value,
    promptVersion: answer.promptVersion,
    callIds: [answer.callId],
    createdAt: now,
  };
  return { data: answer.value, artifacts: [artifact] };
}

/** The chapters of a batch and its part of the whole novel's words. */
function stretch({ targetChapters, targetWordCount }: NovelInput, batch: number) {
  const done = (batch - 1) * chaptersPerBatch;
  const to = Math.min(targetChapters, done + chaptersPerBatch);
  const wordsUpTo = (chapter: number) => Math.round((targetWordCount * chapter) / targetChapters);
  return { from: done + 1, to, words: wordsUpTo(to) - wordsUpTo(done) };
}

/** The chapters of a batch within the limits of an outline, with their shares of its words. */
export function planChapters({ chapters }: OutlineBatch, words: number): OutlineChapter[] {
  const shares = shareWords(
    words,
    chapters.map((chapter) => chapter.words),
    novelLimits.wordsPerChapter,
  );
  return chapters.map(({ number, title, pointOfView, summary, beats }, index) => ({
    number,
    title: fitText(title, novelLimits.chapterTitle),
    pointOfView: fitText(pointOfView, novelLimits.pointOfView) || "the protagonist",
    summary: fitText(summary, novelLimits.summary),
    beats: beats
      .map((beat) => fitText(beat, novelLimits.beat))
      .filter((beat) => beat !== "")
      .slice(0, novelLimits.beats.max),
    targetWords: shares[index] ?? novelLimits.wordsPerChapter.min,
  }));
}

function fitText(text: string, { max }: { max: number }): string {
  return toPlainText(text.trim().slice(0, max)).trim();
}

function complete(
  { reviewOutline }: NovelInput,
  outline: OutlineChapter[],
  revision: number,
): StepResult {
  const chapters: ChapterSummary[] = outline.map(({ number, title, targetWords }) => ({
    number,
    title,
    status: "planned",
    words: 0,
    targetWords,
    revision: 0,
    attempts: 0,
  }));
  const plan = outline.map(({ number, title, targetWords }) => ({ number, title, targetWords }));
  const completed = { type: "outline.completed", data: { revision, chapters: plan } } as const;
  const set = { chapters, outlineRevision: revision };
  if (!reviewOutline)
    return {
      set: { ...set, step: chapterStep(1), status: "writing" },
      events: [completed],
    };
  return {
    set: { ...set, step: "approval", status: "awaiting-approval" },
    events: [completed, { type: "outline.awaiting-approval", data: { revision, chapters: plan } }],
  };
}
