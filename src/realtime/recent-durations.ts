/** The last so many durations, for people who look now; what is measured over time is in the metrics. */
export class RecentDurations {
  readonly #keep: number;
  readonly #values: number[] = [];
  #next = 0;

  constructor(keep = 1_000) {
    this.#keep = keep;
  }

  add(value: number): void {
    this.#values[this.#next] = value;
    this.#next = (this.#next + 1) % this.#keep;
  }

  /** The newest; null before the first. */
  last(): number | null {
    const { length } = this.#values;
    return length === 0 ? null : (this.#values[(this.#next + length - 1) % length] ?? null);
  }

  /** What 95 of a hundred do not exceed; null before the first. */
  p95(): number | null {
    const sorted = this.#values.toSorted((one, other) => one - other);
    return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null;
  }
}
