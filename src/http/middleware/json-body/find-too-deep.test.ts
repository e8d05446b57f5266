import * as fc from "fast-check";
import { expect, it } from "vitest";
import { growthOf, inProportion, repeated } from "#test/harness/growth-of.ts";
import { findTooDeep, pathTo } from "./find-too-deep.ts";

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

const jsonText = fc.jsonValue({ maxDepth: 6, depthSize: "max" }).map((value) => ({
  value,
  text: JSON.stringify(value, null, 1),
}));

it("finds what nests deeper than it may, and nothing else, whatever stands in texts", () => {
  fc.assert(
    fc.property(jsonText, fc.integer({ min: 0, max: 7 }), ({ value, text }, maxDepth) => {
      const json = Buffer.from(text);
      expect(findTooDeep(json, maxDepth) === -1).toBe(depthOf(value) <= maxDepth);
    }),
    { numRuns: 2_000 },
  );
});

it("tells the way to it", () => {
  fc.assert(
    fc.property(jsonText, fc.integer({ min: 0, max: 5 }), ({ value, text }, maxDepth) => {
      const json = Buffer.from(text);
      const offset = findTooDeep(json, maxDepth);
      fc.pre(offset !== -1);
      const path = pathTo(json, offset);
      expect(path).toHaveLength(maxDepth);
      let found: unknown = value;
      for (const part of path) {
        const key = typeof part === "number" ? part : (JSON.parse(`"${part}"`) as string);
        found = (found as Record<PropertyKey, unknown>)[key];
      }
      expect(JSON.stringify(found, null, 1)[0]).toBe(String.fromCharCode(json[offset] ?? 0));
      expect(depthOf(found)).toBeGreaterThan(0);
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ["", -1],
  ["[[[", 2],
  ["]]][[[", 5],
  ["}{}{[{", 5],
  ['"[[[', -1],
  ['"\\', -1],
  ['{"a\\"":[[', 8],
  ["[{\ud83d\ude00[", 6],
])("is not put out by %j, which is no JSON", (text, offset) => {
  const json = Buffer.from(text);
  expect(findTooDeep(json, 2)).toBe(offset);
  expect(pathTo(json, json.length).length).toBeLessThan(4);
});

it("takes time in proportion to the text, however hostile", () => {
  for (const [before, piece] of [
    ['"', "a"],
    ['"', '\\"'],
    ['"', "\\\\"],
    ["", '"",'],
    ["", "[]"],
    ["", "]"],
  ] as const) {
    const growth = growthOf((length) => {
      const json = Buffer.from(before + repeated(piece, length));
      expect(findTooDeep(json, 2)).toBe(-1);
      pathTo(json, json.length);
    });
    expect.soft(growth, piece).toBeLessThan(inProportion);
  }
});
