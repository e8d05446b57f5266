import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { variables } from "#/config/variables.ts";
import { environmentReference, referenceFile } from "./environment-reference.ts";

test("the environment reference is what the code makes of it today: run `npm run docs`", () => {
  expect(readFileSync(referenceFile, "utf8")).toBe(environmentReference());
});

test("it names every variable, and no other", () => {
  const named = [...environmentReference().matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
    ([, name]) => name,
  );
  expect(named).toEqual(Object.keys(variables));
});
