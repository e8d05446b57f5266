import type { NovelListItem, NovelView, Outline, OutlineChapter } from "#/contract/novel.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import { toUsd } from "./money.ts";
import { phaseOf } from "./novel-phase.ts";

/** A novel as its owner sees it: the row, and the outline in force. */
export async function showNovel(store: Store, novel: NovelRecord): Promise<NovelView> {
  const outline = await findOutline(store, novel);
  return { ...summariseNovel(novel), outline, chapters: novel.chapters };
}

/** A novel as it stands in a list. Until there is an outline, its plan is what was asked for. */
export function summariseNovel(novel: NovelRecord): NovelListItem {
  const { chapters, params } = novel;
  const planned = novel.outlineRevision > 0;
  let chaptersCompleted = 0;
  let words = 0;
  let plannedWords = 0;
  for (const chapter of chapters) {
    if (chapter.status === "completed") chaptersCompleted += 1;
    words += chapter.words;
    plannedWords += chapter.targetWords;
  }
  return {
    id: novel.id,
    title: novel.title,
    status: novel.status,
    statusReason: novel.statusReason,
    params,
    progress: {
      phase: phaseOf(novel),
      chaptersCompleted,
      chaptersPlanned: planned ? chapters.length : params.targetChapters,
      words,
      targetWords: planned ? plannedWords : params.targetWordCount,
    },
    cost: {
      usd: toUsd(novel.spentNanoUsd),
      budgetUsd: novel.budgetNanoUsd === null ? null : toUsd(novel.budgetNanoUsd),
    },
    notice: novel.notice,
    lastSeq: novel.lastSeq,
    traceId: parseTraceparent(novel.traceparent).traceId,
    createdAt: novel.createdAt,
    updatedAt: novel.updatedAt,
  };
}

async function findOutline(store: Store, novel: NovelRecord): Promise<Outline | null> {
  if (novel.outlineRevision === 0) return null;
  const artifact = await store.novels.artifact(novel.id, "outline", 0);
  if (artifact === undefined) return null;
  const { chapters } = artifact.data as { chapters: OutlineChapter[] };
  return { revision: artifact.revision, chapters };
}
