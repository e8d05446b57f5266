import { expect, test } from "vitest";
import { reasonSentence } from "./reason-sentence.ts";

test.each([
  [
    "an internal error stopped this step; the log has the details",
    "An internal error stopped this step.",
  ],
  [
    "Waiting: an internal error stopped this step; the log has the details",
    "Waiting: an internal error stopped this step.",
  ],
  ["no end after 300 s", "No end after 300 s."],
  [
    "scene_plan: the model's answer cannot be used: it holds no prose",
    "The model's answer cannot be used: it holds no prose.",
  ],
  [
    "Waiting: scene_plan: the model's answer cannot be used",
    "Waiting: the model's answer cannot be used.",
  ],
  ["The budget does not allow the next call.", "The budget does not allow the next call."],
  ["the model said “No.”", "The model said “No.”"],
])("%o is told as a whole sentence", (reason, sentence) => {
  expect(reasonSentence(reason)).toBe(sentence);
});
