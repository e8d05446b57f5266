import { expect, test } from "vitest";
import { distinctN } from "./distinct-n.ts";

test("distinct-3 is different word trigrams over all of them, without regard to case and marks", () => {
  expect(distinctN("A b c d.", 3)).toBe(1);
  expect(distinctN("The sea, the sea; the SEA!", 3)).toBe(2 / 4);
  expect(distinctN("no no no no no no", 3)).toBe(1 / 4);
});

test("a text too short for a single run is as varied as can be", () => {
  expect(distinctN("", 3)).toBe(1);
  expect(distinctN("sea sea", 3)).toBe(1);
});
