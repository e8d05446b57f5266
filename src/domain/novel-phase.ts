import type { NovelPhase, NovelStatus } from "#/contract/novel.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { workingStatuses } from "#/ports/store/working-statuses.ts";

/** Where a novel's work stands, whether it runs, is paused or failed: told by its next step. */
export function phaseOf({ step, begun }: Pick<NovelRecord, "step" | "begun">): NovelPhase {
  if (step === null) return "completed";
  if (step === "analysis") return begun === null ? "queued" : "analysing";
  if (step === "approval") return "awaiting-approval";
  if (step === "finish") return "finishing";
  return step.startsWith("outline-") ? "outlining" : "writing";
}

/** Whether workers have something to do for a novel in this status. */
export function isWorking(status: NovelStatus): boolean {
  return (workingStatuses as readonly NovelStatus[]).includes(status);
}

/** The kind of work that a step does: `chapter` for `chapter-2`. */
export function stageOf(step: string): string {
  return step.split("-")[0] ?? "";
}

/** The step that writes chapter `number`. */
export function chapterStep(number: number): string {
  return `chapter-${number}`;
}

/** The chapter that a step writes; null for other steps. */
export function chapterOf({ step }: Pick<NovelRecord, "step">): number | null {
  return step?.startsWith("chapter-") === true ? Number(step.slice("chapter-".length)) : null;
}
