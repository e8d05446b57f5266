import { expect, test } from "vitest";
import { novelInput, novelPatch, outlineInput } from "./novel.ts";

const input = {
  title: "The Lamp at Sable Point",
  premise: "A lighthouse keeper finds that the lamp shows ships that have not sailed yet.",
  genre: "mystery",
  subgenre: "gothic",
  targetWordCount: 2_000,
  targetChapters: 4,
};
const chapter = {
  number: 1,
  title: "The Lamp",
  pointOfView: "Mara",
  summary: "Mara sees a ship.",
  beats: ["A light", "A ship"],
  targetWords: 500,
};

function wrongPaths(result: { error?: { issues: { path: PropertyKey[] }[] } | undefined }) {
  return result.error?.issues.map(({ path }) => path.join("."));
}

test.each([
  ["NUL", "a\u0000b"],
  ["an escape", "a\u001b[31mb"],
  ["a delete", "a\u007fb"],
  ["a C1 control", "a\u0090b"],
  ["half a surrogate pair", "a\ud83db"],
  ["the other half", "a\ude00b"],
])("a text with %s in it is refused, by the name of its field", (_what, broken) => {
  for (const field of ["title", "premise", "genre", "subgenre"]) {
    const text = broken.repeat(field === "premise" ? 10 : 1);
    expect(wrongPaths(novelInput.safeParse({ ...input, [field]: text }))).toEqual([field]);
  }
  expect(wrongPaths(novelPatch.safeParse({ title: broken }))).toEqual(["title"]);
  for (const field of ["title", "pointOfView", "summary"]) {
    const outline = { chapters: [{ ...chapter, [field]: broken }] };
    expect(wrongPaths(outlineInput.safeParse(outline))).toEqual([`chapters.0.${field}`]);
  }
  const outline = { chapters: [{ ...chapter, beats: ["A light", broken] }] };
  expect(wrongPaths(outlineInput.safeParse(outline))).toEqual(["chapters.0.beats.1"]);
});

test("a text may have lines, tabs, and the signs of any language", () => {
  const premise = "Line one.\r\n\tLine two: Ωmega, 名前, \u{1F600}, e\u0301, \u200f\u05d0.";
  expect(novelInput.parse({ ...input, premise })).toMatchObject({ premise });
});

test("characters are counted as JSON Schema counts them: an emoji is one, each mark of a letter another", () => {
  const titles = (text: string) => wrongPaths(novelInput.safeParse({ ...input, title: text }));
  for (const one of ["\u{1F600}", "\u0301", "\u4e00", "\u200d", "a"]) {
    expect(titles(one.repeat(200)), one).toBeUndefined();
    expect(titles(one.repeat(201)), one).toEqual(["title"]);
  }
  expect(titles("\u{1F3F3}\ufe0f\u200d\u{1F308}".repeat(50))).toBeUndefined();
  expect(titles("\u{1F3F3}\ufe0f\u200d\u{1F308}".repeat(51))).toEqual(["title"]);
  // Twenty UTF-16 units, and ten characters.
  const premise = "\u{1F600}".repeat(10);
  expect(wrongPaths(novelInput.safeParse({ ...input, premise }))).toEqual(["premise"]);
});
