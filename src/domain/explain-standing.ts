import type { NovelStanding, StandingItem } from "#/contract/novel-standing.ts";
import type { CallAttempt } from "#/ports/store/ledger.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { workingStatuses } from "#/ports/store/working-statuses.ts";
import { toUsd } from "./money.ts";

/** Says of a novel why it runs or does not at `now` (ISO); `calls` is its ledger, oldest first. */
export function explainStanding(
  novel: NovelRecord,
  calls: readonly CallAttempt[],
  now: string,
): NovelStanding {
  const wrong = calls.findLast(({ outcome }) => outcome === "failed" || outcome === "rejected");
  return {
    ...summariseStanding(novel, now),
    inARow: { failures: novel.failures, delays: novel.delays, crashes: novel.crashes },
    lastError:
      wrong === undefined
        ? null
        : { at: wrong.at, step: wrong.step, model: wrong.model, reason: wrong.reason ?? "" },
  };
}

/** The same in short, for a list: what the novel's row alone can say. */
export function summariseStanding(novel: NovelRecord, now: string): StandingItem {
  return {
    id: novel.id,
    owner: novel.owner,
    status: novel.status,
    standing: standingOf(novel, now),
    step: novel.step,
    lease: novel.lease,
    runAt: novel.runAt,
    budget: {
      heldBy: novel.hold,
      usd: novel.budgetNanoUsd === null ? null : toUsd(novel.budgetNanoUsd),
      spentUsd: toUsd(novel.spentNanoUsd),
      reservedUsd: toUsd(novel.reservedNanoUsd),
    },
    createdAt: novel.createdAt,
    updatedAt: novel.updatedAt,
  };
}

function standingOf({ status, hold, lease, runAt, statusReason }: NovelRecord, now: string) {
  const why = statusReason === null ? "" : ` ${statusReason}`;
  if (hold === "budget") return "It waits for its own budget to be raised.";
  if (hold === "day-budget") return "It waits for the day's budget.";
  if (!workingStatuses.some((working) => working === status))
    return `Nothing is to be done: it is ${status}.${why}`;
  if (lease !== null) return `A worker holds it.${why}`;
  if (runAt !== null && runAt > now) return `It is tried again at ${runAt}.${why}`;
  return `It may run: it waits for a worker, or for its owner's other novels.${why}`;
}
