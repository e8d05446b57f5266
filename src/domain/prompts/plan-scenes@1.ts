import type { JsonPrompt } from "./prompt.ts";
import { sections } from "./sections.ts";
import { type ChapterBrief, type ScenePlan, scenePlan } from "./story-material.ts";
import { writerMessages } from "./writer-role.ts";

/** Breaks a chapter into scenes. */
export const planScenes1: JsonPrompt<ChapterBrief & { sceneCount: number }, ScenePlan> = {
  purpose: "plan-scenes",
  version: 1,
  stage: "chapter",
  schema: { name: "scene_plan", answer: scenePlan },
  messages: (brief) =>
    writerMessages({
      task: [
        `Plan this chapter as exactly ${brief.sceneCount} scene${brief.sceneCount === 1 ? "" : "s"}, in order.`,
        "Cover every beat of the chapter and contradict nothing in the bible or the story so far.",
        "Each scene has a place, the characters who act in it, a goal, what stands against it, an outcome that leads to the next scene, and its share of the chapter's words.",
      ].join("\n"),
      register: brief.humanLike
        ? "Vary how scenes open and close; not every scene needs a confrontation, but each needs a change."
        : "Open late, leave early.",
      material: sections({
        title: brief.title,
        genre: brief.genre,
        bible: brief.bible,
        story_so_far: brief.storySoFar,
        chapter: brief.chapter,
        scenes: { count: brief.sceneCount },
      }),
    }),
  answerWords: ({ sceneCount }) => 80 + 130 * sceneCount,
  check: ({ scenes }, { sceneCount }) =>
    scenes.length === sceneCount ? null : `scenes must hold exactly ${sceneCount} scenes`,
};
