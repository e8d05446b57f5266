import type { Clock } from "#/ports/clock.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import type { Logger } from "#/telemetry/logger.ts";
import { createTroubleLog } from "#/telemetry/trouble-log.ts";

/** How often a lease's holder shows that it lives; an observer gives it up after five missed beats. */
const everyMs = 3_000;

/**
 * Beats for a claimed novel until the returned function is called. `onOver` is called once if the
 * lease went to someone else, or if the novel was cancelled, of which the bus may have told nobody. A
 * Store that does not answer is no loss: the commit will tell.
 */
export function beatLease(
  { store, clock, log }: { store: Store; clock: Clock; log: Logger },
  { id, epoch, status: known }: Pick<NovelRecord, "id" | "epoch" | "status">,
  onOver: () => void,
): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const trouble = createTroubleLog(log, () => clock.monotonic(), {
    failed: { event: "lease.beat-failed", message: "a beat was not written" },
    back: { event: "lease.beat-back", message: "beats are written again" },
  });
  async function beat(): Promise<NovelRecord["status"] | undefined> {
    try {
      const status = await store.novels.beat({ id, epoch });
      trouble.worked();
      return status;
    } catch (error) {
      trouble.failed(error);
      return known;
    }
  }
  const beating = async () => {
    for (;;) {
      await clock.sleep(everyMs, signal);
      const status = await beat();
      if (signal.aborted) return;
      if (status !== undefined && status !== "cancelled") continue;
      if (status === undefined)
        log.warn({ event: "lease.lost" }, "the lease went to another worker");
      onOver();
      return;
    }
  };
  beating().catch(() => {
    // Only the stop ends the sleep early.
  });
  return () => {
    stopping.abort();
  };
}
