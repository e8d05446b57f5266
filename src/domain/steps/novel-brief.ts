import type { NovelBrief } from "#/domain/prompts/story-material.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";

/** What the prompts may know of a novel: its parameters. */
export function novelBrief({ title, params }: NovelRecord): NovelBrief {
  return {
    title,
    genre: params.genre,
    subgenre: params.subgenre === undefined || params.subgenre === "" ? null : params.subgenre,
    premise: params.premise,
    words: params.targetWordCount,
    chapters: params.targetChapters,
    humanLike: params.humanLikeWriting,
  };
}
