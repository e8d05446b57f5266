import type { CallIntent } from "#/ports/store/ledger.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import type { ModelPlan } from "./model-plan.ts";
import { BudgetReached, DayBudgetReached, NovelChanged, UnpricedModel } from "./step-errors.ts";

/** A call that may be made: it is written down and its cost is set aside. */
export interface ReservedCall {
  id: string;
  /** Takes back what was set aside for the day and adds what the call cost. */
  settleDay(spentNanoUsd: number): Promise<void>;
}

/**
 * Sets the most that a call can cost aside, first from the day's budget, then with the intent from
 * the novel's. Throws `BudgetReached`, `DayBudgetReached` or, where a budget is set and the model has
 * no price, `UnpricedModel`; `NovelChanged` when the lease is lost. Nothing is set aside then.
 */
export async function reserveCall(
  { store, plan }: { store: Store; plan: ModelPlan },
  novel: NovelRecord,
  intent: CallIntent,
): Promise<ReservedCall> {
  const { model, reservedNanoUsd } = intent;
  const { dayBudgetNanoUsd } = plan;
  const budgeted = dayBudgetNanoUsd !== null || novel.budgetNanoUsd !== null;
  if (budgeted && !plan.isPriced(model)) throw new UnpricedModel(model);
  const day = intent.at.slice(0, 10);
  const settleDay = async (spentNanoUsd: number) => {
    if (dayBudgetNanoUsd !== null) await store.days.settle(day, { reservedNanoUsd, spentNanoUsd });
  };
  if (dayBudgetNanoUsd !== null) {
    const amount = { nanoUsd: reservedNanoUsd, limit: dayBudgetNanoUsd };
    if (!(await store.days.reserve(day, amount))) throw new DayBudgetReached();
  }
  const intended = await store.ledger.intend(intent).catch(async (error: unknown) => {
    await settleDay(0);
    throw error;
  });
  if (intended.outcome === "written") return { id: intended.id, settleDay };
  await settleDay(0);
  throw intended.outcome === "stale" ? new NovelChanged() : new BudgetReached(reservedNanoUsd);
}
