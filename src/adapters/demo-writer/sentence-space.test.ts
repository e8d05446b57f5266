import * as fc from "fast-check";
import { expect, test } from "vitest";
import { countOwned, ownedIndex, pointAt, type Owner } from "./sentence-space.ts";

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
const sizeOf = (of: readonly number[]) => of.reduce((product, length) => product * length, 1);

test("every index of a space has a point of its own, each digit below its list's length", () => {
  fc.assert(
    fc.property(lengths, (of) => {
      const points = Array.from({ length: sizeOf(of) }, (_, index) => pointAt(of, index));
      expect(new Set(points.map(String)).size).toBe(points.length);
      for (const point of points) {
        for (const [at, entry] of point.entries()) expect(entry).toBeLessThan(of[at] ?? 0);
      }
    }),
  );
});

test("points that an owner takes one after the other differ in every list", () => {
  const points = Array.from({ length: 20 }, (_, n) =>
    pointAt([150, 130, 100], ownedIndex({ kind: "draft", chapter: 1, scene: 1 }, n)),
  );
  for (const [n, point] of points.slice(1).entries()) {
    expect(point.filter((entry, at) => entry === points[n]?.[at])).toEqual([]);
  }
});

const owner: fc.Arbitrary<Owner> = fc.record({
  kind: fc.constantFrom("draft" as const, "continuation" as const, "retelling" as const),
  chapter: fc.constantFrom(1, 2, 120, 127),
  scene: fc.constantFrom(1, 2, 15),
});

const owned = (size: number, of: Owner): number[] =>
  Array.from({ length: countOwned(size, of) }, (_, n) => ownedIndex(of, n));

test("two requests of a book own no point in common, and none beyond the space", () => {
  fc.assert(
    fc.property(owner, owner, fc.integer({ min: 1, max: 200_000 }), (one, other, size) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      const mine = owned(size, one);
      const theirs = new Set(owned(size, other));
      expect(mine.filter((index) => theirs.has(index) || index >= size)).toEqual([]);
      expect(new Set(mine).size).toBe(mine.length);
    }),
  );
});

test("drafts have most of a space, and the first scenes a share even of the smallest", () => {
  const of = (kind: Owner["kind"], chapter: number, scene: number) =>
    countOwned(300, { kind, chapter, scene });
  expect([of("draft", 1, 1), of("draft", 120, 1), of("draft", 1, 3)]).toEqual([1, 1, 0]);
  const large = (kind: Owner["kind"]) => countOwned(2053 * 80, { kind, chapter: 1, scene: 1 });
  expect([large("draft"), large("continuation"), large("retelling")]).toEqual([60, 10, 10]);
});
