import { novelLimits } from "#/contract/novel-limits.ts";
import type { Outline, OutlineInput } from "#/contract/novel.ts";
import type { FieldError } from "#/contract/problem.ts";
import { checkText, checkWhole } from "#/web/fields/check-field.ts";
import { formatCount } from "#/web/wording/format.ts";

/** A chapter of the outline as it is typed: beats one a line. `key` stays with it wherever it is moved. */
export interface ChapterDraft {
  key: number;
  title: string;
  pointOfView: string;
  summary: string;
  beats: string;
  targetWords: string;
}

export type ChapterField = Exclude<keyof ChapterDraft, "key">;

/** What is wrong, by chapter (from 0) and field; `whole` is about the outline itself. */
export interface OutlineErrors {
  chapters: readonly Partial<Record<ChapterField, string>>[];
  whole?: string;
}

export function draftOutline({ chapters }: Outline): ChapterDraft[] {
  return chapters.map(({ number, title, pointOfView, summary, beats, targetWords }) => ({
    key: number,
    title,
    pointOfView,
    summary,
    beats: beats.join("\n"),
    targetWords: String(targetWords),
  }));
}

export function outlineInput(draft: readonly ChapterDraft[]): OutlineInput {
  return {
    chapters: draft.map((chapter, index) => ({
      number: index + 1,
      title: chapter.title.trim(),
      pointOfView: chapter.pointOfView.trim(),
      summary: chapter.summary.trim(),
      beats: beatsOf(chapter),
      targetWords: Number(chapter.targetWords),
    })),
  };
}

function beatsOf({ beats }: ChapterDraft): string[] {
  return beats
    .split("\n")
    .map((beat) => beat.trim())
    .filter((beat) => beat !== "");
}

export function addChapter(draft: readonly ChapterDraft[]): ChapterDraft[] {
  const key = Math.max(0, ...draft.map((chapter) => chapter.key)) + 1;
  const { pointOfView = "", targetWords = "2000" } = draft.at(-1) ?? {};
  return [...draft, { key, title: "", pointOfView, summary: "", beats: "", targetWords }];
}

export function removeChapter(draft: readonly ChapterDraft[], index: number): ChapterDraft[] {
  return draft.toSpliced(index, 1);
}

/** Moves a chapter one place up (-1) or down (1); at the ends nothing happens. */
export function moveChapter(
  draft: readonly ChapterDraft[],
  index: number,
  by: -1 | 1,
): ChapterDraft[] {
  const chapter = draft[index];
  const place = index + by;
  if (chapter === undefined || place < 0 || place >= draft.length) return [...draft];
  return draft.toSpliced(index, 1).toSpliced(place, 0, chapter);
}

export function totalWords(draft: readonly ChapterDraft[]): number {
  return draft.reduce((sum, chapter) => sum + (Number(chapter.targetWords) || 0), 0);
}

/** What is wrong with the outline; undefined when nothing is. The server's own rules. */
export function checkOutline(draft: readonly ChapterDraft[]): OutlineErrors | undefined {
  const chapters = draft.map(checkChapter);
  const whole = checkWholeOutline(draft);
  const wrong = chapters.some((errors) => Object.keys(errors).length > 0);
  if (!wrong && whole === undefined) return undefined;
  return { chapters, ...(whole === undefined ? {} : { whole }) };
}

function checkChapter(chapter: ChapterDraft): Partial<Record<ChapterField, string>> {
  const { chapterTitle, pointOfView, summary } = novelLimits;
  const found = {
    title: checkText(chapter.title, chapterTitle, "Give the chapter a title."),
    pointOfView: checkText(chapter.pointOfView, pointOfView, "Say through whose eyes."),
    summary: checkText(chapter.summary, summary, "Say what happens."),
    beats: checkBeats(beatsOf(chapter)),
    targetWords: checkWhole(chapter.targetWords, novelLimits.wordsPerChapter),
  };
  return Object.fromEntries(Object.entries(found).filter(([, error]) => error !== undefined));
}

function checkBeats(beats: readonly string[]): string | undefined {
  const { beat, beats: number } = novelLimits;
  if (beats.length < number.min) return "Name at least one beat.";
  if (beats.length > number.max) return `At most ${number.max} beats; these are ${beats.length}.`;
  const long = beats.findIndex((text) => text.length > beat.max);
  return long < 0
    ? undefined
    : `Beat ${long + 1} is longer than ${formatCount(beat.max)} characters.`;
}

function checkWholeOutline(draft: readonly ChapterDraft[]): string | undefined {
  const { targetChapters, targetWordCount } = novelLimits;
  if (draft.length < targetChapters.min) return "A novel has at least one chapter.";
  if (draft.length > targetChapters.max) return `At most ${targetChapters.max} chapters.`;
  if (totalWords(draft) <= targetWordCount.max) return undefined;
  return `All chapters together: at most ${formatCount(targetWordCount.max)} words.`;
}

const fields: readonly string[] = [
  "title",
  "pointOfView",
  "summary",
  "beats",
  "targetWords",
] satisfies ChapterField[];

/** The server's errors at their fields: `chapters.3.beats.0` is a beat of the fourth chapter. */
export function placeErrors(errors: readonly FieldError[], count: number): OutlineErrors {
  const chapters: Partial<Record<string, string>>[] = Array.from({ length: count }, () => ({}));
  const whole: string[] = [];
  for (const { path, message } of errors) {
    const [, index = "", field = "", beat] = path.split(".");
    const chapter = chapters[Number(index || "NaN")];
    if (chapter === undefined || !fields.includes(field)) whole.push(message);
    else chapter[field] ??= beat === undefined ? message : `Beat ${Number(beat) + 1}: ${message}`;
  }
  return { chapters, ...(whole.length === 0 ? {} : { whole: whole.join(" ") }) };
}
