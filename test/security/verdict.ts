/** What came of an attack: how often its promise held, and each way in which it did not. */
export class Verdict {
  readonly name: string;
  readonly promise: string;
  readonly broken: string[] = [];
  /** What was measured beside. */
  readonly figures: string[] = [];
  held = 0;
  seconds = 0;

  readonly #enough: string | undefined;

  /** With `enough`, the first evidence that holds it ends the attack: `check` throws. */
  constructor({ name, promise }: { name: string; promise: string }, enough?: string) {
    this.name = name;
    this.promise = promise;
    this.#enough = enough;
  }

  /** Counts one check; `evidence` says what was seen instead. */
  check(holds: boolean, evidence: string): void {
    if (holds) {
      this.held += 1;
      return;
    }
    this.broken.push(evidence);
    if (this.#enough !== undefined && evidence.includes(this.#enough))
      throw new Error("enough was seen");
  }

  figure(text: string): void {
    this.figures.push(text);
  }

  /** How often something was checked. */
  get checks(): number {
    return this.held + this.broken.length;
  }

  /** Whether it held every time, and was put to the test at all. */
  get sound(): boolean {
    return this.broken.length === 0 && this.held > 0;
  }

  /** Its rows of the table. */
  rows(): string[] {
    const shown = this.broken.slice(0, 8).map((evidence) => `      ${evidence}`);
    const more = this.broken.length - shown.length;
    return [
      `  ${this.sound ? "✓" : "✗"} ${this.name.padEnd(18)} ${this.promise}: ${this.held} of ${this.checks} in ${this.seconds.toFixed(1)} s`,
      ...this.figures.map((figure) => `      ${figure}`),
      ...shown,
      ...(more > 0 ? [`      … and ${more} more`] : []),
    ];
  }
}
