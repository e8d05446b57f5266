import fc from "fast-check";
import { expect, test } from "vitest";
import { shareWords } from "./share-words.ts";

const limits = { min: 100, max: 10_000 };

test("shares are whole, add up exactly and stay within the limits", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 100_000 }), { minLength: 1, maxLength: 120 }),
      fc.integer({ min: 100, max: 10_000 }),
      (weights, mean) => {
        const total = mean * weights.length;
        const shares = shareWords(total, weights, limits);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
        for (const share of shares) {
          expect(Number.isInteger(share)).toBe(true);
          expect(share).toBeGreaterThanOrEqual(limits.min);
          expect(share).toBeLessThanOrEqual(limits.max);
        }
      },
    ),
  );
});

test("a weight counts by its size, but no chapter starves or swallows the rest", () => {
  expect(shareWords(3_000, [900, 1_000, 1_100], limits)).toEqual([900, 1_000, 1_100]);
  const [small = 0, , large = 0] = shareWords(3_000, [1, 1_000, 1_000_000], limits);
  expect(large / small).toBeLessThan(3);
});
