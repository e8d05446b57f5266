import type { NovelListItem, NovelStatus } from "#/contract/novel.ts";
import { plural } from "./format.ts";

/** Whether nothing more will happen to a novel in this status by itself or by its owner's word. */
export function isFinal(status: NovelStatus): boolean {
  return status === "completed" || status === "cancelled" || status === "failed";
}

/** Whether the novel is being worked on. */
export function isWorking(status: NovelStatus): boolean {
  return !isFinal(status) && status !== "paused" && status !== "awaiting-approval";
}

const badges: Record<NovelStatus, string> = {
  queued: "Waiting",
  analysing: "Reading the premise",
  outlining: "Outlining",
  "awaiting-approval": "Awaits your approval",
  writing: "Writing",
  finishing: "Binding",
  completed: "Finished",
  paused: "Paused",
  cancelled: "Cancelled",
  failed: "Failed",
};

/** The status in a word or two. */
export function statusBadge(status: NovelStatus): string {
  return badges[status];
}

/** The status in a sentence, without its reason. */
export function statusSentence({
  status,
  progress,
}: Pick<NovelListItem, "status" | "progress">): string {
  const { chaptersCompleted, chaptersPlanned } = progress;
  switch (status) {
    case "queued":
      return "Waiting for a writer.";
    case "analysing":
      return "Reading the premise: themes, cast, voice.";
    case "outlining":
      return "Drawing the outline.";
    case "awaiting-approval":
      return "The outline is ready for your review.";
    case "writing":
      return `Writing chapter ${Math.min(chaptersCompleted + 1, chaptersPlanned)} of ${chaptersPlanned}.`;
    case "finishing":
      return "Binding the book.";
    case "completed":
      return `Finished: ${plural(chaptersCompleted, "chapter")}.`;
    case "paused":
      return "Paused. It goes on where it stopped when you resume it.";
    case "cancelled":
      return `Cancelled. ${whatRemains(chaptersCompleted)}`;
    case "failed":
      return `The writing failed. ${whatRemains(chaptersCompleted)}`;
  }
}

function whatRemains(chapters: number): string {
  if (chapters === 0) return "No chapter was finished.";
  return chapters === 1
    ? "The finished chapter stays here to read."
    : "The finished chapters stay here to read.";
}
