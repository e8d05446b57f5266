import { expect } from "vitest";
import { artifactKinds } from "./novels.ts";
import { novelId } from "./records.fixture.ts";
import type { Store } from "./store.ts";

/** All that the Store has on a novel. */
async function readAll(store: Store, id: string): Promise<unknown> {
  return {
    novel: await store.novels.get(id),
    log: await store.log.read({ novelId: id, after: 0, limit: 500 }),
    artifacts: await Promise.all(artifactKinds.map((kind) => store.novels.artifacts(id, kind))),
    chapters: await store.novels.chapters(id),
    calls: await store.ledger.calls(id),
    turns: await store.novels.stepTurns(id, 100),
  };
}

/** Does `work` and fails unless everything the Store has on the novel is as it was before. */
export async function expectUnchanged(
  store: Store,
  work: () => Promise<unknown>,
  id = novelId(1),
): Promise<void> {
  const before = await readAll(store, id);
  await work();
  expect(await readAll(store, id)).toEqual(before);
}
