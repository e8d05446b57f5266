import { expect, test } from "vitest";
import { outlineInput } from "#/contract/novel.ts";
import { planChapters } from "./outline.ts";

test("whatever characters a model writes, its outline can be read and edited", () => {
  const broken = `a\u0000\u001b${"x".repeat(198)}\u{1F600}`;
  const chapter = {
    number: 1,
    title: broken,
    pointOfView: broken,
    summary: broken,
    beats: [broken],
    words: 500,
  };
  const chapters = planChapters({ chapters: [chapter] }, 500);
  expect(outlineInput.safeParse({ chapters }).error).toBeUndefined();
});
