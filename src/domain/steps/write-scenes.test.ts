import fc from "fast-check";
import { expect, test } from "vitest";
import { countWords } from "#/contract/words.ts";
import type { Ask } from "#/domain/ask-model.ts";
import type { Scene, SceneBrief } from "#/domain/prompts/story-material.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { joinScenes, writeScenes } from "./write-scenes.ts";

const novel = { pins: null, round: 0 } as NovelRecord;

function story(targetWords: number) {
  return {
    title: "T",
    genre: "G",
    humanLike: false,
    bible: {
      characters: [],
      locations: [],
      rules: [],
      style: { narration: "", tense: "", notes: "" },
      facts: [],
    },
    storySoFar: "",
    chapter: { number: 1, title: "C", pointOfView: "I", summary: "S", beats: ["b"], targetWords },
    previousText: "",
  };
}

function plan(count: number, targetWords: number): Scene[] {
  return Array.from({ length: count }, () => ({
    location: "",
    characters: [],
    goal: "",
    conflict: "",
    outcome: "",
    words: Math.round(targetWords / count),
  }));
}

/** A model that answers each call with as many words as `give` says. */
function modelThat(give: (asked: number, nth: number) => number) {
  let calls = 0;
  const ask: Ask = {
    json: () => Promise.reject(new Error("not asked for JSON")),
    prose: (prompt, input) => {
      calls += 1;
      const words = Math.max(1, Math.round(give((input as SceneBrief).words, calls)));
      const text = Array.from({ length: words }, (_, word) => `w${calls}x${word}`).join(" ");
      return Promise.resolve({
        value: `${text}.`,
        callId: `${calls}`,
        model: "m",
        promptVersion: `${prompt.purpose}@${prompt.version}`,
      });
    },
  };
  return { ask, calls: () => calls };
}

async function chapterBy(give: (asked: number, nth: number) => number, targetWords: number) {
  const count = Math.max(1, Math.round(targetWords / 700));
  const { ask, calls } = modelThat(give);
  const { texts } = await writeScenes({
    novel,
    ask,
    story: story(targetWords),
    scenes: plan(count, targetWords),
    onText: () => undefined,
  });
  expect(texts).toHaveLength(count);
  return {
    off: Math.abs(countWords(joinScenes(texts)) - targetWords) / targetWords,
    calls: calls(),
    count,
  };
}

test("a model that keeps to the length needs one call a scene", async () => {
  const { off, calls, count } = await chapterBy((asked) => asked, 2_000);
  expect(off).toBeLessThan(0.01);
  expect(calls).toBe(count);
});

test("a chapter comes out within ±10 % whatever part of the length, 0.4 to 2.5, a model gives", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 0.4, max: 2.5, noNaN: true }),
      fc.integer({ min: 200, max: 10_000 }),
      async (factor, targetWords) => {
        const { off } = await chapterBy((asked) => asked * factor, targetWords);
        expect(off).toBeLessThanOrEqual(0.1);
      },
    ),
  );
});

test("also when each answer is off in its own way, by up to a half", async () => {
  const offs: number[] = [];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ min: 0.6, max: 1.5, noNaN: true }), { minLength: 60, maxLength: 60 }),
      async (factors) => {
        const { off } = await chapterBy((asked, nth) => asked * (factors[nth % 60] ?? 1), 2_000);
        offs.push(off);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
  const missed = offs.filter((off) => off > 0.1).length;
  expect(missed / offs.length).toBeLessThan(0.05);
});

test("also when a model always writes the same length", async () => {
  const { off } = await chapterBy(() => 250, 2_000);
  expect(off).toBeLessThanOrEqual(0.1);
});

test("a model that never gets anywhere is given up after a bounded number of calls", async () => {
  const { calls, count } = await chapterBy(() => 1, 2_000);
  expect(calls).toBeLessThanOrEqual(4 * count + 5);
});
