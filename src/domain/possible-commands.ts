import type { NovelStatus } from "#/contract/novel.ts";
import { ProblemError } from "#/contract/problem.ts";
import { isWorking } from "./novel-phase.ts";

/** What an owner can ask of a novel under way. */
export const commands = [
  "pause",
  "resume",
  "cancel",
  "retry",
  "change the budget",
  "edit the outline",
  "approve the outline",
] as const;

export type Command = (typeof commands)[number];

const finalStatuses: readonly NovelStatus[] = ["completed", "cancelled", "failed"];

const possible: Record<Command, (status: NovelStatus) => boolean> = {
  pause: isWorking,
  resume: (status) => status === "paused",
  cancel: (status) => !finalStatuses.includes(status),
  retry: (status) => status === "failed",
  "change the budget": (status) => !finalStatuses.includes(status),
  "edit the outline": (status) => status === "awaiting-approval",
  "approve the outline": (status) => status === "awaiting-approval",
};

/** Throws `invalid-state`, which says what the state is and what is possible in it, unless `command` is. */
export function ensurePossible(command: Command, status: NovelStatus): void {
  if (possible[command](status)) return;
  const others = commands.filter((other) => possible[other](status));
  const instead = others.length === 0 ? "nothing" : others.join(", ");
  throw new ProblemError(
    "invalid-state",
    `A novel that is ${status} does not allow: ${command}. Possible now: ${instead}.`,
  );
}
