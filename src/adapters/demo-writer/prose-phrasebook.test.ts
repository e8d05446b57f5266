import { describe, expect, test } from "vitest";
import { toThing } from "./nouns.ts";
import { toPerson } from "./people.ts";
import { createPhrasebook } from "./phrasebook.ts";
import { prosePhrasebook } from "./prose-phrasebook.ts";
import { newDiscourse, renderSentence, type Roles } from "./render-sentence.ts";
import { sentenceShapes } from "./sentence-shapes.ts";

const genres = [
  "fantasy",
  "space",
  "crime",
  "love",
  "war",
  "spies in suspense",
  "ghosts",
  "drama",
  "",
];
const lists = [
  ...new Set(
    Object.values(sentenceShapes)
      .join("\n")
      .match(/(?<=<)\w+(?=>)/g),
  ),
];
/** Eight turns of 2,053 seats (sentence-space.ts). */
const EVERY_REQUEST = 8 * 2053;
const kinds = Object.keys(sentenceShapes);

const roles: Roles = {
  actor: toPerson("Mara Quill", "lighthouse keeper", "she"),
  other: toPerson("Teodor", "harbour master", "he"),
  company: [toPerson("Teodor", "", "he"), toPerson("Ilse", "", "she")],
  place: "the Salt Archive",
  thing: toThing("letters"),
  second: toThing("brass key"),
  goal: "to find the key",
  conflict: "a locked door",
  outcome: "half an answer",
};

describe.each(genres)("the phrasebook of %j", (genre) => {
  const book = prosePhrasebook(genre, "seed");

  test("has no phrase twice in a list: two points would be one sentence", () => {
    for (const list of lists) {
      const texts = book.phrases(list).map(({ text }) => text.toLowerCase());
      expect(
        texts.filter((text, at) => texts.indexOf(text) !== at),
        list,
      ).toEqual([]);
    }
  });

  test("ends no sentence inside a phrase, and fills every token", () => {
    for (const list of lists) {
      for (const { text } of book.phrases(list)) {
        expect(text).not.toMatch(/[.!?"]/);
        expect(renderSentence(text, roles, newDiscourse).text).not.toMatch(/[{}<>@]/);
      }
    }
  });

  test("has a point for every request of the longest book, whatever the kind of sentence", () => {
    for (const kind of kinds) {
      const sizes = book.shapes(kind).map(({ size }) => size);
      expect(Math.max(...sizes), kind).toBeGreaterThan(EVERY_REQUEST);
    }
  });
});

test("there are more than 150 shapes, each one sentence only, no two alike", () => {
  const shapes = kinds.flatMap((kind) => prosePhrasebook("", "").shapes(kind));
  expect(shapes.length).toBeGreaterThan(150);
  for (const { id } of shapes) expect(id).toMatch(/^[^.?]+[.?]"?$/);
  expect(new Set(shapes.map(({ id }) => id)).size).toBe(shapes.length);
});

test("another seed puts the same phrases in another order", () => {
  const texts = (seed: string) =>
    prosePhrasebook("crime", seed)
      .phrases("act")
      .map(({ text }) => text);
  expect(texts("a")).toEqual(texts("a"));
  expect(texts("b")).not.toEqual(texts("a"));
  expect(texts("b").toSorted()).toEqual(texts("a").toSorted());
});

test("lists of one name are joined, a phrase may say where it is at home, a shape must name lists there are", () => {
  const phrases = [{ sound: "a bell\nrain on the roof @outdoors" }, { sound: "a step @indoors" }];
  const book = createPhrasebook({ phrases, shapes: { one: "There was <sound>." }, seed: "" });
  expect(book.phrases("sound")).toHaveLength(3);
  expect(book.phrases("sound")).toContainEqual({ text: "rain on the roof", setting: "outdoors" });
  expect(book.shapes("one")[0]).toMatchObject({ lists: ["sound"], lengths: [3], size: 3 });
  expect(() =>
    createPhrasebook({ phrases, shapes: { one: "There was <smell>." }, seed: "" }),
  ).toThrow('"smell"');
});
