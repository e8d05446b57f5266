import type { CallIntent } from "#/ports/store/ledger.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import type { ModelPlan } from "./model-plan.ts";
import { BudgetReached, DayBudgetReached, NovelChanged, UnpricedModel } from "./step-errors.ts";

/** A call that may be made: it is written down and its cost is set aside. */
export interface ReservedCall {
  id: string;
  attempt: number;
  /**
   * Charges the day what the call cost, in place of what was set aside for it, or of what it was
   * charged already where the call `was` given up as `unknown` before its settlement came.
   */
  settleDay(spentNanoUsd: number, was: "intent" | "unknown" | undefined): Promise<void>;
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
  const settleDay: ReservedCall["settleDay"] = (spentNanoUsd, was) =>
    store.days.settle(
      day,
      was === "unknown"
        ? { reservedNanoUsd: 0, spentNanoUsd: spentNanoUsd - reservedNanoUsd }
        : { reservedNanoUsd, spentNanoUsd },
    );
  // Also without a limit: one that is set later counts what the day has cost by then.
  const amount = { nanoUsd: reservedNanoUsd, limit: dayBudgetNanoUsd };
  if (!(await store.days.reserve(day, amount)))
    throw new DayBudgetReached(reservedNanoUsd, dayBudgetNanoUsd ?? 0);
  const intended = await store.ledger.intend(intent).catch(async (error: unknown) => {
    await settleDay(0, undefined);
    throw error;
  });
  if (intended.outcome === "written") {
    const { id, attempt } = intended;
    return { id, attempt, settleDay };
  }
  await settleDay(0, undefined);
  throw intended.outcome === "stale" ? new NovelChanged() : new BudgetReached(reservedNanoUsd);
}
