import type { NovelPatch } from "#/contract/novel.ts";
import { ProblemError } from "#/contract/problem.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { type Cause, type CommandDeps, applyCommand } from "./apply-command.ts";
import { goOn } from "./change-status.ts";
import { type PriceDeps, ensurePriced } from "./ensure-priced.ts";
import { toNanoUsd, toUsd } from "./money.ts";
import { ensurePossible } from "./possible-commands.ts";

/**
 * Changes a novel's title or budget. A novel that is held for its budget goes on in the same change
 * when the new one has room. Throws `invalid-state` for the budget of a novel that has ended, and
 * `invalid-input` for a budget that is spent already or that a model without a price could not keep.
 */
export async function changeNovel(
  deps: CommandDeps & PriceDeps,
  novel: NovelRecord,
  patch: NovelPatch,
  cause: Cause,
): Promise<NovelRecord> {
  return applyCommand(deps, novel, cause, (current) => {
    const { title = current.title, budgetUsd } = patch;
    const budgetNanoUsd =
      budgetUsd === undefined ? current.budgetNanoUsd : allowBudget(deps, current, budgetUsd);
    const data = { title, budgetUsd: budgetNanoUsd === null ? null : toUsd(budgetNanoUsd) };
    const set = { title, budgetNanoUsd };
    const changed = { type: "novel.changed", data } as const;
    if (!isFreed(current, budgetUsd)) return { set, events: [changed] };
    const resumed = goOn(current);
    return { set: { ...set, ...resumed.set }, events: [changed, ...resumed.events] };
  });
}

/** Whether a novel that is held for its budget has room again with a new one. */
function isFreed(novel: NovelRecord, budgetUsd: number | undefined): boolean {
  if (novel.hold !== "budget" || budgetUsd === undefined) return false;
  return toNanoUsd(budgetUsd) > novel.spentNanoUsd + novel.reservedNanoUsd;
}

/** The budget in nano-dollars, if the novel may have it. */
function allowBudget(deps: PriceDeps, novel: NovelRecord, budgetUsd: number): number {
  ensurePossible("change the budget", novel.status);
  ensurePriced(deps);
  const budgetNanoUsd = toNanoUsd(budgetUsd);
  if (budgetNanoUsd > novel.spentNanoUsd) return budgetNanoUsd;
  const message = `must be more than the $${toUsd(novel.spentNanoUsd)} that is spent`;
  throw new ProblemError("invalid-input", `budgetUsd: ${message}.`, {
    errors: [{ path: "budgetUsd", message }],
  });
}
