import { describe, expect, test } from "vitest";
import { lighthouse } from "./demo-book.fixture.ts";
import { readPremise } from "./read-premise.ts";

const peopleOf = (premise: string) =>
  readPremise(premise).people.map(({ name, role, about }) => [name, role, about]);

describe("people", () => {
  test("are named with what they are, before or after the name", () => {
    expect(peopleOf(lighthouse.premise)).toEqual([
      ["Mara Quill", "lighthouse keeper", ""],
      ["Teodor", "harbour master", ""],
    ]);
    expect(peopleOf("When the ship fails, navigator Ines Okafor must wake Captain Holt.")).toEqual([
      ["Ines Okafor", "navigator", ""],
      ["Holt", "captain", ""],
    ]);
    expect(
      peopleOf("There a young thief named Sorrel steals a crown. It whispers to her."),
    ).toEqual([["Sorrel", "young thief", "her"]]);
  });

  test("are one person under a long and a short name", () => {
    expect(peopleOf("Mara lies. Only Mara Quill knows. Dr. Quill is asleep.")).toHaveLength(1);
  });

  test("are not months, nations, abbreviations, places or words at the start of a sentence", () => {
    expect(
      peopleOf(
        "Nobody left Vienna in March. Every English spy of the FBI stayed. Retired, all of them.",
      ),
    ).toEqual([]);
  });

  test("without a name are roles, but for the dead and the many", () => {
    const { roles, hero } = readPremise(
      "A retired detective returns to her town after the death of the librarian. Two bakers and a dead king help.",
    );
    expect(roles).toEqual(["retired detective"]);
    expect(hero).toBe("she");
  });
});

test("places are named ones, and nouns that one can be in", () => {
  expect(readPremise(lighthouse.premise).places).toEqual([
    "Skerry Island",
    "the drowned lighthouse",
  ]);
  expect(readPremise("London, 1851. The city of Veyra burns.").places).toEqual(["London", "Veyra"]);
});

test("things are the other nouns, with their adjectives, once each", () => {
  expect(readPremise(lighthouse.premise).things).toEqual(["letters"]);
  expect(
    readPremise("The only clue is a brass key and a torn photograph. She loses her key one night.")
      .things,
  ).toEqual(["brass key", "torn photograph"]);
});

test.each(["", "hello", "ДЕЛО было вечером", "A".repeat(30_000), "The the The. (((", "🦊 Fox’s"])(
  "a premise such as %j is read without fail",
  (premise) => {
    expect(() => readPremise(premise)).not.toThrow();
  },
);
