import { ProblemError } from "#/contract/problem.ts";
import type { Change, NovelRecord } from "#/ports/store/novels.ts";
import { type Cause, type CommandDeps, applyCommand } from "./apply-command.ts";
import { type Operator, auditRecord } from "./audit.ts";
import { toUsd } from "./money.ts";
import { phaseOf } from "./novel-phase.ts";
import { ensurePossible } from "./possible-commands.ts";

/** The commands that stop a novel's work or let it go on. */
export type StatusCommand = "pause" | "resume" | "cancel" | "retry";

/**
 * Pauses, resumes, cancels or retries a novel. Throws `invalid-state`, with nothing changed, when
 * the novel's status, or what holds it, does not allow it. An `operator` who does it is written down with it.
 */
export async function changeStatus(
  deps: CommandDeps,
  novel: NovelRecord,
  command: StatusCommand,
  cause: Cause,
  operator?: Operator,
): Promise<NovelRecord> {
  const decide = (current: NovelRecord) => {
    ensurePossible(command, current.status);
    if (command === "resume" && current.hold === "budget") throw heldForBudget(current);
    return changes[command](current);
  };
  if (operator === undefined) return applyCommand(deps, novel, cause, decide);
  return applyCommand(deps, novel, cause, decide, ({ status, hold }, set) =>
    auditRecord(deps, operator, {
      action: `novel.${command}`,
      target: novel.id,
      before: { status, hold },
      after: { status: set.status ?? status, hold: set.hold ?? null },
    }),
  );
}

/** What lets a novel that is paused or held go on from where it was. */
export function goOn(novel: NovelRecord): Pick<Change, "set" | "events"> {
  return {
    set: {
      status: phaseOf(novel),
      statusReason: null,
      hold: null,
      runAt: null,
      delays: 0,
      crashes: 0,
      wake: novel.wake + 1,
    },
    events: [{ type: "novel.resumed", data: {} }],
  };
}

function heldForBudget({ spentNanoUsd }: NovelRecord): ProblemError {
  const spent = toUsd(spentNanoUsd);
  return new ProblemError(
    "invalid-state",
    `This novel waits for its budget: raise budgetUsd, of which $${spent} is spent, and it goes on.`,
  );
}

const changes: Record<StatusCommand, (novel: NovelRecord) => Pick<Change, "set" | "events">> = {
  pause: () => ({
    set: { status: "paused", statusReason: null, hold: null },
    events: [{ type: "novel.paused", data: {} }],
  }),
  resume: goOn,
  cancel: () => ({
    set: { status: "cancelled", statusReason: null, hold: null },
    events: [{ type: "novel.cancelled", data: {} }],
  }),
  // Another round: answers that were judged bad before the failure are asked for anew.
  retry: (novel) => ({
    set: {
      status: phaseOf(novel),
      statusReason: null,
      runAt: null,
      failures: 0,
      delays: 0,
      crashes: 0,
      round: novel.round + 1,
      wake: novel.wake + 1,
      chapters: novel.chapters.map((chapter) =>
        chapter.status === "failed" ? { ...chapter, status: "planned" } : chapter,
      ),
    },
    events: [{ type: "novel.resumed", data: {} }],
  }),
};
