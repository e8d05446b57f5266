import type { NovelRecord } from "#/ports/store/novels.ts";
import { type Cause, type CommandDeps, applyCommand } from "./apply-command.ts";
import { chapterStep } from "./novel-phase.ts";
import { ensurePossible } from "./possible-commands.ts";

/**
 * Lets the writing of a novel begin whose outline awaits its owner's approval. Throws
 * `invalid-state`, with nothing changed, in any other status.
 */
export async function approveOutline(
  deps: CommandDeps,
  novel: NovelRecord,
  cause: Cause,
): Promise<NovelRecord> {
  return applyCommand(deps, novel, cause, (current) => {
    ensurePossible("approve the outline", current.status);
    return {
      set: { status: "writing", step: chapterStep(1), wake: current.wake + 1 },
      events: [{ type: "outline.approved", data: { revision: current.outlineRevision } }],
    };
  });
}
