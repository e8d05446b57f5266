import type { NovelList, NovelStatus } from "#/contract/novel.ts";
import type { Store } from "#/ports/store/store.ts";
import { summariseNovel } from "./show-novel.ts";

/** A page of an owner's novels, newest first. Throws `invalid-input` for a cursor that is none of ours. */
export async function listNovels(
  store: Store,
  query: {
    owner: string;
    limit: number;
    cursor?: string | undefined;
    status?: NovelStatus | undefined;
  },
): Promise<NovelList> {
  const { items, nextCursor } = await store.novels.list(query);
  return { items: items.map(summariseNovel), nextCursor };
}
