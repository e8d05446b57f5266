import type { Clock } from "#/ports/clock.ts";
import type { Logger } from "#/telemetry/logger.ts";
import { createTroubleLog } from "#/telemetry/trouble-log.ts";

/** Something that is done every so often. */
export interface Chore {
  name: string;
  everyMs: number;
  run(): Promise<unknown>;
}

/**
 * Runs each chore at once and then `everyMs` after it ended, so that none overlaps itself; a chore
 * that fails is tried again next time, and logged when it begins to fail, each minute, and when it works
 * again. Returns the way to stop, which waits for those
 * under way.
 */
export function startUpkeep(
  chores: readonly Chore[],
  { clock, log }: { clock: Clock; log: Logger },
): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = chores.map(async ({ name, everyMs, run }) => {
    const trouble = createTroubleLog(log.child({ chore: name }), () => clock.monotonic(), {
      failed: { event: "chore.failed", message: "chore failed" },
      back: { event: "chore.back", message: "chore works again" },
    });
    while (!signal.aborted) {
      try {
        await run();
        trouble.worked();
      } catch (error) {
        trouble.failed(error);
      }
      await clock.sleep(everyMs, signal).catch(() => {
        // Only a stop ends the sleep early, and the loop's condition sees that.
      });
    }
  });
  return async () => {
    stopping.abort();
    await Promise.all(running);
  };
}
