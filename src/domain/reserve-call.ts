import type { CallIntent } from "#/ports/store/ledger.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import type { ModelPlan } from "./model-plan.ts";
import {
  AnsweredMeanwhile,
  BudgetReached,
  DayBudgetReached,
  NovelChanged,
  UnpricedModel,
} from "./step-errors.ts";

/** A call that may be made: it is written down and its cost is set aside. */
export interface ReservedCall {
  id: string;
  attempt: number;
  /** Charges the day what the call cost, in place of what was set aside for it; once, however often it is tried. */
  settleDay(costNanoUsd: number): Promise<void>;
}

/**
 * Sets the most that a call can cost aside, first from the day's budget, then with the intent from
 * the novel's. Throws `BudgetReached`, `DayBudgetReached` or, where a budget is set and the model has
 * no price, `UnpricedModel`; `NovelChanged` when `novel` is not as it was read any more, or the lease is
 * lost; `AnsweredMeanwhile` when an attempt after `answered` has an answer. Nothing is set aside
 * then. What the Store throws leaves open whether anything is.
 */
export async function reserveCall(
  { store, plan }: { store: Store; plan: ModelPlan },
  novel: NovelRecord,
  intent: CallIntent,
  answered?: number,
): Promise<ReservedCall> {
  const { model, reservedNanoUsd } = intent;
  const { dayBudgetNanoUsd } = plan;
  const budgeted = dayBudgetNanoUsd !== null || novel.budgetNanoUsd !== null;
  if (budgeted && !plan.isPriced(model)) throw new UnpricedModel(model);
  const day = intent.at.slice(0, 10);
  const reservation = {
    id: intent.spanId,
    key: intent.key,
    novelId: intent.novelId,
    epoch: intent.epoch,
    nanoUsd: reservedNanoUsd,
  };
  // Where nothing is set aside the model has no price, or 0: the day has nothing to do with it.
  const isFree = reservedNanoUsd === 0;
  const settleDay: ReservedCall["settleDay"] = async (costNanoUsd) => {
    if (!isFree) await store.days.settle(day, reservation, costNanoUsd);
  };
  // Also without a limit: one that is set later counts what the day has cost by then.
  if (!isFree && !(await store.days.reserve(day, reservation, dayBudgetNanoUsd)))
    throw new DayBudgetReached(reservedNanoUsd, dayBudgetNanoUsd ?? 0);
  // Where this throws, the intent may stand: the reservation stays until upkeep has seen the ledger.
  const intended = await store.ledger.intend(intent, { lastSeq: novel.lastSeq, answered });
  if (intended.outcome === "written") {
    const { id, attempt } = intended;
    return { id, attempt, settleDay };
  }
  await settleDay(0);
  if (intended.outcome === "answered") throw new AnsweredMeanwhile();
  throw intended.outcome === "stale" ? new NovelChanged() : new BudgetReached(reservedNanoUsd);
}
