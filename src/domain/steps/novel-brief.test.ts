import { expect, test } from "vitest";
import { newNovel } from "#/ports/store/records.fixture.ts";
import { novelBrief } from "./novel-brief.ts";

test("a novel that is renamed has the prompts that it had: no answer is asked for again", () => {
  const renamed = newNovel({ title: "Another" });
  expect(novelBrief(renamed)).toEqual(novelBrief(newNovel()));
  expect(novelBrief(renamed).title).toBe("The Salt Road");
});
