import { novelLimits } from "#/contract/novel-limits.ts";
import type { NovelInput } from "#/contract/novel.ts";
import { checkDollars, checkText, checkWhole, wholeNumber } from "#/web/fields/check-field.ts";
import { formatCount } from "#/web/wording/format.ts";

/** The form as it is typed; its fields are named as the API names them. */
export interface NovelForm {
  title: string;
  premise: string;
  genre: string;
  subgenre: string;
  targetWordCount: string;
  targetChapters: string;
  humanLikeWriting: boolean;
  reviewOutline: boolean;
  /** Empty for no limit. */
  budgetUsd: string;
}

export type FormErrors = Partial<Record<keyof NovelForm, string>>;

/** What is wrong with the form, by field; the server's own rules. */
export function checkForm(form: NovelForm): FormErrors {
  const errors: FormErrors = {};
  const note = (field: keyof NovelForm, error: string | undefined) => {
    if (error !== undefined) errors[field] = error;
  };
  note("title", checkText(form.title, novelLimits.title, "Give the novel a title."));
  note("premise", checkText(form.premise, novelLimits.premise, "A sentence or two will do."));
  note("genre", checkText(form.genre, novelLimits.genre, "Name a genre."));
  note("subgenre", checkText(form.subgenre, { min: 0, ...novelLimits.subgenre }, ""));
  note("targetWordCount", checkWhole(form.targetWordCount, novelLimits.targetWordCount));
  note("targetChapters", checkWhole(form.targetChapters, novelLimits.targetChapters));
  if (form.budgetUsd.trim() !== "")
    note("budgetUsd", checkDollars(form.budgetUsd, novelLimits.budgetUsd));
  const length = chapterLength(form);
  if (length?.possible === false && errors.targetChapters === undefined)
    errors.targetWordCount ??= length.words;
  return errors;
}

/** How long the chapters come out, in words and whether that is possible; undefined until both numbers stand. */
export function chapterLength({
  targetWordCount,
  targetChapters,
}: Pick<NovelForm, "targetWordCount" | "targetChapters">):
  | { possible: boolean; words: string }
  | undefined {
  const words = wholeNumber(targetWordCount);
  const chapters = wholeNumber(targetChapters);
  if (words === undefined || chapters === undefined || chapters === 0) return undefined;
  const { min, max } = novelLimits.wordsPerChapter;
  const perChapter = words / chapters;
  const about = `≈ ${formatCount(Math.round(perChapter))} words a chapter`;
  if (perChapter >= min && perChapter <= max) return { possible: true, words: about };
  const remedy =
    perChapter < min ? "take fewer chapters or more words" : "take more chapters or fewer words";
  return {
    possible: false,
    words: `${about}: ${formatCount(min)} to ${formatCount(max)} are possible, so ${remedy}.`,
  };
}

/** The request that a form without errors stands for. */
export function toNovelInput(form: NovelForm): NovelInput {
  const subgenre = form.subgenre.trim();
  const budget = form.budgetUsd.trim();
  return {
    title: form.title.trim(),
    premise: form.premise.trim(),
    genre: form.genre.trim(),
    ...(subgenre === "" ? {} : { subgenre }),
    targetWordCount: Number(form.targetWordCount),
    targetChapters: Number(form.targetChapters),
    humanLikeWriting: form.humanLikeWriting,
    reviewOutline: form.reviewOutline,
    ...(budget === "" ? {} : { budgetUsd: Number(budget) }),
  };
}
