import type { TraceSpan } from "#/contract/trace.ts";
import type { CallAttempt, CallOutcome } from "#/ports/store/ledger.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { StepTurn, TurnOutcome } from "#/ports/store/step-turns.ts";
import { attribute } from "#/telemetry/attributes.ts";
import { spanNames } from "#/telemetry/span-names.ts";
import { intentAttributes, settlementAttributes } from "./describe-call.ts";
import { stageOf } from "./novel-phase.ts";
import type { Stretch } from "./trace-waits.ts";

/** A span and when it is; a running one's `to` is infinite. */
export type TimedSpan = Stretch & Omit<TraceSpan, "start" | "durationMs">;

const troubles: ReadonlySet<TurnOutcome> = new Set(["delayed", "crashed", "failed", "lost"]);

const statusOf: Record<CallOutcome, TraceSpan["status"]> = {
  intent: "running",
  accepted: "ok",
  rejected: "ok",
  failed: "error",
  unknown: "error",
};

/**
 * The spans of a novel's turns, below `rootId`, and of the attempts of model calls that each made.
 * Attempts of an older release's turns, which it did not write down, are below the root.
 */
export function traceWork(
  novel: Pick<NovelRecord, "epoch" | "lease">,
  turns: readonly StepTurn[],
  attempts: readonly CallAttempt[],
  rootId: string,
): { turns: TimedSpan[]; calls: TimedSpan[] } {
  // The novel may have been claimed since its row was read.
  const isHeld = (epoch: number) =>
    epoch > novel.epoch || (epoch === novel.epoch && novel.lease !== null);
  const attemptsOf = Map.groupBy(attempts, ({ epoch }) => epoch);

  /** When a turn ended; of one that nobody ended, when it was last heard of. */
  function endOf(turn: StepTurn, next: StepTurn | undefined): number {
    if (turn.endedAt !== null) return Date.parse(turn.endedAt);
    if (isHeld(turn.epoch)) return Infinity;
    const heard = (attemptsOf.get(turn.epoch) ?? []).map(answeredAt);
    const to = Math.max(Date.parse(turn.startedAt), ...heard);
    return next === undefined ? to : Math.min(to, Date.parse(next.startedAt));
  }

  const turnSpans = turns.map((turn, index): TimedSpan => {
    const to = endOf(turn, turns[index + 1]);
    const running = to === Infinity;
    const outcome = turn.outcome ?? "lost";
    return {
      id: turn.spanId,
      parentId: rootId,
      name: spanNames.step(stageOf(turn.step)),
      from: Date.parse(turn.startedAt),
      to,
      status: running ? "running" : troubles.has(outcome) ? "error" : "ok",
      attributes: {
        [attribute.step]: turn.step,
        [attribute.stage]: stageOf(turn.step),
        [attribute.epoch]: turn.epoch,
        [attribute.jobId]: turn.jobId,
        [attribute.promptPins]: Object.entries(turn.pins).map(([name, at]) => `${name}@${at}`),
        ...(!running && { [attribute.outcome]: outcome }),
      },
    };
  });

  const turnOf = new Map(turns.map(({ epoch }, index) => [epoch, turnSpans[index]]));
  const callSpans = attempts.map((call): TimedSpan => {
    const turn = turnOf.get(call.epoch);
    const running = call.outcome === "intent" && isHeld(call.epoch);
    const outcome = call.outcome === "intent" && !running ? "unknown" : call.outcome;
    const from = Date.parse(call.at);
    const { epoch, attempt } = call;
    return {
      id: call.spanId,
      parentId: turn?.id ?? rootId,
      name: spanNames.modelCall(call.model),
      from,
      // It was given up with its turn, if not before.
      to: running ? Infinity : outcome === "unknown" ? (turn?.to ?? from) : answeredAt(call),
      status: statusOf[outcome],
      attributes: {
        ...intentAttributes(call),
        [attribute.step]: call.step,
        [attribute.epoch]: epoch,
        [attribute.attempt]: attempt,
        ...settlementAttributes({ ...call, outcome }),
        ...errorType(outcome, call.reason),
      },
    };
  });
  return { turns: turnSpans, calls: callSpans };
}

const answeredAt = ({ at, durationMs }: CallAttempt) => Date.parse(at) + durationMs;

/** The kind alone: what a provider says may repeat what it was asked. */
function errorType(outcome: CallOutcome, reason: string | null) {
  if (outcome === "unknown") return { [attribute.errorType]: "unknown" };
  if (outcome !== "failed") return {};
  return { [attribute.errorType]: reason?.split(":")[0] ?? "internal" };
}
