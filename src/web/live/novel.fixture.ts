import type { EventDraft, NovelEvent } from "#/contract/event.ts";
import type { ChapterSummary, NovelView, Outline } from "#/contract/novel.ts";
import type { TextFrame } from "#/contract/realtime.ts";

/** A novel of two chapters as the server tells of it, just accepted. */
export function aNovel(changed: Partial<NovelView> = {}): NovelView {
  return {
    id: "n1",
    title: "The Salt Ledger",
    status: "queued",
    statusReason: null,
    params: {
      title: "The Salt Ledger",
      premise: "A keeper drowns in a dead calm.",
      genre: "Mystery",
      targetWordCount: 2_000,
      targetChapters: 2,
      humanLikeWriting: false,
      reviewOutline: false,
    },
    progress: {
      phase: "queued",
      chaptersCompleted: 0,
      chaptersPlanned: 2,
      words: 0,
      targetWords: 2_000,
    },
    outline: null,
    chapters: [],
    cost: { usd: 0, budgetUsd: null },
    notice: null,
    lastSeq: 1,
    traceId: "t",
    createdAt: "2026-11-23T10:00:00.000Z",
    updatedAt: "2026-11-23T10:00:00.000Z",
    ...changed,
  };
}

export function anOutline(revision = 1): Outline {
  const chapter = {
    pointOfView: "Ines",
    summary: "Ines comes home.",
    beats: ["She lands.", "She finds the ledger."],
    targetWords: 1_000,
  };
  return {
    revision,
    chapters: [
      { number: 1, title: "The Mail Boat", ...chapter },
      { number: 2, title: "A Column in Red", ...chapter },
    ],
  };
}

/** The same two chapters, of which nothing is written. */
export function plannedChapters(): ChapterSummary[] {
  return anOutline().chapters.map(({ number, title, targetWords }) => ({
    number,
    title,
    targetWords,
    status: "planned",
    words: 0,
    revision: 0,
    attempts: 0,
  }));
}

/** What the outline's events tell of those chapters. */
export function plan(revision = 1) {
  const chapters = anOutline().chapters.map(({ number, title, targetWords }) => ({
    number,
    title,
    targetWords,
  }));
  return { revision, chapters };
}

export function anEvent(seq: number, draft: EventDraft, novelId = "n1"): NovelEvent {
  const at = `2026-11-23T10:00:${String(seq).padStart(2, "0")}.000Z`;
  return { version: 1, novelId, seq, at, traceId: "t", requestId: "r", ...draft };
}

export function aFrame(offset: number, text: string, changed: Partial<TextFrame> = {}): TextFrame {
  return { novelId: "n1", chapter: 1, draftId: "d1", offset, text, traceId: "t", ...changed };
}
