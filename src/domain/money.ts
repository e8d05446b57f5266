/** Money is kept in integer nano-dollars (10⁻⁹ USD); dollars are for the outside only. */
export function toUsd(nanoUsd: number): number {
  return nanoUsd / 1e9;
}
