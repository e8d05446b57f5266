import { countWords } from "#/contract/words.ts";
import type { Answer, Ask } from "#/domain/ask-model.ts";
import { pinnedPrompt } from "#/domain/prompts/catalogue.ts";
import type { ChapterBrief, Scene, SceneBrief } from "#/domain/prompts/story-material.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { lastWords } from "#/prose/fit-length.ts";
import { previousWords } from "./chapter-story.ts";

/** A line of its own between two scenes; holds no word. */
const sceneBreak = "\n\n* * *\n\n";

export const joinScenes = (scenes: readonly string[]): string => scenes.join(sceneBreak);

/** A chapter is aimed at within this share of its budget, inside the ±10 % that are promised. */
const aim = 0.07;

/** How many calls may mend one scene, and the whole chapter at its end. */
const sceneMends = 3;
const chapterMends = 5;

const smallestAsk = 30;

export interface WrittenScenes {
  texts: string[];
  answers: Answer<string>[];
}

/**
 * Writes the scenes of a chapter to its word budget. Models keep to lengths badly and each in its own
 * way, so the ratio of words received to words asked for is learnt from each answer and asked with in
 * the next; later scenes make up for earlier ones; what is then still short is continued, what is
 * too long is retold.
 */
export async function writeScenes(options: {
  novel: NovelRecord;
  ask: Ask;
  story: ChapterBrief & { previousText: string };
  scenes: readonly Scene[];
  onText: (draftId: string, before: string, piece: string) => void;
}): Promise<WrittenScenes> {
  const { novel, ask, story, scenes, onText } = options;
  const target = story.chapter.targetWords;
  const { number } = story.chapter;
  const texts: string[] = [];
  const answers: Answer<string>[] = [];
  let ratio = 1;

  const brief = (index: number, goal: number): SceneBrief & { words: number } => {
    const scene = scenes[index];
    if (scene === undefined) throw new Error(`there is no scene ${index + 1}`);
    const before = texts[index - 1];
    return {
      title: story.title,
      genre: story.genre,
      humanLike: story.humanLike,
      bible: story.bible,
      storySoFar: story.storySoFar,
      chapter: story.chapter,
      scene: { ...scene, number: index + 1, of: scenes.length },
      previousText: before === undefined ? story.previousText : lastWords(before, previousWords),
      words: Math.max(smallestAsk, Math.round(goal / ratio)),
    };
  };

  // The latest answers tell most: a model's habit can change with the kind of scene.
  const learn = (asked: number, received: number) => {
    ratio = Math.min(5, Math.max(0.2, 0.3 * ratio + 0.7 * (received / asked)));
  };

  const showing = (before: readonly string[], between: string) => ({
    chapter: number,
    onText: (draftId: string, piece: string) => {
      const start = joinScenes(before);
      onText(draftId, start === "" ? "" : start + between, piece);
    },
  });

  const draft = async (index: number, goal: number) => {
    const input = brief(index, goal);
    const answer = await ask.prose(
      pinnedPrompt(novel.pins, "draft-scene"),
      input,
      showing(texts, sceneBreak),
    );
    learn(input.words, countWords(answer.value));
    answers.push(answer);
    texts[index] = answer.value;
  };

  const lengthen = async (index: number, by: number) => {
    const text = texts[index] ?? "";
    const input = { ...brief(index, by), draft: text };
    const answer = await ask.prose(
      pinnedPrompt(novel.pins, "continue-scene"),
      input,
      showing(texts.slice(0, index + 1), "\n\n"),
    );
    learn(input.words, countWords(answer.value));
    answers.push(answer);
    texts[index] = `${text}\n\n${answer.value}`;
  };

  // A retelling is kept only when it comes nearer to the goal than what it retells.
  const shorten = async (index: number, goal: number) => {
    const text = texts[index] ?? "";
    const input = { ...brief(index, goal), rewrite: text };
    const answer = await ask.prose(
      pinnedPrompt(novel.pins, "condense-scene"),
      input,
      showing(texts.slice(0, index), sceneBreak),
    );
    const words = countWords(answer.value);
    learn(input.words, words);
    answers.push(answer);
    if (Math.abs(words - goal) < Math.abs(countWords(text) - goal)) texts[index] = answer.value;
  };

  for (const [index] of scenes.entries()) {
    const goal = shareOfRest(target - wordsOf(texts), scenes.slice(index));
    await draft(index, goal);
    for (let mends = 0; mends < sceneMends; mends += 1) {
      const words = countWords(texts[index] ?? "");
      if (words < 0.75 * goal) await lengthen(index, goal - words);
      else if (words > 1.4 * goal) await shorten(index, goal);
      else break;
    }
  }

  // In a later round the earlier mends are recorded answers, so more of them bring something new.
  for (let mends = 0; mends < chapterMends * (novel.round + 1); mends += 1) {
    const missing = target - wordsOf(texts);
    if (Math.abs(missing) <= aim * target) break;
    if (missing > 0) await lengthen(texts.length - 1, missing);
    else {
      const longest = indexOfLongest(texts);
      await shorten(longest, Math.max(smallestAsk, countWords(texts[longest] ?? "") + missing));
    }
  }
  return { texts, answers };
}

function wordsOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + countWords(text), 0);
}

/** The first scene's part of the words that are left, by the plan's weights; never so few that the scene is lost. */
function shareOfRest(rest: number, [scene, ...later]: readonly Scene[]): number {
  const weight = (planned: Scene | undefined) => Math.max(1, planned?.words ?? 1);
  const whole = later.reduce((sum, planned) => sum + weight(planned), weight(scene));
  return Math.max(2 * smallestAsk, Math.round((rest * weight(scene)) / whole));
}

function indexOfLongest(texts: readonly string[]): number {
  const lengths = texts.map((text) => countWords(text));
  return lengths.indexOf(Math.max(...lengths));
}
