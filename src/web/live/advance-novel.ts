import type { NovelEvent } from "#/contract/event.ts";
import type { ChapterSummary, NovelListItem, NovelPhase, NovelView } from "#/contract/novel.ts";
import { describeEvent } from "#/web/wording/event-words.ts";

/**
 * The novel after an event of its log. Pure; an event that the novel holds already changes nothing.
 * What an event does not tell (the beats of an outline) is left as it was.
 */
export function advanceNovel(novel: NovelView, event: NovelEvent): NovelView {
  if (event.seq <= novel.lastSeq) return novel;
  return { ...advanceListItem(novel, event), chapters: advanceChapters(novel, event) };
}

/** The same for a row of the list, which has no chapters of its own. */
export function advanceListItem<T extends NovelListItem>(novel: T, event: NovelEvent): T {
  if (event.seq <= novel.lastSeq) return novel;
  return { ...novel, ...changes(novel, event), lastSeq: event.seq, updatedAt: event.at };
}

function changes(novel: NovelListItem, event: NovelEvent): Partial<NovelListItem> {
  const { progress } = novel;
  switch (event.type) {
    case "novel.started":
      return moveTo(novel, "analysing");
    case "analysis.completed":
      return moveTo(novel, "outlining");
    case "outline.completed":
    case "outline.awaiting-approval": {
      const review = novel.params.reviewOutline;
      const { chapters } = event.data;
      return moveTo(novel, review ? "awaiting-approval" : "writing", {
        chaptersPlanned: chapters.length,
        targetWords: chapters.reduce((sum, chapter) => sum + chapter.targetWords, 0),
      });
    }
    case "outline.approved":
    case "chapter.started":
      return moveTo(novel, "writing");
    case "chapter.completed": {
      const chaptersCompleted = progress.chaptersCompleted + 1;
      const last = chaptersCompleted >= progress.chaptersPlanned;
      return {
        ...moveTo(novel, last ? "finishing" : "writing", {
          chaptersCompleted,
          words: progress.words + event.data.words,
        }),
        cost: { ...novel.cost, usd: event.data.costUsd },
      };
    }
    case "call.retried":
      return { statusReason: `Waiting: ${event.data.reason}` };
    case "budget.reached": {
      const { budgetUsd, spentUsd } = event.data;
      return {
        status: "paused",
        statusReason: describeEvent(event),
        cost: { usd: spentUsd, budgetUsd },
      };
    }
    case "novel.changed": {
      const { title, budgetUsd } = event.data;
      return { title, cost: { ...novel.cost, budgetUsd } };
    }
    case "novel.paused":
      // A budget that is reached has paused it already, and is the reason.
      return novel.status === "paused"
        ? {}
        : { status: "paused", statusReason: event.data.reason ?? null };
    case "novel.resumed":
      return { status: progress.phase, statusReason: null };
    case "novel.cancelled":
      return { status: "cancelled", statusReason: null };
    case "novel.failed":
      return { status: "failed", statusReason: event.data.reason };
    case "novel.completed":
      return {
        ...moveTo(novel, "completed", {
          words: event.data.words,
          chaptersCompleted: event.data.chapters,
        }),
        cost: { ...novel.cost, usd: event.data.costUsd },
      };
    default:
      return {};
  }
}

/** The work got as far as `phase`: what it waited for came, and the status follows it. */
function moveTo(
  novel: NovelListItem,
  phase: NovelPhase,
  progress: Partial<NovelListItem["progress"]> = {},
): Partial<NovelListItem> {
  return {
    status: phase,
    statusReason: null,
    progress: { ...novel.progress, ...progress, phase },
  };
}

function advanceChapters({ chapters }: NovelView, event: NovelEvent): ChapterSummary[] {
  const change = (number: number, changed: Partial<ChapterSummary>) =>
    chapters.map((chapter) => (chapter.number === number ? { ...chapter, ...changed } : chapter));
  switch (event.type) {
    case "outline.completed":
    case "outline.awaiting-approval":
      return event.data.chapters.map((planned) => ({
        ...planned,
        status: "planned",
        words: 0,
        revision: 0,
        attempts: 0,
      }));
    case "chapter.started": {
      const { number, title, targetWords, attempt } = event.data;
      return change(number, { title, targetWords, status: "writing", attempts: attempt });
    }
    case "chapter.completed": {
      const { number, title, targetWords, words, revision } = event.data;
      return change(number, { title, targetWords, words, revision, status: "completed" });
    }
    case "chapter.failed":
      return change(event.data.number, { status: "failed" });
    case "novel.resumed":
      return chapters.map((chapter) =>
        chapter.status === "failed" ? { ...chapter, status: "planned" } : chapter,
      );
    default:
      return chapters;
  }
}
