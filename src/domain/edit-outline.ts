import type { OutlineInput } from "#/contract/novel.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { type Cause, type CommandDeps, applyCommand } from "./apply-command.ts";
import { ensurePossible } from "./possible-commands.ts";

/**
 * Replaces the outline of a novel that awaits its approval by the owner's own, as a new revision.
 * Throws `invalid-state`, with nothing changed, in any other status.
 */
export async function editOutline(
  deps: CommandDeps,
  novel: NovelRecord,
  { chapters }: OutlineInput,
  cause: Cause,
): Promise<NovelRecord> {
  return applyCommand(deps, novel, cause, (current) => {
    ensurePossible("edit the outline", current.status);
    const revision = current.outlineRevision + 1;
    const plan = chapters.map(({ number, title, targetWords }) => ({ number, title, targetWords }));
    return {
      set: {
        outlineRevision: revision,
        chapters: plan.map((chapter) => ({
          ...chapter,
          status: "planned",
          words: 0,
          revision: 0,
          attempts: 0,
        })),
      },
      events: [{ type: "outline.awaiting-approval", data: { revision, chapters: plan } }],
      artifacts: [
        {
          kind: "outline",
          number: 0,
          revision,
          data: { chapters },
          promptVersion: writtenByHand,
          callIds: [],
          createdAt: deps.clock.now(),
        },
      ],
    };
  });
}

/** Stands for the prompt's version on what no prompt made. */
export const writtenByHand = "by-hand";
