import type { ChapterSummary } from "#/contract/novel.ts";
import { countWords } from "#/contract/words.ts";
import { toUsd } from "#/domain/money.ts";
import { chapterStep } from "#/domain/novel-phase.ts";
import { pinnedPrompt } from "#/domain/prompts/catalogue.ts";
import { shareWords } from "#/domain/share-words.ts";
import { AnswerRejected } from "#/domain/step-errors.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { measureChapter } from "#/prose/measure-chapter.ts";
import { chapterStory } from "./chapter-story.ts";
import type { Step } from "./step.ts";
import { joinScenes, writeScenes } from "./write-scenes.ts";

/** A scene is planned for about this many words: what models write well in one go. */
const wordsPerScene = 700;

/** A chapter further from its budget than this is not accepted. */
const tolerance = 0.25;

/** Plans, drafts and digests chapter `number`. */
export function writeChapterStep(number: number): Step {
  return {
    begin(novel) {
      const chapter = summaryOf(novel, number);
      const attempt = chapter.attempts + 1;
      const { title, targetWords } = chapter;
      return {
        set: {
          chapters: withSummary(novel, { ...chapter, status: "writing", attempts: attempt }),
        },
        events: [{ type: "chapter.started", data: { number, title, targetWords, attempt } }],
      };
    },

    async run({ novel, store, ask, now, showDraft }) {
      const story = await chapterStory(store, novel, number);
      const { targetWords, title } = story.chapter;
      const sceneCount = Math.max(1, Math.round(targetWords / wordsPerScene));
      const plan = await ask.json(
        pinnedPrompt(novel.pins, "plan-scenes"),
        { ...story, sceneCount },
        { chapter: number },
      );
      const shares = shareWords(
        targetWords,
        plan.value.scenes.map(({ words }) => words),
        { min: 1, max: targetWords },
      );
      const written = await writeScenes({
        novel,
        ask,
        story,
        scenes: plan.value.scenes.map((scene, index) => ({ ...scene, words: shares[index] ?? 0 })),
        onText: (draftId, before, piece) => {
          showDraft({ chapter: number, draftId, before, piece });
        },
      });
      const text = joinScenes(written.texts);
      const words = countWords(text);
      if (Math.abs(words - targetWords) > tolerance * targetWords)
        throw new AnswerRejected(
          `chapter ${number} came out at ${words} words instead of ${targetWords}`,
        );
      const digest = await ask.json(
        pinnedPrompt(novel.pins, "digest-chapter"),
        { ...story, text },
        { chapter: number },
      );

      const revision = 1;
      const last = novel.chapters.length === number;
      const drafted = written.answers[0];
      if (drafted === undefined) throw new Error("a chapter without a scene");
      const spent = (await store.novels.get(novel.id))?.spentNanoUsd ?? novel.spentNanoUsd;
      return {
        set: {
          step: last ? "finish" : chapterStep(number + 1),
          ...(last ? { status: "finishing" as const } : {}),
          chapters: withSummary(novel, {
            ...summaryOf(novel, number),
            status: "completed",
            words,
            revision,
          }),
        },
        events: [
          {
            type: "chapter.completed",
            data: { number, title, revision, words, targetWords, costUsd: toUsd(spent) },
          },
        ],
        artifacts: [
          {
            kind: "digest",
            number,
            revision,
            data: digest.value,
            promptVersion: digest.promptVersion,
            callIds: [digest.callId],
            createdAt: now,
          },
        ],
        chapters: [
          {
            number,
            revision,
            title,
            text,
            words,
            model: drafted.model,
            promptVersion: drafted.promptVersion,
            quality: measureChapter({ number, text, targetWords }),
            callIds: [plan, ...written.answers, digest].map(({ callId }) => callId),
            createdAt: now,
          },
        ],
      };
    },
  };
}

function summaryOf({ chapters }: NovelRecord, number: number): ChapterSummary {
  const chapter = chapters[number - 1];
  if (chapter === undefined) throw new Error(`the novel has no chapter ${number}`);
  return chapter;
}

function withSummary({ chapters }: NovelRecord, changed: ChapterSummary): ChapterSummary[] {
  return chapters.map((chapter) => (chapter.number === changed.number ? changed : chapter));
}
