import type { JsonPrompt } from "./prompt.ts";
import { sections } from "./sections.ts";
import {
  type NovelBrief,
  type PremiseAnalysis,
  type StoryBible,
  storyBible,
} from "./story-material.ts";
import { writerMessages } from "./writer-role.ts";

/** Sets down the story bible that every later prompt relies on. */
export const buildBible1: JsonPrompt<NovelBrief & { analysis: PremiseAnalysis }, StoryBible> = {
  purpose: "build-bible",
  version: 1,
  stage: "outline",
  schema: { name: "story_bible", answer: storyBible },
  messages: (brief) =>
    writerMessages({
      task: [
        "Set down the story bible: the reference that keeps the book consistent.",
        "Describe every character of the analysis (looks, history, what others notice) and how each one speaks; the places where scenes will happen, with what they look, sound and smell like; the rules that hold in this world; and the style: narration (person and distance), tense, and notes for the prose.",
      ].join("\n"),
      register: brief.humanLike
        ? "Give each voice a rhythm of its own, verbal habits and things it would never say; let the style notes allow irregular, spoken cadence and forbid stock phrases."
        : "Keep each entry short and definite, so that it can be checked against the text.",
      material: sections({
        title: brief.title,
        genre: brief.genre,
        subgenre: brief.subgenre,
        premise: brief.premise,
        analysis: brief.analysis,
        length: `${brief.words} words in ${brief.chapters} chapters`,
      }),
    }),
  answerWords: () => 900,
  check: ({ characters, locations }) => {
    if (characters.length === 0) return "characters must not be empty";
    if (locations.length === 0) return "locations must not be empty";
    return null;
  },
};
