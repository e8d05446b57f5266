import type { EventDraft, EventDrafts } from "#/contract/event.ts";
import { ProblemError } from "#/contract/problem.ts";
import type { Clock } from "#/ports/clock.ts";
import { ModelError } from "#/ports/language-model.ts";
import type { Change, NovelRecord, NovelState } from "#/ports/store/novels.ts";
import type { TurnOutcome } from "#/ports/store/step-turns.ts";
import type { Store } from "#/ports/store/store.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import { type Announcers, announce, wakeNovel } from "./announce.ts";
import { toUsd } from "./money.ts";
import { chapterOf, isWorking, stageOf } from "./novel-phase.ts";
import { backoffMs, cutShortAllowed, failuresAllowed, retryAfterLimitMs } from "./retry-policy.ts";
import {
  AnswerCutShort,
  AnswerRejected,
  BudgetReached,
  DayBudgetReached,
  NovelChanged,
  UnknownToThisRelease,
  UnpricedModel,
} from "./step-errors.ts";
import { untilStored } from "./until-stored.ts";

export interface TurnDeps extends Announcers {
  store: Store;
  clock: Clock;
  /** A number in [0, 1), for the jitter of retries. */
  random: () => number;
}

/** The wait after what this process cannot mend: a full disk may take the claim and refuse the next write. */
const afterTroubleMs = 5_000;

/** One worker's turn at a novel, from claim to lease's end. */
export interface NovelTurn {
  /** The row as this turn last wrote it. */
  readonly novel: NovelRecord;
  /** Writes a change under the lease and announces it; throws `NovelChanged` when another change came first. */
  commit(
    set: Partial<NovelState>,
    events: EventDrafts,
    options?: Pick<Change, "artifacts" | "chapters"> & {
      keepLease?: boolean;
      outcome?: TurnOutcome;
    },
  ): Promise<void>;
  /** Ends the turn after an error: delays, fails or gives back the novel, whichever the error calls for. */
  giveBack(error: unknown, drain: AbortSignal): Promise<TurnOutcome>;
}

export function createTurn(deps: TurnDeps, claimed: NovelRecord): NovelTurn {
  const { store, clock, random, log } = deps;
  const cause = {
    traceId: parseTraceparent(claimed.traceparent).traceId,
    requestId: claimed.requestId,
  };
  let novel = claimed;

  const commit: NovelTurn["commit"] = async (set, events, options = {}) => {
    const { keepLease = false, outcome = "committed", ...made } = options;
    const { id, epoch, lastSeq } = novel;
    const result = await store.novels.commitStep(
      { id, epoch, lastSeq },
      { at: clock.now(), set, cause, events, ...made },
      { keepLease, outcome },
    );
    if (result.outcome === "stale") throw new NovelChanged();
    novel = result.novel;
    await announce(deps, result.events);
  };

  /** Not now: the novel waits until `runAt` and is then tried again. */
  async function comeBack(
    set: Partial<NovelState>,
    waitMs: number,
    reason: string,
    outcome: TurnOutcome = "delayed",
  ) {
    const retryAt = new Date(Date.parse(clock.now()) + waitMs).toISOString();
    const stage = stageOf(novel.step ?? "");
    await commit(
      {
        hold: null,
        ...set,
        wake: novel.wake + 1,
        runAt: retryAt,
        statusReason: `Waiting: ${reason}`,
      },
      [{ type: "call.retried", data: { stage, number: chapterOf(novel), reason, retryAt } }],
      { outcome },
    );
    await wakeNovel(deps, novel, waitMs);
  }

  async function delay(error: ModelError | AnswerCutShort): Promise<TurnOutcome> {
    const delays = novel.delays + 1;
    const asked = Math.min(retryAfterLimitMs, error.retryAfterMs ?? 0);
    const waitMs = Math.max(asked, backoffMs(delays, random()));
    await comeBack({ delays }, waitMs, error.told);
    log.warn(
      { event: "step.delayed", delays, wait_ms: waitMs, reason: error.message },
      "step delayed",
    );
    return "delayed";
  }

  /** `reason` is for the novel's owner, `logged` for everybody else, where that is not the same. */
  async function fail(
    reason: string,
    { final, logged = reason }: { final: boolean; logged?: string },
  ): Promise<TurnOutcome> {
    const failures = novel.failures + 1;
    const round = novel.round + 1;
    if (!final && failures < failuresAllowed) {
      await comeBack({ failures, round }, backoffMs(failures, random()), reason);
      log.warn(
        { event: "step.failed", failures, reason: logged },
        "step failed, to be tried again",
      );
      return "delayed";
    }
    const number = chapterOf(novel);
    const chapters = novel.chapters.map((chapter) =>
      chapter.number === number ? { ...chapter, status: "failed" as const } : chapter,
    );
    const failed: EventDraft = { type: "novel.failed", data: { reason } };
    await commit(
      { status: "failed", statusReason: reason, hold: null, failures, round, chapters },
      number === null ? [failed] : [{ type: "chapter.failed", data: { number, reason } }, failed],
      { outcome: "failed" },
    );
    log.error({ event: "novel.failed", reason: logged }, "novel failed");
    return "failed";
  }

  function failFor(
    what: string,
    { message, told }: ModelError | AnswerCutShort,
    { final }: { final: boolean },
  ): Promise<TurnOutcome> {
    return fail(`${what}: ${told}`, { final, logged: `${what}: ${message}` });
  }

  /** An error of ours: it may be gone with the next release, so it delays the novel and never fails it. */
  async function crash(error: unknown): Promise<TurnOutcome> {
    const crashes = novel.crashes + 1;
    const waitMs = backoffMs(crashes, random());
    log.error(
      { event: "step.crashed", crashes, wait_ms: waitMs, err: error },
      "a step failed unexpectedly",
    );
    await comeBack(
      { crashes },
      waitMs,
      "an internal error stopped this step; the log has the details",
      "crashed",
    );
    return "crashed";
  }

  async function overBudget({ neededNanoUsd }: BudgetReached): Promise<TurnOutcome> {
    const { budgetNanoUsd, spentNanoUsd } = (await store.novels.get(novel.id)) ?? novel;
    const data = {
      budgetUsd: toUsd(budgetNanoUsd ?? 0),
      spentUsd: toUsd(spentNanoUsd),
      neededUsd: toUsd(neededNanoUsd),
    };
    const statusReason = `The budget of $${data.budgetUsd} does not allow the next call: $${data.spentUsd} is spent, and up to $${data.neededUsd} is needed.`;
    await commit(
      { status: "paused", hold: "budget", statusReason },
      [
        { type: "budget.reached", data },
        { type: "novel.paused", data: {} },
      ],
      { outcome: "paused" },
    );
    log.warn({ event: "budget.reached", ...data }, "a novel's budget is reached");
    return "paused";
  }

  async function overDayBudget(error: DayBudgetReached): Promise<TurnOutcome> {
    const { neededNanoUsd, limitNanoUsd } = error;
    const held = { hold: "day-budget", neededNanoUsd } as const;
    if (neededNanoUsd > limitNanoUsd) {
      // No other day will do: an operator has to act.
      const reason = `One call may cost up to $${toUsd(neededNanoUsd)}, more than BUDGET_USD_PER_DAY allows for a whole day, $${toUsd(limitNanoUsd)}: when that is raised, the work goes on.`;
      await commit(
        { ...held, status: "paused", statusReason: reason },
        [{ type: "novel.paused", data: { reason } }],
        { outcome: "paused" },
      );
      log.error(
        { event: "day-budget.too-small", reason },
        "no day's budget allows a novel's next call",
      );
      return "paused";
    }
    const now = Date.parse(clock.now());
    const midnight = new Date(now).setUTCHours(24, 0, 0, 0);
    // Not all at the stroke of midnight: the novels come back over its first minute.
    const waitMs = midnight - now + Math.round(60_000 * random());
    await comeBack(held, waitMs, "the day's budget for all novels is used up");
    log.warn({ event: "day-budget.reached", wait_ms: waitMs }, "the day's budget is reached");
    return "delayed";
  }

  // A lease that nobody gives back holds the novel up, so this waits for the Store.
  async function release(drain: AbortSignal, outcome: TurnOutcome) {
    const { id, epoch } = novel;
    return untilStored(deps, drain, async () => {
      await store.novels.release({ id, epoch }, { at: clock.now(), outcome });
      return store.novels.get(id);
    });
  }

  /** Whatever changed the novel decides how it goes on. */
  async function decideAnew(
    drain: AbortSignal,
    waitMs: number,
    outcome: TurnOutcome = "changed",
  ): Promise<TurnOutcome> {
    const now = await release(drain, outcome);
    if (now !== undefined && isWorking(now.status)) await wakeNovel(deps, now, waitMs);
    return outcome;
  }

  /** A newer process can go on; this one would only fail the novel. */
  async function leave(
    { message }: UnknownToThisRelease,
    drain: AbortSignal,
  ): Promise<TurnOutcome> {
    log.warn({ event: "step.left", reason: message }, "a step is left to a newer release");
    return decideAnew(drain, afterTroubleMs, "left");
  }

  async function concludeCall(error: ModelError, drain: AbortSignal): Promise<TurnOutcome> {
    switch (error.kind) {
      case "unavailable":
        return delay(error);
      case "refused":
      case "unsupported":
        return failFor("the model refused the request", error, { final: false });
      case "unauthorized":
        return failFor("the model's server refuses us", error, { final: true });
      case "aborted":
        return decideAnew(drain, 0);
      default:
        return error.kind satisfies never;
    }
  }

  async function conclude(error: unknown, drain: AbortSignal): Promise<TurnOutcome> {
    if (drain.aborted) {
      await release(drain, "stopped");
      return "stopped";
    }
    if (error instanceof ModelError) return concludeCall(error, drain);
    if (error instanceof AnswerCutShort)
      return novel.delays < cutShortAllowed
        ? delay(error)
        : failFor("the model's answers keep breaking off", error, { final: true });
    if (error instanceof AnswerRejected) return fail(error.message, { final: false });
    if (error instanceof UnpricedModel) return fail(error.message, { final: true });
    if (error instanceof BudgetReached) return overBudget(error);
    if (error instanceof DayBudgetReached) return overDayBudget(error);
    if (error instanceof NovelChanged) return decideAnew(drain, 0);
    if (error instanceof UnknownToThisRelease) return leave(error, drain);
    if (error instanceof ProblemError) return decideAnew(drain, afterTroubleMs);
    return crash(error);
  }

  return {
    get novel() {
      return novel;
    },
    commit,
    async giveBack(error, drain) {
      try {
        return await conclude(error, drain);
      } catch (later) {
        // The novel changed, or the Store went away, while the turn was being concluded.
        if (!(later instanceof NovelChanged || later instanceof ProblemError)) throw later;
        return conclude(new NovelChanged(), drain);
      }
    },
  };
}
