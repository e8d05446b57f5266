/**
 * Shares `total` words out by weight: whole numbers that add up to `total` exactly. Weights far from
 * the mean count as 0.6 or 1.5 times the mean; where a share would leave `min`–`max`, all are equal.
 */
export function shareWords(
  total: number,
  weights: readonly number[],
  { min, max }: { min: number; max: number },
): number[] {
  const mean = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0) / weights.length;
  const tame = weights.map((weight) =>
    mean > 0 ? Math.min(1.5 * mean, Math.max(0.6 * mean, weight)) : 1,
  );
  const shares = apportion(total, tame);
  if (shares.every((share) => share >= min && share <= max)) return shares;
  return apportion(
    total,
    weights.map(() => 1),
  );
}

// Differences of the rounded running sum: no share is off by more than one word, none is lost.
function apportion(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  let given = 0;
  return weights.map((weight) => {
    passed += weight;
    const share = Math.round((total * passed) / whole) - given;
    given += share;
    return share;
  });
}
