import * as fc from "fast-check";
import { expect, it } from "vitest";
import { growthOf, inProportion, repeated } from "#test/harness/growth-of.ts";
import { locateSyntaxError } from "./locate-syntax-error.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it.each([
  ["", 0],
  ["  ", 2],
  ["{", 1],
  ['{"a":1', 6],
  ['{"a":1}}', 7],
  ['{"a" 1}', 5],
  ['{"a":1,}', 7],
  ["{a:1}", 1],
  ["{'a':1}", 1],
  ["[1,]", 3],
  ["[1 2]", 3],
  ["[1}", 2],
  ["[01]", 2],
  ["[1.]", 2],
  ["[+1]", 1],
  ["tru", 0],
  ["nulls", 4],
  ['["a\nb"]', 1],
  ['["\\x"]', 1],
  ['["open]', 1],
  ["\u00a0[]", 0],
  ["\ufeff[]", 0],
])("finds where %j breaks", (text, offset) => {
  expect(locateSyntaxError(text)).toBe(offset);
  expect(isJson(text)).toBe(false);
});

it("agrees with JSON.parse on what is JSON, of any text", () => {
  const edited = fc
    .tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom(...'{}[],:"\\ \n0-.eEtfnul\u0001\u2028'.split("")),
      fc.nat(2),
    )
    .map(([json, at, sign, removed]) => {
      const offset = at % (json.length + 1);
      return json.slice(0, offset) + sign + json.slice(offset + removed);
    });
  fc.assert(
    fc.property(fc.oneof(fc.json(), edited, fc.string()), (text) => {
      expect(locateSyntaxError(text) === -1).toBe(isJson(text));
    }),
    { numRuns: 3_000 },
  );
});

it("takes time in proportion to the text, however hostile", () => {
  for (const [before, piece, after] of [
    ['"', "a", ""],
    ['"', '\\"', ""],
    ["", "[", ""],
    ["[", " ", "x"],
    ["[", "1", "x]"],
    ["[", "1,", "]"],
  ] as const) {
    const growth = growthOf((length) => {
      const text = before + repeated(piece, length) + after;
      expect(locateSyntaxError(text)).toBeGreaterThanOrEqual(0);
    });
    expect.soft(growth, piece).toBeLessThan(inProportion);
  }
});
