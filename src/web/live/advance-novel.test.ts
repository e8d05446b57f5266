import { describe, expect, test } from "vitest";
import type { EventDraft } from "#/contract/event.ts";
import type { NovelView } from "#/contract/novel.ts";
import { advanceListItem, advanceNovel } from "./advance-novel.ts";
import { aNovel, anEvent, anOutline, plan, plannedChapters } from "./novel.fixture.ts";

/** The novel after these events, which follow its last one. */
function after(novel: NovelView, ...drafts: EventDraft[]): NovelView {
  return drafts.reduce((now, draft) => advanceNovel(now, anEvent(now.lastSeq + 1, draft)), novel);
}

const started = (number: number, attempt = 1): EventDraft => ({
  type: "chapter.started",
  data: { number, title: `Title ${number}`, targetWords: 1_000, attempt },
});
const completed = (number: number, words: number, costUsd: number): EventDraft => ({
  type: "chapter.completed",
  data: { number, title: `Title ${number}`, revision: 1, words, targetWords: 1_000, costUsd },
});
const failed: EventDraft = { type: "novel.failed", data: { reason: "no such model" } };

describe("a novel after its events", () => {
  test("goes through its phases to the end, with words, chapters and cost", () => {
    let novel = after(aNovel(), { type: "novel.started", data: {} });
    expect(novel).toMatchObject({ status: "analysing", progress: { phase: "analysing" } });

    novel = after(novel, { type: "analysis.completed", data: {} });
    expect(novel.status).toBe("outlining");

    novel = after(novel, { type: "outline.completed", data: plan() });
    expect(novel).toMatchObject({ status: "writing", chapters: plannedChapters() });

    novel = after(novel, started(1));
    expect(novel.chapters[0]).toMatchObject({ status: "writing", attempts: 1 });

    novel = after(novel, completed(1, 1_050, 0.01));
    expect(novel).toMatchObject({
      status: "writing",
      progress: { chaptersCompleted: 1, words: 1_050 },
      cost: { usd: 0.01 },
    });
    expect(novel.chapters[0]).toMatchObject({ status: "completed", words: 1_050, revision: 1 });

    novel = after(novel, started(2), completed(2, 990, 0.02));
    expect(novel).toMatchObject({
      status: "finishing",
      progress: { words: 2_040 },
      cost: { usd: 0.02 },
    });

    novel = after(novel, {
      type: "novel.completed",
      data: { words: 2_040, chapters: 2, costUsd: 0.021 },
    });
    expect(novel).toMatchObject({
      status: "completed",
      progress: { phase: "completed", words: 2_040, chaptersCompleted: 2 },
      cost: { usd: 0.021 },
    });
  });

  test("waits for approval when its outline is to be reviewed", () => {
    const params = { ...aNovel().params, reviewOutline: true };
    let novel = after(aNovel({ params }), { type: "outline.completed", data: plan() });
    expect(novel.status).toBe("awaiting-approval");
    const edited = { revision: 2, chapters: [{ number: 1, title: "One", targetWords: 700 }] };
    novel = after(novel, { type: "outline.awaiting-approval", data: edited });
    expect(novel).toMatchObject({
      status: "awaiting-approval",
      progress: { chaptersPlanned: 1, targetWords: 700 },
    });
    expect(novel.chapters).toHaveLength(1);
    novel = after(novel, { type: "outline.approved", data: { revision: 2 } });
    expect(novel.status).toBe("writing");
  });

  test("is resumed where it stood", () => {
    const writing = after(aNovel(), { type: "outline.completed", data: plan() }, started(1));
    const paused = after(writing, { type: "novel.paused", data: {} });
    expect(paused).toMatchObject({ status: "paused", progress: { phase: "writing" } });
    const told = after(writing, { type: "novel.paused", data: { reason: "Too dear." } });
    expect(told).toMatchObject({ status: "paused", statusReason: "Too dear." });
    expect(after(paused, { type: "novel.resumed", data: {} }).status).toBe("writing");
  });

  test("is paused by its budget and says so, and takes a new title and a new budget", () => {
    const data = { budgetUsd: 1, spentUsd: 0.98, neededUsd: 0.05 };
    const stopped = after(
      aNovel(),
      { type: "novel.started", data: {} },
      { type: "budget.reached", data },
      { type: "novel.paused", data: {} },
    );
    expect(stopped).toMatchObject({ status: "paused", cost: { usd: 0.98, budgetUsd: 1 } });
    expect(stopped.statusReason).toContain("The budget of $1.00");
    const changed = { title: "Absent", budgetUsd: 2 };
    const raised = after(stopped, { type: "novel.changed", data: changed });
    expect(raised).toMatchObject({ title: "Absent", cost: { usd: 0.98, budgetUsd: 2 } });
    expect(after(raised, { type: "novel.resumed", data: {} }).statusReason).toBeNull();
  });

  test("says why it failed, and forgets it when it is tried again", () => {
    const writing = after(aNovel(), { type: "outline.completed", data: plan() }, started(1));
    const broken = after(
      writing,
      { type: "chapter.failed", data: { number: 1, reason: "no such model" } },
      failed,
    );
    expect(broken).toMatchObject({ status: "failed", statusReason: "no such model" });
    expect(broken.chapters[0]?.status).toBe("failed");
    const again = after(broken, { type: "novel.resumed", data: {} });
    expect(again).toMatchObject({ status: "writing", statusReason: null });
    expect(again.chapters[0]?.status).toBe("planned");
  });

  test("says what it waits for until the work gets on", () => {
    const retryAt = "2026-11-23T10:05:00.000Z";
    const data = { stage: "chapter", number: 1, reason: "the model is busy", retryAt };
    const waiting = after(aNovel(), { type: "call.retried", data });
    expect(waiting.statusReason).toBe("Waiting: the model is busy");
    expect(after(waiting, { type: "novel.started", data: {} }).statusReason).toBeNull();
  });

  test("takes an event once, however often it comes", () => {
    const once = after(
      aNovel(),
      { type: "outline.completed", data: plan() },
      completed(1, 1_050, 1),
    );
    const again = advanceNovel(once, anEvent(once.lastSeq, completed(1, 1_050, 1)));
    expect(again).toBe(once);
  });

  test("keeps what an event does not tell, and what it does not know", () => {
    const outline = anOutline();
    const novel = aNovel({ outline, chapters: plannedChapters() });
    expect(after(novel, started(1)).outline).toBe(outline);
    const unknown = { type: "chapter.painted", data: {} } as unknown as EventDraft;
    const later = after(novel, unknown);
    expect(later).toEqual({ ...novel, lastSeq: 2, updatedAt: later.updatedAt });
  });
});

test("a row of the list follows the same events without having chapters", () => {
  const { outline: _, chapters: __, ...item } = aNovel();
  const row = advanceListItem(item, anEvent(2, completed(1, 1_050, 0.01)));
  expect(row).toMatchObject({ lastSeq: 2, status: "writing", progress: { words: 1_050 } });
  expect(row).not.toHaveProperty("chapters");
});
