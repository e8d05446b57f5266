import type { NovelView } from "#/contract/novel.ts";
import type { Draft } from "#/web/live/draft.ts";

/** What the pane with the draft is headed by: the chapter that it shows, and how far that is. */
export function draftHeading({ status, chapters }: NovelView, draft: Draft | undefined): string {
  if (draft === undefined) return "The text";
  const chapter = `Chapter ${draft.chapter}`;
  if (chapters[draft.chapter - 1]?.status === "completed") return `${chapter}, finished`;
  return `${chapter}, as ${status === "writing" ? "it is written" : "far as it is written"}`;
}

/** What comes after the draft that is shown; null when that is still being written, or nothing comes. */
export function whatComes(
  { status, progress }: NovelView,
  draft: Draft | undefined,
): string | null {
  const next = progress.chaptersCompleted + 1;
  if (status === "writing" && next <= progress.chaptersPlanned && draft?.chapter !== next)
    return `Chapter ${next} is being planned; its first words come next.`;
  if (status === "finishing") return "The last chapter is written; the book is being bound.";
  return draft === undefined ? "The first words appear here when the outline is drawn." : null;
}
