import { ProblemError } from "#/contract/problem.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What is said of a novel that is not there, and of one that is somebody else's: the same. */
export function noSuchNovel(): ProblemError {
  return new ProblemError("not-found", "There is no such novel.");
}

/** Loads anybody's novel, for operators. Throws `not-found` for a malformed id and where there is none. */
export async function findNovel(store: Store, id: string): Promise<NovelRecord> {
  const novel = uuid.test(id) ? await store.novels.get(id) : undefined;
  if (novel === undefined) throw noSuchNovel();
  return novel;
}

/**
 * Loads a novel for its owner. Throws `not-found` alike for a malformed id, for a novel that never
 * was and for a novel of somebody else, so that nobody learns which ids exist.
 */
export async function findOwnNovel(store: Store, owner: string, id: string): Promise<NovelRecord> {
  const novel = await findNovel(store, id);
  if (novel.owner !== owner) throw noSuchNovel();
  return novel;
}
