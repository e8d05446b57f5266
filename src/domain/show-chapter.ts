import type { ChapterView } from "#/contract/novel.ts";
import { ProblemError } from "#/contract/problem.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";

/**
 * A finished chapter with its text; the newest revision unless one is named. Throws `not-found` when
 * the chapter is not written yet or has no such revision.
 */
export async function showChapter(
  store: Store,
  novel: NovelRecord,
  number: number,
  revision: number | undefined,
): Promise<ChapterView> {
  const chapter = await store.novels.chapter(novel.id, number, revision);
  if (chapter === undefined)
    throw new ProblemError(
      "not-found",
      revision === undefined
        ? `Chapter ${number} is not written yet.`
        : `Chapter ${number} has no revision ${revision}.`,
    );
  const { title, text, words, createdAt, model, promptVersion } = chapter;
  return {
    number,
    title,
    revision: chapter.revision,
    text,
    words,
    createdAt,
    model,
    promptVersion,
  };
}
