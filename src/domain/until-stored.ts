import { ProblemError } from "#/contract/problem.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Logger } from "#/telemetry/logger.ts";
import { createTroubleLog } from "#/telemetry/trouble-log.ts";
import { backoffMs } from "./retry-policy.ts";

/** An answer waits in memory meanwhile: the shorter the better. */
const longestWaitMs = 2_000;

/**
 * Repeats a Store operation that must not be lost (a paid answer, a lease to give back) until the
 * Store takes it: a full disk or a lost connection passes. Once `quit` aborts it is tried a last
 * time. Throws what is no trouble of the Store's at once.
 */
export async function untilStored<T>(
  { clock, log, random }: { clock: Clock; log: Logger; random: () => number },
  quit: AbortSignal,
  operation: () => Promise<T>,
): Promise<T> {
  const trouble = createTroubleLog(log, () => clock.monotonic(), {
    failed: { event: "store.waiting", message: "the Store takes nothing" },
    back: { event: "store.back", message: "the Store takes what waited" },
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await operation();
      trouble.worked();
      return result;
    } catch (error) {
      if (!(error instanceof ProblemError) || quit.aborted) throw error;
      const wait_ms = Math.min(longestWaitMs, backoffMs(attempt, random()));
      trouble.failed(error, { attempt, wait_ms });
      await clock.sleep(wait_ms, quit).catch(() => {
        // The loop tries once more.
      });
    }
  }
}
