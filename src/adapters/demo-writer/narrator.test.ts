import { describe, expect, test } from "vitest";
import { Narrator, type NarratorInput } from "./narrator.ts";
import { toThing } from "./nouns.ts";
import { toPerson } from "./people.ts";
import { createPhrasebook } from "./phrasebook.ts";
import { newDiscourse, type Roles } from "./render-sentence.ts";
import { seededRandom } from "./seeded-random.ts";

const mara = toPerson("Mara", "", "she");
const roles: Roles = {
  actor: mara,
  other: mara,
  company: [mara],
  place: "Skerry",
  thing: toThing("key"),
  second: toThing("letter"),
  goal: "",
  conflict: "",
  outcome: "",
};

const numbered = (what: string, count: number, after = "") =>
  Array.from({ length: count }, (_, at) => `${what}-${at}${after}`).join("\n");

function narratorOf(
  phrases: Record<string, string>,
  shape: string,
  more: Partial<NarratorInput> = {},
): Narrator {
  return new Narrator({
    phrasebook: createPhrasebook({ phrases: [phrases], shapes: { any: shape }, seed: "" }),
    owner: { kind: "draft", chapter: 1, scene: 1 },
    lane: 0,
    random: seededRandom("seed"),
    avoid: "",
    setting: null,
    ...more,
  });
}

/** Accepts sentences until there are none left, or so many. */
function tellAll(narrator: Narrator, most = 1000): string[] {
  const told: string[] = [];
  while (told.length < most) {
    const proposal = narrator.propose("any", roles, newDiscourse);
    if (proposal === null) break;
    narrator.accept(proposal);
    told.push(proposal.text);
  }
  return told;
}

// 100 × 100 points, of which the first scene of chapter 1 has every 2053rd but for those of other kinds.
const wide = { a: numbered("a", 100), b: numbered("b", 100) };

describe("a narrator", () => {
  test("offers each of its sentences once, and then none", () => {
    const told = tellAll(narratorOf(wide, "<a> <b>."));
    expect(told).toHaveLength(5);
    expect(new Set(told).size).toBe(5);
  });

  test("and another scene's share no sentence", () => {
    const scenes = [1, 2, 3].map((scene) =>
      tellAll(narratorOf(wide, "<a> <b>.", { owner: { kind: "draft", chapter: 1, scene } })),
    );
    expect(new Set(scenes.flat()).size).toBe(scenes.flat().length);
    expect(scenes.flat().length).toBeGreaterThan(12);
  });

  test("never offers what stands in the text to avoid", () => {
    const [first = "", ...rest] = tellAll(narratorOf(wide, "<a> <b>."));
    const avoid = `Before.\n\n${first.toUpperCase()} After.`;
    expect(tellAll(narratorOf(wide, "<a> <b>.", { avoid })).toSorted()).toEqual(rest.toSorted());
  });

  test("uses no phrase twice while there are others", () => {
    const lists = { a: numbered("a", 200), b: numbered("b", 200) };
    const phrases = tellAll(narratorOf(lists, "<a> <b>."), 10).flatMap((text) =>
      text.split(/[ .]/),
    );
    const used = phrases.filter(Boolean).map((phrase) => phrase.toLowerCase());
    expect(new Set(used).size).toBe(20);
  });

  test("uses no phrase twice in one sentence", () => {
    const told = tellAll(
      narratorOf({ a: numbered("a", 60), b: numbered("b", 60) }, "<a> <b> <a> <a>."),
    );
    expect(told.length).toBeGreaterThan(50);
    for (const text of told) {
      expect(new Set(text.toLowerCase().split(/[ .]+/)).size).toBe(5);
    }
  });

  test("prefers phrases at home where the scene is", () => {
    const a = `${numbered("in", 60, " @indoors")}\n${numbered("out", 60, " @outdoors")}`;
    const lists = { a, b: numbered("b", 1000) };
    const told = tellAll(narratorOf(lists, "<a> <b>.", { setting: "outdoors" }), 10);
    for (const text of told) expect(text).toMatch(/^Out/);
  });

  test("prefers other phrases in another lane: scenes of a chapter do not sound alike", () => {
    const lists = { a: numbered("a", 80), b: numbered("b", 20_000) };
    const firsts = (lane: number) =>
      tellAll(narratorOf(lists, "<a> <b>.", { lane }), 3).map((text) => text.split(" ")[0]);
    expect(firsts(1).filter((phrase) => firsts(2).includes(phrase))).toEqual([]);
  });

  test("takes the shapes of a kind in turn", () => {
    const shapes = "one <a> <b>.\ntwo <a> <b>.\nthree <a> <b>.";
    const starts = tellAll(narratorOf(wide, shapes), 6).map((text) => text.split(" ")[0]);
    expect(new Set(starts.slice(0, 3)).size).toBe(3);
    expect(starts.slice(3)).toEqual(starts.slice(0, 3));
  });
});
