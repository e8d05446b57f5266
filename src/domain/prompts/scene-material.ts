import { sections } from "./sections.ts";
import type { SceneBrief } from "./story-material.ts";

const register = {
  plain:
    "Write clear, vivid prose: concrete nouns, strong verbs, dialogue that does something; no clichés, no summary where a scene can stand.",
  human:
    "Write as a person writes: uneven sentence lengths, precise and sometimes unexpected detail, subtext in dialogue, humour where it fits; no stock phrases, no tidy triads, no moral at the end of a paragraph.",
};

/** The rules that hold for every piece of prose. */
export function proseRegister(brief: Pick<SceneBrief, "humanLike" | "bible" | "chapter">): string {
  const { narration, tense } = brief.bible.style;
  return [
    brief.humanLike ? register.human : register.plain,
    `Narration: ${narration}. Tense: ${tense}. Point of view: ${brief.chapter.pointOfView}.`,
    "Answer with the prose alone: paragraphs with a blank line between them, no heading, no Markdown, no remark of your own.",
  ].join("\n");
}

/** The material of a scene, the same for drafting, continuing and retelling it. */
export function sceneMaterial(brief: SceneBrief, more: Record<string, string> = {}): string {
  return sections({
    title: brief.title,
    genre: brief.genre,
    bible: brief.bible,
    story_so_far: brief.storySoFar,
    chapter: brief.chapter,
    scene: brief.scene,
    previous_text: brief.previousText,
    style: brief.humanLike ? register.human : null,
    ...more,
    words: brief.words,
  });
}
