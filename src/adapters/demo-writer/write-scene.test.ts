import { expect, test } from "vitest";
import { toThing } from "./nouns.ts";
import { toPerson } from "./people.ts";
import { createPhrasebook, type Phrasebook } from "./phrasebook.ts";
import { prosePhrasebook } from "./prose-phrasebook.ts";
import { seededRandom } from "./seeded-random.ts";
import { sentenceShapes } from "./sentence-shapes.ts";
import { writeScene, type SceneBrief } from "./write-scene.ts";

const brief: SceneBrief = {
  people: ["Mara Quill", "Teodor", "Ilse Marsh"].map((name) => toPerson(name, "", "")),
  place: "the Salt Archive",
  things: ["letters", "brass key"].map(toThing),
  goal: "to find the key",
  conflict: "a locked door",
  outcome: "half an answer",
  words: 600,
  opens: true,
  before: "",
  draft: "",
};

function write(more: Partial<SceneBrief>, phrasebook: Phrasebook = prosePhrasebook("", "seed")) {
  return writeScene({ ...brief, ...more }, seededRandom("seed"), {
    phrasebook,
    owner: { kind: "draft", chapter: 1, scene: 1 },
    lane: 0,
    avoid: "",
    setting: null,
  });
}

test("a scene opens with its place and goal, then meets its conflict, then its outcome", () => {
  const text = write({});
  const order = ["the Salt Archive", "a locked door", "half an answer"].map((phrase) =>
    text.indexOf(phrase),
  );
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(-1);
  expect(text.indexOf("to find the key")).toBeLessThan(text.length / 3);
});

test("people come in by their full names, unless the reader has just met them", () => {
  const fresh = write({});
  for (const { name } of brief.people) expect(fresh).toContain(name);
  const known = write({ before: "Mara spoke to Ilse." });
  expect(known).not.toMatch(/Quill|Marsh/);
  expect(known).toMatch(/Ilse/);
});

test("a continuation does not open the scene again", () => {
  const draft = "Mara, Teodor and Ilse were at the Salt Archive.";
  const text = write({ opens: false, draft, before: draft });
  expect(text.slice(0, text.length / 3)).not.toMatch(/to find the key|Quill/);
});

test("where phrases run out a scene is too short, not endless", () => {
  const lists =
    Object.values(sentenceShapes)
      .join("\n")
      .match(/(?<=<)\w+(?=>)/g) ?? [];
  const full = prosePhrasebook("", "seed");
  const phrases = Object.fromEntries(
    lists.map((list) => [
      list,
      full
        .phrases(list)
        .slice(0, 4)
        .map(({ text }) => text)
        .join("\n"),
    ]),
  );
  const poor = createPhrasebook({ phrases: [phrases], shapes: sentenceShapes, seed: "" });
  expect(write({ words: 5000 }, poor).length).toBeLessThan(5000);
});
