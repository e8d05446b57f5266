import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countWords } from "#/contract/words.ts";
import { answerChat, schemaNames } from "./answer-chat.ts";
import { askJson, askProse, lighthouse, userMessage } from "./demo-book.fixture.ts";

const base = { ...lighthouse, length: "24000 words in 12 chapters" };
const analysis = askJson("premise_analysis", base);
const bible = askJson("story_bible", { ...base, analysis });

describe("premise_analysis", () => {
  test("casts three to six people, those of the premise first, each with another name", () => {
    expect(analysis.cast.slice(0, 2).map(({ name, role }) => [name, role])).toEqual([
      ["Mara Quill", "lighthouse keeper"],
      ["Teodor", "harbour master"],
    ]);
    expect(analysis.cast.length).toBeGreaterThanOrEqual(3);
    expect(new Set(analysis.cast.map(({ name }) => name[0])).size).toBe(analysis.cast.length);
    const names = Array.from({ length: 9 }, (_, at) => `Person${"abcdefghi"[at]} Smith`);
    const premise = `A ship sails with ${names.join(" and ")} on it.`;
    expect(askJson("premise_analysis", { ...base, premise }).cast).toHaveLength(6);
  });

  test("invents a cast and a setting for a premise that names nobody", () => {
    const { cast } = askJson("premise_analysis", { ...base, premise: "Everything goes wrong." });
    expect(cast.length).toBeGreaterThanOrEqual(3);
    for (const person of cast) for (const part of Object.values(person)) expect(part).not.toBe("");
  });

  test("fills every field with text that has no loose ends", () => {
    const texts: string[] = [];
    JSON.stringify([analysis, bible], (_, value: unknown) => {
      if (typeof value === "string") texts.push(value);
      return value;
    });
    for (const text of texts) expect(text).toMatch(/^[^{}<>@]+$/);
    expect(analysis.themes).toHaveLength(3);
  });
});

test("story_bible describes exactly the cast of the analysis, and says what to come back to", () => {
  expect(bible.characters.map(({ name, role }) => [name, role])).toEqual(
    analysis.cast.map(({ name, role }) => [name, role]),
  );
  expect(bible.locations.map(({ name }) => name)).toContain("Skerry Island");
  expect(bible.rules.length).toBeGreaterThanOrEqual(3);
  expect(bible.style.notes).toContain("the letters");
});

describe("outline_batch", () => {
  const batchOf = (from: number, to: number, of: number, words: number, more = {}) =>
    askJson("outline_batch", { ...base, analysis, bible, batch: { from, to, of, words }, ...more })
      .chapters;

  test("has exactly the chapters asked for, words that add up and stay near the mean, three to six beats", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 11 }),
        fc.integer({ min: 100, max: 10_000 }),
        (from, more, mean) => {
          const words = mean * (more + 1);
          const chapters = batchOf(from, from + more, 120, words);
          expect(chapters.map(({ number }) => number)).toEqual(
            Array.from({ length: more + 1 }, (_, at) => from + at),
          );
          expect(chapters.reduce((sum, chapter) => sum + chapter.words, 0)).toBe(words);
          for (const chapter of chapters) {
            expect(Math.abs(chapter.words - mean)).toBeLessThanOrEqual(0.2 * mean);
            expect(chapter.words).toBeGreaterThanOrEqual(100);
            expect(chapter.words).toBeLessThanOrEqual(10_000);
            expect(chapter.beats.length).toBeGreaterThanOrEqual(3);
            expect(chapter.beats.length).toBeLessThanOrEqual(6);
            expect(analysis.cast.map(({ name }) => name)).toContain(chapter.pointOfView);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  test("takes no title that an earlier chapter has, not even one that a person gave it", () => {
    const [first] = batchOf(7, 7, 12, 2000);
    const earlier_chapters = [{ number: 1, title: first?.title.toUpperCase(), summary: "" }];
    const [other] = batchOf(7, 7, 12, 2000, { earlier_chapters });
    expect(other?.title).not.toBe(first?.title);
  });

  test("goes from an opening to an ending, in a short book too", () => {
    const beats = (at: number, of: number) => batchOf(at, at, of, 2000)[0]?.beats.join(" ");
    expect(beats(1, 12)).not.toBe(beats(12, 12));
    expect(batchOf(1, 1, 1, 2000)[0]?.beats.length).toBeGreaterThanOrEqual(3);
  });
});

describe("scene_plan", () => {
  const chapter = {
    number: 4,
    title: "Ash",
    pointOfView: "Teodor",
    summary: "Teodor hides the letters.",
    beats: ["Teodor hides the letters.", "Mara waits at Skerry Island."],
    targetWords: 2000,
  };

  test("has exactly the scenes asked for, the chapter's words, and everybody in one scene at least", () => {
    for (const count of [1, 2, 3, 7]) {
      const { scenes } = askJson("scene_plan", { ...base, bible, chapter, scenes: { count } });
      expect(scenes).toHaveLength(count);
      expect(scenes.reduce((sum, { words }) => sum + words, 0)).toBe(2000);
      expect(new Set(scenes.flatMap(({ characters }) => characters))).toEqual(
        new Set(bible.characters.map(({ name }) => name)),
      );
      for (const { characters } of scenes) {
        expect(characters[0]).toBe("Teodor");
        expect(characters.length).toBeGreaterThan(1);
      }
    }
  });
});

describe("chapter_digest", () => {
  const chapter = { number: 2, title: "Ash", summary: "Mara lies. ".repeat(60), beats: [] };

  test("keeps to its limits however long the story was, and forgets the oldest first", () => {
    const story_so_far = "Old news. ".repeat(100);
    const digest = askJson("chapter_digest", { ...base, bible, story_so_far, chapter, text: "x" });
    expect(countWords(digest.summary)).toBeLessThanOrEqual(80);
    expect(countWords(digest.storySoFar)).toBeLessThanOrEqual(200);
    expect(digest.storySoFar).toContain("Mara lies.");
  });

  test("takes three to six facts from the beats, each with its subject, and adds nobody to the bible", () => {
    const beats = ["Mara lies.", "The letters burn.", "It rains."];
    const digest = askJson("chapter_digest", { ...base, bible, chapter: { ...chapter, beats } });
    expect(digest.facts.map(({ subject }) => subject)).toEqual([
      "Mara Quill",
      "the letters",
      "Chapter 2",
    ]);
    expect([digest.characters, digest.locations]).toEqual([[], []]);
  });
});

describe("prose", () => {
  test.each([
    ["Mara must open it. Quickly!", "He refuses", "She fails"],
    ["to open it. Quickly!", "a man who refuses. He refuses", 'half a plan: "It fails"'],
  ])("leaves out what does not fit into a sentence: %j, %j, %j", (goal, conflict, outcome) => {
    const characters = ["Mara Quill", "Dr. Nye"];
    const scene = { number: 1, of: 1, location: "Abandoned warehouse", characters };
    const plan = { ...scene, goal, conflict, outcome };
    const text = askProse({ ...base, bible, scene: plan, words: "600" });
    expect(text).not.toMatch(/Quickly|refuses|fails|Dr\./);
    expect(text).toContain("the abandoned warehouse");
    expect(text).toContain("Nye");
  });

  test("takes up a goal, a conflict and an outcome that are phrases", () => {
    const scene = {
      number: 1,
      of: 1,
      characters: ["Mara Quill"],
      goal: "to count the oars",
      conflict: "a dog in the way",
      outcome: "half a plan",
    };
    const text = askProse({ ...base, bible, scene, words: "600" });
    for (const phrase of ["to count the oars", "a dog in the way", "half a plan"])
      expect(text).toContain(phrase);
  });

  test("is of the length asked for, from a few words to very many", () => {
    for (const words of [30, 45, 60, 100, 333, 1000, 5000]) {
      const text = askProse({ ...base, bible, words: String(words) });
      expect(Math.abs(countWords(text) - words)).toBeLessThanOrEqual(Math.max(2, 0.03 * words));
    }
  });

  test("answers a plain chat with a paragraph, and with the words it asks for", () => {
    const say = (content: string) => answerChat([{ role: "user", content }], null);
    expect(countWords(say("hello"))).toBeGreaterThan(100);
    expect(countWords(say("Write 300 words about a fox."))).toBeGreaterThan(290);
    expect(say("Write 300 words about a fox.")).toContain("fox");
  });
});

test("whatever stands in the sections, there is an answer of the right form", () => {
  const names = [
    "title",
    "genre",
    "premise",
    "analysis",
    "bible",
    "chapter",
    "scene",
    "scenes",
    "batch",
  ];
  const more = [
    "words",
    "draft",
    "rewrite",
    "previous_text",
    "text",
    "story_so_far",
    "earlier_chapters",
  ];
  const part = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom(
      "{",
      "-1",
      "1e9",
      JSON.stringify(bible),
      JSON.stringify({ characters: [{ name: " " }, 7] }),
    ),
    fc
      .record({
        number: fc.integer(),
        from: fc.integer(),
        to: fc.integer(),
        count: fc.integer({ max: 50 }),
      })
      .map((value) => JSON.stringify(value)),
  );
  const sections = fc.dictionary(fc.constantFrom(...names, ...more), part);
  fc.assert(
    fc.property(sections, fc.constantFrom(null, ...schemaNames), (content, schema) => {
      const sane = { ...content, words: String(Math.min(Number(content.words) || 80, 200)) };
      const answer = answerChat([{ role: "user", content: userMessage(sane) }], schema);
      expect(schema === null ? answer : JSON.parse(answer)).toBeTruthy();
    }),
    { numRuns: 150 },
  );
});
