import type { ProsePrompt } from "./prompt.ts";
import { proseRegister, sceneMaterial } from "./scene-material.ts";
import type { SceneBrief } from "./story-material.ts";
import { writerMessages } from "./writer-role.ts";

/** Retells a scene that came out too long. */
export const condenseScene1: ProsePrompt<SceneBrief & { rewrite: string }> = {
  purpose: "condense-scene",
  version: 1,
  stage: "chapter",
  schema: null,
  messages: (brief) =>
    writerMessages({
      task: [
        `The text to rewrite, scene ${brief.scene.number} of ${brief.scene.of}, is too long. Rewrite it in about ${brief.words} words.`,
        "Keep what happens, who is there, the best lines and the outcome; drop what the scene can do without.",
      ].join("\n"),
      register: proseRegister(brief),
      material: sceneMaterial(brief, { rewrite: brief.rewrite }),
    }),
  answerWords: ({ words }) => words,
};
