import type { NovelView } from "#/contract/novel.ts";
import { type LiveNovel, type LiveNovelDeps, createLiveNovel } from "./live-novel.ts";

/** The novels opened so far: each is loaded once, and kept up to date by its events from then on. */
export interface Shelf {
  open(id: string): LiveNovel;
  /** Puts a novel there that the server has just told of. */
  place(novel: NovelView): void;
}

export function createShelf(deps: LiveNovelDeps): Shelf {
  const novels = new Map<string, LiveNovel>();
  return {
    open(id) {
      const novel = novels.get(id) ?? createLiveNovel(deps, id);
      novels.set(id, novel);
      return novel;
    },
    place(novel) {
      novels.set(novel.id, createLiveNovel(deps, novel.id, novel));
    },
  };
}
