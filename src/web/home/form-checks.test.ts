import * as fc from "fast-check";
import { expect, test } from "vitest";
import { novelInput } from "#/contract/novel.ts";
import { examplePremises } from "./example-premises.ts";
import { type NovelForm, chapterLength, checkForm, toNovelInput } from "./form-checks.ts";

const good: NovelForm = {
  title: "The Salt Ledger",
  premise: "A keeper drowns in a dead calm.",
  genre: "Mystery",
  subgenre: "",
  targetWordCount: "24000",
  targetChapters: "12",
  humanLikeWriting: false,
  reviewOutline: true,
  budgetUsd: "",
};

/** The fields that the server would refuse. */
function refused(form: NovelForm): string[] {
  const { error } = novelInput.safeParse(toNovelInput(form));
  return error?.issues.map(({ path }) => String(path[0])) ?? [];
}

test("a form becomes the request, its texts trimmed and an empty subgenre left out", () => {
  expect(toNovelInput({ ...good, title: " The Salt Ledger ", subgenre: " " })).toEqual({
    title: "The Salt Ledger",
    premise: "A keeper drowns in a dead calm.",
    genre: "Mystery",
    targetWordCount: 24_000,
    targetChapters: 12,
    humanLikeWriting: false,
    reviewOutline: true,
  });
});

test("a budget becomes an amount, and an empty one is left out", () => {
  expect(toNovelInput({ ...good, budgetUsd: " 2.50 " }).budgetUsd).toBe(2.5);
  expect(toNovelInput({ ...good, budgetUsd: " " })).not.toHaveProperty("budgetUsd");
});

test("the form refuses what the server refuses and nothing else, at fields that the server names", () => {
  const text = (limit: number) =>
    fc.constantFrom(0, 1, limit - 1, limit, limit + 1).map((length) => "x".repeat(length));
  const number = (min: number, max: number) =>
    fc.constantFrom(0, min - 1, min, min + 1, 2_000, max - 1, max, max + 1, 10 * max).map(String);
  const changes = fc.record(
    {
      title: text(200),
      premise: fc.oneof(text(20), text(30_000)),
      genre: text(60),
      subgenre: text(60),
      targetWordCount: number(500, 300_000),
      targetChapters: number(1, 120),
      budgetUsd: fc.constantFrom("", "0", ".5", "0.009", "5.", "1000000", "1000000.01"),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(changes, (changed) => {
      const form = { ...good, ...changed };
      const ours = Object.keys(checkForm(form));
      const theirs = refused(form);
      expect(ours.length > 0).toBe(theirs.length > 0);
      expect(theirs).toEqual(expect.arrayContaining(ours));
    }),
    { numRuns: 500 },
  );
});

test.each(["", "many", "1.5", "-2", "1e3", "12 000"])("%o is no number of chapters", (typed) => {
  expect(checkForm({ ...good, targetChapters: typed })).toEqual({
    targetChapters: "A whole number from 1 to 120.",
  });
});

test.each(["0", "0.00", ".", "-1", "1e3", "5 dollars", "2,50", "1000001"])(
  "%o is no budget",
  (typed) => {
    expect(checkForm({ ...good, budgetUsd: typed })).toEqual({
      budgetUsd: "An amount above 0 and up to 1,000,000, such as 2.50.",
    });
  },
);

test.each([
  ["24000", "12", true, "≈ 2,000 words a chapter"],
  [
    "600",
    "12",
    false,
    "≈ 50 words a chapter: 100 to 10,000 are possible, so take fewer chapters or more words.",
  ],
  [
    "300000",
    "2",
    false,
    "≈ 150,000 words a chapter: 100 to 10,000 are possible, so take more chapters or fewer words.",
  ],
])(
  "%s words in %s chapters: possible is %o",
  (targetWordCount, targetChapters, possible, words) => {
    expect(chapterLength({ targetWordCount, targetChapters })).toEqual({ possible, words });
  },
);

test("there is no length of chapters before both numbers stand", () => {
  expect(chapterLength({ targetWordCount: "", targetChapters: "12" })).toBeUndefined();
  expect(chapterLength({ targetWordCount: "24000", targetChapters: "0" })).toBeUndefined();
});

test("every example can be sent as it is", () => {
  for (const example of examplePremises) expect(checkForm({ ...good, ...example })).toEqual({});
});
