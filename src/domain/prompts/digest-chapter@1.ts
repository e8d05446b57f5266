import type { JsonPrompt } from "./prompt.ts";
import { sections } from "./sections.ts";
import { type ChapterBrief, type ChapterDigest, chapterDigest } from "./story-material.ts";
import { writerMessages } from "./writer-role.ts";

/** Takes from a finished chapter what later ones must know. */
export const digestChapter1: JsonPrompt<ChapterBrief & { text: string }, ChapterDigest> = {
  purpose: "digest-chapter",
  version: 1,
  stage: "chapter",
  schema: { name: "chapter_digest", answer: chapterDigest },
  messages: (brief) =>
    writerMessages({
      task: [
        "Read the finished chapter as a continuity editor.",
        "Summarise it in at most 80 words. Retell the story so far, up to the end of this chapter, in at most 250 words: who wants what, who knows what, what is still open.",
        "List three to eight new facts that later chapters must not contradict (each with its subject), and the characters and places that are not in the bible yet; empty lists where there are none.",
      ].join("\n"),
      register: brief.humanLike
        ? "Note also how people spoke and what they left unsaid, where later chapters should echo it."
        : "Keep to what the text says.",
      material: sections({
        title: brief.title,
        bible: brief.bible,
        story_so_far: brief.storySoFar,
        chapter: brief.chapter,
        text: brief.text,
      }),
    }),
  answerWords: () => 700,
  check: ({ summary, storySoFar }) => {
    if (summary.trim() === "") return "summary must not be empty";
    return storySoFar.trim() === "" ? "storySoFar must not be empty" : null;
  },
};
