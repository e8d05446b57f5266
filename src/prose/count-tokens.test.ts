import { expect, test } from "vitest";
import { countTokens } from "./count-tokens.ts";

test("a text has as many tokens among many others, and when it is counted again", async () => {
  const texts = Array.from({ length: 200 }, (_, n) => `Chapter ${n}. ${"It rained. ".repeat(n)}`);
  const alone: number[] = [];
  for (const text of texts) alone.push(await countTokens([text]));
  expect(alone.toSorted((a, b) => a - b)).toEqual(alone);
  expect(alone[199]).toBeGreaterThan(alone[0] ?? 0);
  for (const text of texts.toReversed())
    expect(await countTokens([text])).toBe(alone[texts.indexOf(text)]);
});
