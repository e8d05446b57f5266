/** The median, and between what the values lie: `12.3 ms (11.9–14.0)`. */
export function spread(values: readonly number[], unit: string): string {
  const sorted = [...values].sort((a, b) => a - b);
  const digits = median(sorted) < 10 ? 2 : median(sorted) < 100 ? 1 : 0;
  const [low = 0, high = 0] = [sorted[0], sorted.at(-1)];
  return `${median(sorted).toFixed(digits)} ${unit} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that a share `q` of the values lies below. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
