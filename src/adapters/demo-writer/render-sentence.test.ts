import { describe, expect, test } from "vitest";
import { toThing } from "./nouns.ts";
import { toPerson } from "./people.ts";
import { newDiscourse, renderPhrase, renderSentence, type Roles } from "./render-sentence.ts";

const mara = toPerson("Mara Quill", "lighthouse keeper", "she");
const teodor = toPerson("Teodor", "", "he");
const ilse = toPerson("Ilse Marsh", "", "she");
const roles: Roles = {
  actor: mara,
  other: teodor,
  company: [teodor, ilse],
  place: "Skerry Island",
  thing: toThing("old tide tables"),
  second: toThing("unsigned letter"),
  goal: "to find the key",
  conflict: "a locked door",
  outcome: "half an answer",
};

/** Renders sentences one after the other, as the reader gets them. */
function tell(sentences: readonly (readonly [string, Partial<Roles>?])[]): string {
  let discourse = newDiscourse;
  return sentences
    .map(([template, more]) => {
      const rendered = renderSentence(template, { ...roles, ...more }, discourse);
      discourse = rendered.discourse;
      return rendered.text;
    })
    .join(" ");
}

describe("people", () => {
  test("come in by their full name, then by their short one, then as a pronoun", () => {
    const text = tell([
      ["{A} waited."],
      ["{A} sat down."],
      ["{A} met {B}.", { actor: teodor, other: mara }],
      ["{A} left."],
    ]);
    expect(text).toBe("Mara Quill waited. She sat down. Teodor met Mara. Mara left.");
  });

  test("are not a pronoun where it could be somebody else", () => {
    const text = tell([["{A} saw {B}.", { other: ilse }], ["{A} nodded."]]);
    expect(text).toBe("Mara Quill saw Ilse Marsh. Mara nodded.");
    expect(tell([["{A} saw {B}."], ["{A} nodded."]])).toBe("Mara Quill saw Teodor. She nodded.");
  });

  test("are called by name again after a while", () => {
    const waited = Array.from({ length: 5 }, () => ["{A} waited."] as const);
    expect(tell(waited)).toBe(
      "Mara Quill waited. She waited. She waited. She waited. Mara waited.",
    );
  });

  test("are pronouns within a sentence, in the right case, before and after their name", () => {
    expect(tell([["it struck {A:him} that {he} had {his} coat with {him}, to {himself}."]])).toBe(
      "It struck Mara Quill that she had her coat with her, to herself.",
    );
    expect(tell([["keeping {his} voice low, {A} spoke."]])).toBe(
      "Keeping her voice low, Mara Quill spoke.",
    );
  });

  test("are named where a sentence has nothing but a pronoun for them", () => {
    expect(tell([["behind {him}, a door closed on {his} coat."]])).toBe(
      "Behind Mara Quill, a door closed on her coat.",
    );
    expect(tell([["against {his} will."]])).toBe("Against Mara Quill’s will.");
  });

  test("speak: the verb goes before a name and after a pronoun", () => {
    expect(tell([['"yes," {V:said} at last.'], ['"no," {V:said}.']])).toBe(
      "“Yes,” said Mara Quill at last. “No,” she said.",
    );
  });

  test("stand in a row, and have roles with an article", () => {
    expect(tell([["{N} stood {inP}."], ["{A} was {role}."]])).toBe(
      "Teodor and Ilse Marsh stood on Skerry Island. Mara Quill was a lighthouse keeper.",
    );
  });
});

test("things come in whole, then by their noun, and verbs and pronouns agree with things and places", () => {
  expect(tell([["{P} {Pwas} {Pits} own.", { place: "the old mines" }]])).toBe(
    "The old mines were their own.",
  );
  expect(
    tell([["{T} {Twas} gone, and with {Tthem} {U}."], ["{T} {T:comes|come}, {U} {U:comes|come}."]]),
  ).toBe(
    "The old tide tables were gone, and with them the unsigned letter. The tables come, the letter comes.",
  );
});

test("speech and what is marked begin with a capital, quotation marks and apostrophes are typographic", () => {
  expect(tell([['{A} said, "^don\'t {goal}."']])).toBe("Mara Quill said, “Don’t to find the key.”");
});

test("a phrase for a plan keeps its small letter and calls people by short names", () => {
  expect(renderPhrase("{B}'s fear of {A}", roles)).toBe("Teodor’s fear of Mara");
});

test("a token that nobody knows is refused", () => {
  expect(() => tell([["{X} waited."]])).toThrow("{X}");
});
