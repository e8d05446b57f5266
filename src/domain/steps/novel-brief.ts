import type { NovelBrief } from "#/domain/prompts/story-material.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";

/** What the prompts may know of a novel: its parameters, as first given. */
export function novelBrief({ params }: Pick<NovelRecord, "params">): NovelBrief {
  return {
    // Never a later title: under other prompts, answers that are paid for would be asked for again.
    title: params.title,
    genre: params.genre,
    subgenre: params.subgenre === undefined || params.subgenre === "" ? null : params.subgenre,
    premise: params.premise,
    words: params.targetWordCount,
    chapters: params.targetChapters,
    humanLike: params.humanLikeWriting,
  };
}
