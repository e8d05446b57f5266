import { readFileSync } from "node:fs";
import * as conventions from "@opentelemetry/semantic-conventions/incubating";
import { expect, test } from "vitest";
import { attribute } from "#/telemetry/attributes.ts";
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

test("what does not begin with our own name is named by the semantic conventions", () => {
  const known = new Set<unknown>(Object.values(conventions));
  const foreign = Object.values(attribute).filter((name) => !name.startsWith("colophon."));
  expect(foreign.length).toBeGreaterThan(20);
  expect(foreign.filter((name) => !known.has(name))).toEqual([]);
});

test("what is in a span's name is told by its name", () => {
  expect(spanReference()).toMatch(/^\| `\{method\} \{route\}` \| A request/m);
  expect(spanReference()).toMatch(/^\| `\{command\} \{collection\}` \| A command to MongoDB/m);
});
