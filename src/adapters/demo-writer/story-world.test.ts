import { describe, expect, test } from "vitest";
import { lighthouse, userMessage } from "./demo-book.fixture.ts";
import { toThing } from "./nouns.ts";
import { readPrompt } from "./read-prompt.ts";
import { seededRandom } from "./seeded-random.ts";
import { readStoryWorld, thingsNote, thingsOf } from "./story-world.ts";

const worldOf = (sections: Record<string, string | object>, leastPeople = 2) =>
  readStoryWorld(
    readPrompt([{ role: "user", content: userMessage(sections) }]),
    seededRandom("seed"),
    leastPeople,
  );

const bible = {
  characters: [{ name: "Ada", role: "clerk", description: "She counts." }, { name: " " }],
  locations: [{ name: "The Vault" }],
  style: { notes: `Plain words. ${thingsNote(["brass key", "letters"].map(toThing))}` },
};

describe("the world of a story", () => {
  test("is the bible's where there is one: people, places, and the things its notes list", () => {
    const { people, places, things } = worldOf({ ...lighthouse, bible }, 1);
    expect(people.map(({ name }) => name)).toEqual(["Ada"]);
    expect(places[0]).toBe("the Vault");
    expect(things.slice(0, 2).map(({ full }) => full)).toEqual(["the brass key", "the letters"]);
  });

  test("is the premise's before that", () => {
    const { people, places, things } = worldOf(lighthouse);
    expect(people.map(({ name }) => name)).toEqual(["Mara Quill", "Teodor"]);
    expect(places.slice(0, 2)).toEqual(["Skerry Island", "the drowned lighthouse"]);
    expect(things[0]?.full).toBe("the letters");
  });

  test("has as many people, places and things as are needed, none twice", () => {
    for (const sections of [{}, lighthouse, { ...lighthouse, bible }]) {
      const { people, places, things } = worldOf(sections, 5);
      expect(people).toHaveLength(5);
      expect(new Set(people.map(({ short }) => short[0])).size).toBe(5);
      expect(new Set(places).size).toBeGreaterThanOrEqual(3);
      expect(new Set(things.map(({ head }) => head)).size).toBeGreaterThanOrEqual(4);
    }
  });

  test("gives a hero without a name one that goes with the pronoun", () => {
    const hero = (premise: string) => worldOf({ premise }).people[0]?.pronoun;
    expect(hero("A detective loses her hat.")).toBe("she");
    expect(hero("A detective loses his hat.")).toBe("he");
  });
});

test("things that a text mentions come first", () => {
  const things = ["key", "brass lamp", "letters"].map(toThing);
  const heads = thingsOf({ things }, "She burned the letters by the Lamp.").map(({ head }) => head);
  expect(heads).toEqual(["the lamp", "the letters", "the key"]);
});
