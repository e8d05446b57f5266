import type { ProsePrompt } from "./prompt.ts";
import { proseRegister, sceneMaterial } from "./scene-material.ts";
import type { SceneBrief } from "./story-material.ts";
import { writerMessages } from "./writer-role.ts";

/** Writes one scene. */
export const draftScene1: ProsePrompt<SceneBrief> = {
  purpose: "draft-scene",
  version: 1,
  stage: "chapter",
  schema: null,
  messages: (brief) =>
    writerMessages({
      task: [
        `Write scene ${brief.scene.number} of ${brief.scene.of} of this chapter, in about ${brief.words} words.`,
        "Go on from the previous text without repeating it, let every character of the scene act, reach the scene's outcome and stop there.",
      ].join("\n"),
      register: proseRegister(brief),
      material: sceneMaterial(brief),
    }),
  answerWords: ({ words }) => words,
};
