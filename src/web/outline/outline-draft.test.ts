import * as fc from "fast-check";
import { expect, test } from "vitest";
import { outlineInput as serverSchema } from "#/contract/novel.ts";
import { anOutline } from "#/web/live/novel.fixture.ts";
import {
  type ChapterDraft,
  addChapter,
  checkOutline,
  draftOutline,
  moveChapter,
  outlineInput,
  placeErrors,
  removeChapter,
  totalWords,
} from "./outline-draft.ts";

const draft = () => draftOutline(anOutline());
const titles = (chapters: readonly ChapterDraft[]) => chapters.map(({ title }) => title);

test("an outline comes out of the editor as it went in", () => {
  expect(outlineInput(draft())).toEqual({ chapters: anOutline().chapters });
});

test("beats are the lines that say something", () => {
  const [chapter] = draft();
  const input = outlineInput([{ ...chapter!, beats: " She lands. \n\n  \nShe leaves.\n" }]);
  expect(input.chapters[0]?.beats).toEqual(["She lands.", "She leaves."]);
});

test("chapters are numbered by their place, wherever they are moved", () => {
  const moved = moveChapter(draft(), 0, 1);
  expect(titles(moved)).toEqual(["A Column in Red", "The Mail Boat"]);
  expect(outlineInput(moved).chapters.map(({ number }) => number)).toEqual([1, 2]);
  expect(titles(moveChapter(draft(), 1, 1))).toEqual(titles(draft()));
  expect(titles(moveChapter(draft(), 0, -1))).toEqual(titles(draft()));
});

test("chapters keep a key of their own when others come and go", () => {
  const longer = addChapter(removeChapter(draft(), 0));
  expect(longer.map(({ key }) => key)).toEqual([2, 3]);
  expect(longer[1]).toMatchObject({ title: "", pointOfView: "Ines", targetWords: "1000" });
  expect(addChapter([])).toHaveLength(1);
});

test("the words of all chapters are added up, those that are no number left out", () => {
  const [chapter] = draft();
  expect(totalWords([...draft(), { ...chapter!, targetWords: "many" }])).toBe(2_000);
});

test("the editor refuses what the server refuses, and nothing else", () => {
  const text = (max: number) =>
    fc.constantFrom(0, 1, max, max + 1).map((length) => "x".repeat(length));
  const changes = fc.record(
    {
      title: text(200),
      pointOfView: text(200),
      summary: text(4_000),
      beats: fc.oneof(
        text(1_000),
        fc.constantFrom(40, 41).map((count) => "x\n".repeat(count)),
      ),
      targetWords: fc.constantFrom("99", "100", "10000", "10001", "0"),
    },
    { requiredKeys: [] },
  );
  const chapters = fc.array(
    changes.map((changed) => ({ ...draft()[0]!, ...changed })),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(chapters, (typed) => {
      const refused = !serverSchema.safeParse(outlineInput(typed)).success;
      expect(checkOutline(typed) !== undefined).toBe(refused);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["\n \n", "Name at least one beat."],
  ["x\n".repeat(41), "At most 40 beats; these are 41."],
  [`x\n${"y".repeat(1_001)}`, "Beat 2 is longer than 1,000 characters."],
])("beats that cannot be saved are told why (%#)", (beats, error) => {
  expect(checkOutline([{ ...draft()[0]!, beats }])?.chapters).toEqual([{ beats: error }]);
});

test("a whole outline may be neither empty nor too long", () => {
  const [chapter] = draft();
  const long = (count: number, targetWords: string) =>
    checkOutline(Array.from({ length: count }, (_, key) => ({ ...chapter!, key, targetWords })));
  expect(checkOutline([])?.whole).toBe("A novel has at least one chapter.");
  expect(long(30, "10000")).toBeUndefined();
  expect(long(31, "10000")?.whole).toBe("All chapters together: at most 300,000 words.");
  expect(long(121, "100")?.whole).toBe("At most 120 chapters.");
});

test("the server's errors find their fields; what has none is about the whole", () => {
  const errors = [
    { path: "chapters.1.title", message: "is too long" },
    { path: "chapters.1.beats.2", message: "is too long" },
    { path: "chapters", message: "add up to too many words" },
    { path: "chapters.7.title", message: "is missing" },
  ];
  expect(placeErrors(errors, 2)).toEqual({
    chapters: [{}, { title: "is too long", beats: "Beat 3: is too long" }],
    whole: "add up to too many words is missing",
  });
});
