import type { NovelStatus } from "#/contract/novel.ts";
import type { NovelCommand } from "#/web/server-api/novel-api.ts";
import { isFinal, isWorking } from "#/web/wording/status-words.ts";

/**
 * What the owner of a novel in this status can ask for, as buttons; the server decides. One that waits
 * for its budget is not resumed but goes on when that is raised.
 */
export function possibleCommands(
  status: NovelStatus,
  waitsForBudget = false,
): readonly Exclude<NovelCommand, "outline/approve">[] {
  if (status === "failed") return ["retry"];
  if (isFinal(status)) return [];
  if (status === "paused") return waitsForBudget ? ["cancel"] : ["resume", "cancel"];
  return isWorking(status) ? ["pause", "cancel"] : ["cancel"];
}
