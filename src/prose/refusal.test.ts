import { expect, test } from "vitest";
import { looksLikeRefusal } from "./refusal.ts";

test.each([
  "I'm sorry, but I can't help with writing that scene. I can offer a gentler version instead.",
  "I cannot assist with that request.",
  "As an AI language model, I do not write such scenes.",
  "I won’t be able to continue this story in that direction.",
])("a refusal is told: %s", (text) => {
  expect(looksLikeRefusal(text)).toBe(true);
});

test.each([
  "“I’m sorry,” she said, “but I can’t help you write to him.”",
  "I am sorry to say that the lamp was out when we came.",
  `I cannot write this letter tonight, I told myself, and lit the lamp. ${"The tide turned and the boats came in. ".repeat(20)}`,
  "He was unable to help them. Nobody wrote.",
])("prose is not taken for one: %s", (text) => {
  expect(looksLikeRefusal(text)).toBe(false);
});
