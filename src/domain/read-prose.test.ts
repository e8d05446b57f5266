import { expect, test } from "vitest";
import { readProse } from "./read-prose.ts";

const scene = "Ines turned the page, and the lamp went out over the water. ".repeat(20).trim();

test("prose is taken, without what models wrap around it", () => {
  expect(readProse(`\`\`\`\n${scene}\n\`\`\``, 240)).toEqual({ ok: true, value: scene });
});

test.each([
  ["nothing", "", "no prose"],
  ["a few words where a scene was asked for", "The end came quickly.", "only 4 words"],
  [
    "a refusal in words",
    "I'm sorry, but I can't help with writing that scene. I can offer a gentler version instead, in which nobody is hurt and everybody goes home before it is dark, if that would suit you.",
    "refusal",
  ],
])("%s is no scene", (_what, answer, reason) => {
  const read = readProse(answer, 400);
  expect(read).toMatchObject({ ok: false });
  expect(read).toHaveProperty("reason", expect.stringContaining(reason));
});

test("few words are enough where few were asked for", () => {
  expect(readProse("The end came quickly.", 30).ok).toBe(true);
});
