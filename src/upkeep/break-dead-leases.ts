import { type Announcers, wakeNovel } from "#/domain/announce.ts";
import { novelLog } from "#/domain/novel-log.ts";
import { deathWaitMs } from "#/domain/retry-policy.ts";
import type { Clock } from "#/ports/clock.ts";
import type { HeldLease } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import { eachByItself } from "./each-by-itself.ts";

/** Another process' lease is dead when its beat has stood still for this long on the observer's own monotonic clock. */
export const deadAfterMs = 15_000;

interface BreakDeps extends Announcers {
  store: Store;
  clock: Clock;
  /** A number in [0, 1), for the jitter of retries. */
  random: () => number;
}

/**
 * Takes every novel from the worker that holds it: only for a process that knows that all workers of
 * this Store are dead. Returns how many it took.
 */
export async function breakAllLeases(deps: BreakDeps): Promise<number> {
  let broken = 0;
  for (const lease of await deps.store.novels.leases())
    if (await breakLease(deps, lease)) broken += 1;
  return broken;
}

/** Whether the lease had not moved since it was seen: then its novel goes on, at once or after a wait. */
async function breakLease(deps: BreakDeps, lease: HeldLease): Promise<boolean> {
  const { store, clock, random } = deps;
  const novel = await store.novels.get(lease.id);
  if (novel === undefined) return false;
  const crashes = novel.crashes + 1;
  const waitMs = deathWaitMs(crashes, random());
  const at = clock.now();
  const runAt = waitMs === 0 ? null : new Date(Date.parse(at) + waitMs).toISOString();
  if (!(await store.novels.breakLease(lease, { runAt, at }))) return false;
  const { traceId } = parseTraceparent(novel.traceparent);
  const log = novelLog(deps.log, novel.id, { traceId, requestId: novel.requestId });
  const { holder } = lease;
  log.warn(
    { event: "lease.broken", holder, step: novel.step, crashes, wait_ms: waitMs },
    "a worker is gone; its novel goes on with another",
  );
  await wakeNovel({ ...deps, log }, { ...novel, runAt }, waitMs);
  return true;
}

/**
 * Makes the observer that gives up the leases of dead workers. It compares what it sees with what it
 * saw, by its own monotonic clock, so nobody's wall clock matters. A lease of its own process that it is
 * not at work on is dead at once: of a claim whose answer never came. Returns how many it broke.
 */
export function createLeaseWatch(
  deps: BreakDeps & {
    /** Who holds this process' own leases. */
    holder: string;
    /** Whether this process itself is at work on a novel: such a lease is alive whatever its beat says. */
    isAtWork: (novelId: string) => boolean;
  },
): () => Promise<number> {
  const { store, clock, holder, isAtWork } = deps;
  let watched = new Map<string, HeldLease & { since: number }>();
  return async () => {
    const now = clock.monotonic();
    const before = watched;
    watched = new Map();
    let broken = 0;
    const dead: HeldLease[] = [];
    for (const lease of await store.novels.leases()) {
      const seen = before.get(lease.id);
      const still = seen?.epoch === lease.epoch && seen.beat === lease.beat;
      const since = still ? seen.since : now;
      watched.set(lease.id, { ...lease, since });
      if (isAtWork(lease.id)) continue;
      if (lease.holder === holder || now - since >= deadAfterMs) dead.push(lease);
    }
    await eachByItself(dead, async (lease) => {
      if (await breakLease(deps, lease)) broken += 1;
    });
    return broken;
  };
}
