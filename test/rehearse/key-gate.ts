/** What a server knows of keys, and what it saw of others. */
export class KeyGate {
  /** Those that it takes. */
  readonly keys = new Set<string>();
  /** The only one that should come now; null while it is being changed. */
  expected: string | null = null;
  /** What came with a key that was not expected, or not known. */
  readonly strays: string[] = [];
  /** How much was let in. */
  taken = 0;
  readonly #what: string;

  /** `what` comes with keys: "a call". */
  constructor(what: string) {
    this.#what = what;
  }

  /** Whether it is let in. */
  admits(key: string): boolean {
    const known = this.keys.has(key);
    if (!known || (this.expected !== null && key !== this.expected))
      this.strays.push(`${this.#what} came with ${known ? "the other" : "a revoked"} key`);
    if (known) this.taken += 1;
    return known;
  }
}
