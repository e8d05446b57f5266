import type { Random } from "./seeded-random.ts";

/**
 * Shares words out in about equal parts, each within 6 % of the mean: they add up to `words` exactly.
 * Parts that 6 % could take below 100 words or above 10,000 are alike.
 */
export function shareOut(words: number, parts: number, random: Random): number[] {
  const mean = words / parts;
  const spread = mean * 0.94 < 100 || mean * 1.06 > 10_000 ? 0 : 0.06;
  const weights = Array.from({ length: parts }, () => 1 - spread + 2 * spread * random());
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  return weights.map((weight) => {
    const before = Math.round((passed / whole) * words);
    passed += weight;
    return Math.round((passed / whole) * words) - before;
  });
}
