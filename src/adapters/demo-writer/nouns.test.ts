import { expect, test } from "vitest";
import {
  isPlural,
  locative,
  mentionsThing,
  placeInSentence,
  settingOf,
  toThing,
  withArticle,
} from "./nouns.ts";

test("a thing is known by its noun, whatever stands before or after it", () => {
  expect(toThing("her old tide tables")).toEqual({
    full: "the old tide tables",
    head: "the tables",
    plural: true,
  });
  expect(toThing("Book of names").head).toBe("the Book");
  expect(mentionsThing("The Tables turn.", toThing("tide tables"))).toBe(true);
});

test("plurals are told from nouns that only look like them", () => {
  expect(["letters", "children", "keys"].map(isPlural)).toEqual([true, true, true]);
  expect(["glass", "news", "compass", "iris", "ledger"].map(isPlural)).not.toContain(true);
});

test("the article goes by sound as far as spelling tells", () => {
  expect(["archive", "hour", "union", "heir", "umbrella", "ship"].map(withArticle)).toEqual([
    "an archive",
    "an hour",
    "a union",
    "an heir",
    "an umbrella",
    "a ship",
  ]);
});

test("places stand in a sentence with a small article, or none where they are names", () => {
  expect(
    ["The Salt Archive", "Port Merrin", "Abandoned warehouse", "a cellar"].map(placeInSentence),
  ).toEqual(["the Salt Archive", "Port Merrin", "the abandoned warehouse", "a cellar"]);
});

test("one is in a house, on an island, at anything else, under a roof or not", () => {
  const places = ["the old house", "Skerry Island", "the village green", "Halcyon"];
  expect(places.map(locative)).toEqual([
    "in the old house",
    "on Skerry Island",
    "in the village green",
    "at Halcyon",
  ]);
  expect(places.map(settingOf)).toEqual(["indoors", "outdoors", "outdoors", null]);
});
