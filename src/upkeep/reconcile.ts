import { type Announcers, enqueueNovel } from "#/domain/announce.ts";
import { longestDelayMs } from "#/domain/retry-policy.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Store } from "#/ports/store/store.ts";
import { eachByItself } from "./each-by-itself.ts";

/** How many novels one pass wakes; the next pass takes the rest. */
const perPass = 1_000;

/**
 * Wakes every novel that the Store says could run and nobody holds: after a crash, a lost job, an
 * emptied queue, a wall clock set back. Jobs that are queued already stay as they are. Returns how
 * many were woken; while the queue takes nothing, it throws after a few, for all of them.
 */
export async function reconcile(
  deps: Announcers & { store: Store; clock: Clock; activePerOwner: number },
): Promise<number> {
  const { store, clock, activePerOwner } = deps;
  const at = clock.now();
  const furthest = new Date(Date.parse(at) + longestDelayMs).toISOString();
  const query = { at, furthest, limit: perPass, activePerOwner };
  const novels = await store.novels.runnable(query);
  await eachByItself(novels, (novel) => enqueueNovel(deps, novel));
  return novels.length;
}
