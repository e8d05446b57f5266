/**
 * Watches that every novel that was under way goes on after a restart. Time is counted only while the
 * process lives: a novel that waits its turn through a row of short lives is not held up by the product.
 */
export class Progress {
  readonly #awaited = new Map<string, number>();
  #livedMs = 0;
  #aliveSince: number | null = null;
  #lastSignAt = performance.now();
  #slowestMs = 0;
  #times = 0;

  /** The process is ready: these novels must show a sign of life. */
  revive(titles: readonly string[]): void {
    this.#aliveSince ??= performance.now();
    this.expect(titles);
  }

  /** The process is dead. */
  die(): void {
    this.#livedMs = this.#clock;
    this.#aliveSince = null;
  }

  expect(titles: readonly string[]): void {
    for (const title of titles)
      if (!this.#awaited.has(title)) this.#awaited.set(title, this.#clock);
  }

  /** Nothing is expected of this novel any more: it is at its end, or paused. */
  excuse(title: string): void {
    this.#awaited.delete(title);
  }

  /** A novel's request reached the model, or an event of its reached a watcher. */
  note(title: string | undefined): void {
    this.#lastSignAt = performance.now();
    const since = this.#awaited.get(title ?? "");
    if (title === undefined || since === undefined) return;
    this.#slowestMs = Math.max(this.#slowestMs, this.#clock - since);
    this.#times += 1;
    this.#awaited.delete(title);
  }

  /** The novel that has been awaited for longest, and for how long. */
  get mostAwaited(): { title: string; ms: number } {
    const [title, since] = [...this.#awaited].toSorted(([, one], [, other]) => one - other)[0] ?? [
      "none",
      this.#clock,
    ];
    return { title, ms: this.#clock - since };
  }

  /** How long there was no sign of life of anything. */
  get silentMs(): number {
    return performance.now() - this.#lastSignAt;
  }

  /** The longest that a novel was awaited and came. */
  get slowestMs(): number {
    return this.#slowestMs;
  }

  /** How often one was awaited and came. */
  get times(): number {
    return this.#times;
  }

  get #clock(): number {
    return this.#livedMs + (this.#aliveSince === null ? 0 : performance.now() - this.#aliveSince);
  }
}
