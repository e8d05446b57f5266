import { type Announcers, wakeNovel } from "#/domain/announce.ts";
import type { Clock } from "#/ports/clock.ts";
import type { HeldLease } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";

/** A lease is dead when its beat has stood still for this long on the observer's own monotonic clock. */
export const deadAfterMs = 15_000;

/**
 * Makes the observer that gives up the leases of dead workers. It compares what it sees with what it
 * saw, by its own monotonic clock, so nobody's wall clock matters. Returns how many it broke.
 */
export function createLeaseWatch(
  deps: Announcers & {
    store: Store;
    clock: Clock;
    /** Whether this process itself is at work on a novel: such a lease is alive whatever its beat says. */
    isAtWork: (novelId: string) => boolean;
  },
): () => Promise<number> {
  const { store, clock, log, isAtWork } = deps;
  let watched = new Map<string, HeldLease & { since: number }>();
  return async () => {
    const now = clock.monotonic();
    const before = watched;
    watched = new Map();
    let broken = 0;
    for (const lease of await store.novels.leases()) {
      const seen = before.get(lease.id);
      const still = seen?.epoch === lease.epoch && seen.beat === lease.beat;
      const since = still ? seen.since : now;
      watched.set(lease.id, { ...lease, since });
      if (
        now - since < deadAfterMs ||
        isAtWork(lease.id) ||
        !(await store.novels.breakLease(lease))
      )
        continue;
      broken += 1;
      log.warn(
        { event: "lease.broken", novel_id: lease.id, holder: lease.holder },
        "a worker is gone; its novel goes on with another",
      );
      const novel = await store.novels.get(lease.id);
      if (novel !== undefined) await wakeNovel(deps, novel);
    }
    return broken;
  };
}
