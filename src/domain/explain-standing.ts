import type { NovelStanding, StandingItem } from "#/contract/novel-standing.ts";
import type { CallAttempt } from "#/ports/store/ledger.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { workingStatuses } from "#/ports/store/working-statuses.ts";
import { toUsd } from "./money.ts";
import { stageOf } from "./novel-phase.ts";
import type { Stage } from "./prompts/prompt.ts";

/** What a novel's standing depends on, beside its own row. */
export interface Circumstances {
  /** ISO. */
  now: string;
  /** Whether operators let no worker claim anything. */
  queuePaused: boolean;
  /** How long the server of a stage's model is left alone yet, in milliseconds; null where others know. */
  restMs: (stage: Stage) => number | null;
}

/** Says of a novel why it runs or does not; `calls` is its ledger, oldest first. */
export function explainStanding(
  novel: NovelRecord,
  calls: readonly CallAttempt[],
  circumstances: Circumstances,
): NovelStanding {
  const wrong = calls.findLast(({ outcome }) => outcome === "failed" || outcome === "rejected");
  return {
    ...summariseStanding(novel, circumstances),
    breaker: breakerOf(novel, circumstances),
    inARow: { failures: novel.failures, delays: novel.delays, crashes: novel.crashes },
    lastError:
      wrong === undefined
        ? null
        : { at: wrong.at, step: wrong.step, model: wrong.model, reason: wrong.reason ?? "" },
  };
}

/** The same in short, for a list: what the novel's row alone can say. */
export function summariseStanding(novel: NovelRecord, circumstances: Circumstances): StandingItem {
  return {
    id: novel.id,
    owner: novel.owner,
    status: novel.status,
    standing: standingOf(novel, circumstances),
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

const stages: readonly Stage[] = ["analysis", "outline", "chapter"];

/** Of a step that makes calls; no other meets one. */
function breakerOf({ step }: NovelRecord, { restMs }: Circumstances): NovelStanding["breaker"] {
  const stage = stages.find((one) => step !== null && one === stageOf(step));
  const rest = stage === undefined ? null : restMs(stage);
  if (rest === null) return null;
  return rest > 0 ? "open" : "closed";
}

/** Without the novel's own `statusReason`, which is its owner's: a provider may quote the prompt in it. */
function standingOf(
  { status, hold, lease, runAt }: NovelRecord,
  { now, queuePaused }: Circumstances,
): string {
  if (hold === "budget") return "It waits for its own budget to be raised.";
  if (hold === "day-budget") return "It waits for the day's budget.";
  if (!workingStatuses.some((working) => working === status))
    return `Nothing is to be done: it is ${status}.`;
  if (lease !== null) return "A worker holds it.";
  if (queuePaused) return "An operator has paused the queue: no worker takes anything.";
  if (runAt !== null && runAt > now) return `It is tried again at ${runAt}.`;
  return "It may run: it waits for a worker, or for its owner's other novels.";
}
