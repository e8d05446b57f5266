import type { analysePremise } from "./analyse-premise.ts";
import { answerChat, type SchemaName } from "./answer-chat.ts";
import type { buildBible } from "./build-bible.ts";
import type { digestChapter } from "./digest-chapter.ts";
import type { outlineChapters } from "./outline-chapters.ts";
import type { planScenes } from "./plan-scenes.ts";

export interface Answers {
  premise_analysis: ReturnType<typeof analysePremise>;
  story_bible: ReturnType<typeof buildBible>;
  outline_batch: ReturnType<typeof outlineChapters>;
  scene_plan: ReturnType<typeof planScenes>;
  chapter_digest: ReturnType<typeof digestChapter>;
}

type Sections = Record<string, string | object>;

/** A user message as prompts have it. */
export function userMessage(sections: Sections): string {
  return Object.entries(sections)
    .map(([name, part]) => {
      const text = typeof part === "string" ? part : JSON.stringify(part);
      return `<${name}>\n${text}\n</${name}>`;
    })
    .join("\n");
}

const messagesOf = (sections: Sections) => [
  { role: "system", content: "You are an accomplished novelist." },
  { role: "user", content: userMessage(sections) },
];

export function askJson<Name extends SchemaName>(name: Name, sections: Sections): Answers[Name] {
  return JSON.parse(answerChat(messagesOf(sections), name)) as Answers[Name];
}

export function askProse(sections: Sections): string {
  return answerChat(messagesOf(sections), null);
}

export const lighthouse = {
  title: "The Drowned Light",
  genre: "mystery",
  premise:
    "Mara Quill, a lighthouse keeper on Skerry Island, finds letters from her dead brother inside the drowned lighthouse. Every letter is dated tomorrow. Only Teodor, the harbour master, knows who writes them, and he has stopped speaking.",
};

/** One answer in prose, with what was asked for. */
export interface Piece {
  words: number;
  text: string;
}

export interface DemoBook {
  bible: Answers["story_bible"];
  outline: Answers["outline_batch"]["chapters"];
  /** All prose of each chapter. */
  chapters: Piece[][];
}

/**
 * Writes a book by all the requests that a novel takes. With `detours` every scene is also continued
 * twice and told again, as scenes of a wrong length are.
 */
export function writeBook(
  brief: { title: string; genre: string; premise: string },
  size: { chapters: number; words: number },
  { detours = false } = {},
): DemoBook {
  const base = { ...brief, length: `${size.words} words in ${size.chapters} chapters` };
  const analysis = askJson("premise_analysis", base);
  const bible = askJson("story_bible", { ...base, analysis });
  const outline: DemoBook["outline"] = [];
  for (let from = 1; from <= size.chapters; from += 6) {
    const to = Math.min(size.chapters, from + 5);
    const words = Math.round((size.words * (to - from + 1)) / size.chapters);
    const batch = { from, to, of: size.chapters, words };
    const sections = { ...base, analysis, bible, earlier_chapters: outline, batch };
    outline.push(...askJson("outline_batch", sections).chapters);
  }
  let storySoFar = "";
  let previous = "";
  const chapters = outline.map(({ words: targetWords, ...planned }) => {
    const chapter = { ...planned, targetWords };
    const { title, genre } = brief;
    const story = { title, bible, story_so_far: storySoFar, chapter };
    const count = Math.max(1, Math.round(targetWords / 700));
    const { scenes } = askJson("scene_plan", { ...story, genre, scenes: { count } });
    const pieces = scenes.flatMap(({ words, ...planOfScene }, at) => {
      const scene = { number: at + 1, of: count, ...planOfScene };
      const sections = { ...story, genre, scene, previous_text: previous };
      const write = (asked: number, more: Sections = {}): Piece => ({
        words: asked,
        text: askProse({ ...sections, words: String(asked), ...more }),
      });
      const drafted = write(words);
      previous = drafted.text.slice(-1500);
      if (!detours) return [drafted];
      const further = write(150, { draft: drafted.text });
      const last = write(90, { draft: `${drafted.text}\n\n${further.text}` });
      const retold = write(Math.round(words * 0.6), { rewrite: drafted.text });
      return [drafted, further, last, retold];
    });
    const text = pieces.map((piece) => piece.text).join("\n\n");
    storySoFar = askJson("chapter_digest", { ...story, text }).storySoFar;
    return pieces;
  });
  return { bible, outline, chapters };
}
