import type { ProsePrompt } from "./prompt.ts";
import { proseRegister, sceneMaterial } from "./scene-material.ts";
import type { SceneBrief } from "./story-material.ts";
import { writerMessages } from "./writer-role.ts";

/** Takes a scene that came out too short further. */
export const continueScene1: ProsePrompt<SceneBrief & { draft: string }> = {
  purpose: "continue-scene",
  version: 1,
  stage: "chapter",
  schema: null,
  messages: (brief) =>
    writerMessages({
      task: [
        `The draft of scene ${brief.scene.number} of ${brief.scene.of} is too short. Continue it from its last sentence with about ${brief.words} more words.`,
        "Deepen what happens (action, talk, perception); repeat nothing that the draft says; end where the scene's outcome is reached.",
        "Answer with the continuation only.",
      ].join("\n"),
      register: proseRegister(brief),
      material: sceneMaterial(brief, { draft: brief.draft }),
    }),
  answerWords: ({ words }) => words,
};
