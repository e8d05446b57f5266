import type { JsonPrompt } from "./prompt.ts";
import { sections } from "./sections.ts";
import { type NovelBrief, type PremiseAnalysis, premiseAnalysis } from "./story-material.ts";
import { writerMessages } from "./writer-role.ts";

/** Reads the premise closely: themes, cast, voice, setting, conflict. */
export const analysePremise1: JsonPrompt<NovelBrief, PremiseAnalysis> = {
  purpose: "analyse-premise",
  version: 1,
  stage: "analysis",
  schema: { name: "premise_analysis", answer: premiseAnalysis },
  messages: (brief) =>
    writerMessages({
      task: [
        "Read the premise as an editor would before a book is planned.",
        "Keep every name, place and object that the premise gives; invent only what it leaves open.",
        "Name three to six themes; the tone; the narrative voice that would serve the book best; the setting in place and time; the central conflict; and a cast of three to six people, each with a role, a want and a flaw that stand in each other's way. The logline is one sentence.",
      ].join("\n"),
      register: brief.humanLike
        ? "Look for what is particular and contradictory in these people rather than for types: habits, private jokes, a wrong belief each of them holds."
        : "Be concrete: prefer what can be shown in a scene to what can only be stated.",
      material: sections({
        title: brief.title,
        genre: brief.genre,
        subgenre: brief.subgenre,
        premise: brief.premise,
        length: `${brief.words} words in ${brief.chapters} chapters`,
      }),
    }),
  answerWords: () => 500,
  check: ({ themes, cast }) => {
    if (themes.length === 0) return "themes must not be empty";
    if (cast.length === 0) return "cast must not be empty";
    return cast.some(({ name }) => name.trim() === "") ? "everyone in cast needs a name" : null;
  },
};
