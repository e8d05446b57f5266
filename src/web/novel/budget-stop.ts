import type { NovelEvent } from "#/contract/event.ts";
import type { NovelView } from "#/contract/novel.ts";

/** What a novel's budget did not allow. */
export type BudgetStop = Extract<NovelEvent, { type: "budget.reached" }>["data"];

/** What stopped a novel that waits for a higher budget; undefined when it does not wait for one. */
export function findBudgetStop(
  { status }: Pick<NovelView, "status">,
  log: readonly NovelEvent[],
): BudgetStop | undefined {
  if (status !== "paused") return undefined;
  const last = log.findLast(({ type }) => type === "budget.reached" || type === "novel.resumed");
  return last?.type === "budget.reached" ? last.data : undefined;
}

/** A budget that allows the next call and some more: what is spent and needed, rounded up to one figure. */
export function suggestBudget({ spentUsd, neededUsd }: BudgetStop): number {
  const nanoUsd = Math.round((spentUsd + neededUsd) * 1e9);
  const unit = 10 ** (String(nanoUsd).length - 1);
  return (Math.ceil(nanoUsd / unit) * unit) / 1e9;
}
