import { ProblemError } from "#/contract/problem.ts";
import { explainProblem } from "./explain-problem.ts";
import type { Logger } from "./logger.ts";

/** How often a trouble that lasts is told again. */
const sameTroubleMs = 60_000;

/** How a trouble and its end are told. */
interface Words {
  failed: { event: string; message: string };
  back: { event: string; message: string };
}

/** Tells of one thing that may fail again and again until it works again. */
export interface TroubleLog {
  /** It failed: told the first time (WARN), and then at most once a minute. */
  failed(error: unknown, fields?: Record<string, unknown>): void;
  /** It worked: told when it had failed (INFO). */
  worked(): void;
}

/** `monotonic` gives milliseconds that never go back. A known problem is told without its stack, but with what caused it. */
export function createTroubleLog(
  log: Pick<Logger, "info" | "warn">,
  monotonic: () => number,
  { failed, back }: Words,
): TroubleLog {
  let since: number | undefined;
  let toldAt = -Infinity;
  return {
    failed(error, fields = {}) {
      const at = monotonic();
      since ??= at;
      if (at - toldAt < sameTroubleMs) return;
      toldAt = at;
      const why =
        error instanceof ProblemError ? { reason: explainProblem(error) } : { err: error };
      log.warn({ event: failed.event, ...fields, ...why }, failed.message);
    },
    worked() {
      if (since === undefined) return;
      const after_ms = Math.round(monotonic() - since);
      since = undefined;
      toldAt = -Infinity;
      log.info({ event: back.event, after_ms }, back.message);
    },
  };
}
