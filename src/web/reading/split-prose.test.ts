import { expect, test } from "vitest";
import { sceneBreak } from "#/contract/scene-break.ts";
import { splitProse } from "./split-prose.ts";

test("paragraphs and scene breaks come apart, empty lines go", () => {
  const text = `The sea was calm.\n\n“Nobody drowns in a calm.”\n\n${sceneBreak}\n\n  Next day.\n\n\n`;
  expect(splitProse(text)).toEqual([
    "The sea was calm.",
    "“Nobody drowns in a calm.”",
    sceneBreak,
    "Next day.",
  ]);
  expect(splitProse("")).toEqual([]);
});
