import { expect, test } from "vitest";
import { growthOf, inProportion, repeated } from "#test/harness/growth-of.ts";
import { looksLikeRefusal } from "./refusal.ts";

test.each([
  "I'm sorry, but I can't help with writing that scene. I can offer a gentler version instead.",
  "I’m sorry, but I can’t help with that.",
  "Sorry, I can't continue this story.",
  "I cannot assist with that request.",
  "I apologize, but I am unable to fulfil this request.",
  "I must decline to write this scene as described.",
  "As an AI language model, I do not write explicit scenes.",
  "As an AI, I’m not able to generate this content.",
  "I won't be able to continue this story as it stands. Perhaps we could try another direction?",
  "Thank you for the detailed outline. Unfortunately, I'm not comfortable writing this chapter.",
  "I understand what the scene needs. However, I can't provide content that shows this.",
  "**I'm sorry, but I can't comply with this request.**",
  "I'm sorry, but I can't write that.",
  "I am sorry, but I cannot comply.",
  "I’m unable to help with that.",
  "I can't assist with creating sexual content involving minors.",
  "I can't create that content.\n\nWould you like a version without the violence?",
])("a model's refusal is one: %s", (answer) => {
  expect(looksLikeRefusal(answer)).toBe(true);
});

const lampScene = `I cannot write this letter tonight, I told myself, and lit the lamp. ${"The wick smoked, and the rain went on against the glass as it had all week. ".repeat(10)}`;

test.each([
  "“I’m sorry,” she said, “but I can’t help you.”",
  "\"I'm sorry, but I can't help with that request,\" said the clerk.",
  "'I cannot assist with that request,' said the clerk.",
  "“Stop. I cannot help you with that request. Go home.”",
  "‘Stop. I cannot help you with that request.’",
  "I'm sorry, but I can't write. My hand shakes too much.",
  "— I cannot help you with that request, said the clerk.",
  "She said: “I can't write that scene.”",
  "I'm sorry, he said, but I can't help you.",
  "I can't help loving her.",
  "I couldn't help but laugh. The whole room turned to look.",
  "I could not continue. The snow had closed the pass behind us.",
  "I can't continue on this road, not with the bridge down and the river rising.",
  "I cannot write. My hand shakes too much.",
  "I'm sorry I can't write more often, Mother. The post leaves on Tuesdays.",
  "I won't help him bury it. That was the whole of my courage.",
  "The rain came in from the sea.",
  "As an AI she had been a disappointment to her makers.",
  lampScene,
  `${"The rain came in from the sea. ".repeat(3)}I can't help with that request.`,
  "",
])("prose is none: %s", (text) => {
  expect(looksLikeRefusal(text)).toBe(false);
});

test("a long text is none, however it begins", () => {
  const beginning = "I'm sorry, but I can't help with writing that scene. ";
  expect(looksLikeRefusal(beginning + "The rain came in. ".repeat(40))).toBe(false);
});

test("time grows with the length, not with its square", () => {
  for (const piece of [
    "I can't ",
    "I'm sorry, ",
    "“",
    "As an AI ",
    "a. ",
    "\n",
    "I am unable to ",
  ]) {
    const growth = growthOf((length) => void looksLikeRefusal(repeated(piece, length)));
    expect.soft(growth, piece).toBeLessThan(inProportion);
  }
});
