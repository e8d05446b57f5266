/** Money is kept in integer nano-dollars (10⁻⁹ USD); dollars are for the outside only. */
export function toUsd(nanoUsd: number): number {
  return nanoUsd / 1e9;
}

/** Dollars as nano-dollars, rounded; throws on amounts that a safe integer does not hold. */
export function toNanoUsd(usd: number): number {
  const nanoUsd = Math.round(usd * 1e9);
  if (!Number.isSafeInteger(nanoUsd)) throw new RangeError("the amount is too large");
  return nanoUsd;
}
