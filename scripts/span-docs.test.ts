import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { spanReference, spanReferenceFile } from "./span-reference.ts";

test("the reference of spans is what the code says: npm run docs", () => {
  expect(readFileSync(spanReferenceFile, "utf8")).toBe(spanReference());
});

test("it names spans with their comments, and attributes by whose they are", () => {
  const reference = spanReference();
  expect(reference).toContain("| `emit novel.event` | A gateway sends an event to all");
  expect(reference).toContain("| `colophon.step` | Colophon | `chapter-2` |");
  expect(reference).toContain("| `gen_ai.request.model` | semantic conventions | The model");
  expect(reference, "each says what it is").not.toMatch(/^\| `.*\|\s*\|$/m);
});
