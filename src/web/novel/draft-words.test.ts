import { expect, test } from "vitest";
import type { NovelStatus, NovelView } from "#/contract/novel.ts";
import { aNovel, plannedChapters } from "#/web/live/novel.fixture.ts";
import { draftHeading, whatComes } from "./draft-words.ts";

function written(chaptersCompleted: number, status: NovelStatus = "writing"): NovelView {
  const { progress } = aNovel();
  const chapters = plannedChapters().map((chapter) =>
    chapter.number <= chaptersCompleted ? { ...chapter, status: "completed" as const } : chapter,
  );
  return aNovel({ status, chapters, progress: { ...progress, chaptersCompleted } });
}

const draftOf = (chapter: number) => ({ chapter, draftId: "d1", text: "The sea was calm." });
const planning = (chapter: number) =>
  `Chapter ${chapter} is being planned; its first words come next.`;

test.each<[string, NovelView, number | null, string, string | null]>([
  [
    "the outline",
    written(0, "outlining"),
    null,
    "The text",
    "The first words appear here when the outline is drawn.",
  ],
  ["the first words", written(0), null, "The text", planning(1)],
  ["the end of a chapter", written(0), 1, "Chapter 1, as it is written", null],
  ["the next chapter's first words", written(1), 1, "Chapter 1, finished", planning(2)],
  ["the end of the next", written(1), 2, "Chapter 2, as it is written", null],
  [
    "the binding",
    written(2, "finishing"),
    2,
    "Chapter 2, finished",
    "The last chapter is written; the book is being bound.",
  ],
  ["the last event", written(2), 2, "Chapter 2, finished", null],
  ["its owner", written(0, "paused"), 1, "Chapter 1, as far as it is written", null],
])("while it waits for %s, the pane tells what it shows and what comes", (...example) => {
  const [, novel, chapter, heading, coming] = example;
  const draft = chapter === null ? undefined : draftOf(chapter);
  expect([draftHeading(novel, draft), whatComes(novel, draft)]).toEqual([heading, coming]);
});
