import { expect, test } from "vitest";
import { type EventDraft, type EventType, eventData } from "#/contract/event.ts";
import { anEvent, plan } from "#/web/live/novel.fixture.ts";
import { describeEvent } from "./event-words.ts";

const chapter = { number: 2, title: "Absent", targetWords: 1_000 };
const told: { [T in EventType]: [Extract<EventDraft, { type: T }>["data"], string] } = {
  "novel.queued": [{ title: "x" }, "The premise was accepted."],
  "novel.started": [{}, "The work began: the premise is being read."],
  "analysis.completed": [{}, "The premise is understood; the outline comes next."],
  "outline.extended": [{ chapters: 8, of: 20 }, "The outline has 8 of 20 chapters."],
  "outline.completed": [plan(), "The outline is drawn: 2 chapters."],
  "outline.awaiting-approval": [plan(), "The outline waits for your approval."],
  "outline.approved": [{ revision: 1 }, "The outline was approved."],
  "chapter.started": [{ ...chapter, attempt: 2 }, "Chapter 2, “Absent”, was begun (attempt 2)."],
  "chapter.completed": [
    { ...chapter, revision: 1, words: 1_012, costUsd: 0.1 },
    "Chapter 2 is finished: 1,012 words.",
  ],
  "chapter.failed": [{ number: 2, reason: "no such model" }, "Chapter 2 failed. No such model."],
  "call.retried": [
    { stage: "chapter", number: 2, reason: "it is busy", retryAt: "2026-11-23T10:00:00.000Z" },
    "This step will be tried again at",
  ],
  "budget.reached": [
    { budgetUsd: 1, spentUsd: 0.98, neededUsd: 0.05 },
    "The budget of $1.00 does not allow the next call: $0.98 is spent, and up to $0.050 is needed.",
  ],
  "novel.changed": [
    { title: "Absent", budgetUsd: 2 },
    "The novel is now “Absent”, with a budget of $2.00.",
  ],
  "novel.paused": [{}, "The work was paused."],
  "novel.resumed": [{}, "The work goes on."],
  "novel.cancelled": [{}, "The novel was cancelled."],
  "novel.failed": [{ reason: "no such model" }, "The writing failed. No such model."],
  "novel.completed": [
    { words: 2_000, chapters: 2, costUsd: 0.0123 },
    "The book is finished: 2,000 words in 2 chapters, for $0.012.",
  ],
};

test.each(Object.keys(eventData) as EventType[])("%s is told in plain words", (type) => {
  const [data, words] = told[type];
  expect(describeEvent(anEvent(1, { type, data } as EventDraft))).toContain(words);
});

test("what this app is too old to know is not told", () => {
  expect(describeEvent(anEvent(1, { type: "chapter.painted", data: {} } as never))).toBeNull();
});
