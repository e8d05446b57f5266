import { expect, test } from "vitest";
import { novelStatuses } from "#/contract/novel-statuses.ts";
import { aNovel } from "#/web/live/novel.fixture.ts";
import { isFinal, isWorking, statusBadge, statusSentence } from "./status-words.ts";

test("every status is told in words of its own", () => {
  const told = novelStatuses.map((status) => statusSentence(aNovel({ status })));
  expect(new Set(told).size).toBe(novelStatuses.length);
  expect(new Set(novelStatuses.map(statusBadge)).size).toBe(novelStatuses.length);
});

test("a novel that is written tells which chapter, and never one too many", () => {
  const { progress } = aNovel();
  const tell = (chaptersCompleted: number) =>
    statusSentence({ status: "writing", progress: { ...progress, chaptersCompleted } });
  expect([tell(0), tell(1), tell(2)]).toEqual([
    "Writing chapter 1 of 2.",
    "Writing chapter 2 of 2.",
    "Writing chapter 2 of 2.",
  ]);
});

test.each(["failed", "cancelled"] as const)(
  "a novel that %s promises to keep only what was finished",
  (status) => {
    const { progress } = aNovel();
    const tell = (chaptersCompleted: number) =>
      statusSentence({ status, progress: { ...progress, chaptersCompleted } });
    expect(tell(0)).toMatch(/ No chapter was finished\.$/);
    expect(tell(1)).toMatch(/ The finished chapter stays here to read\.$/);
    expect(tell(2)).toMatch(/ The finished chapters stay here to read\.$/);
  },
);

test("a status is final, worked on, or waits for the owner", () => {
  expect(novelStatuses.filter(isFinal)).toEqual(["completed", "cancelled", "failed"]);
  expect(novelStatuses.filter((status) => !isFinal(status) && !isWorking(status))).toEqual([
    "awaiting-approval",
    "paused",
  ]);
});
