/** What must hold, whatever happens: the promises that the parts put to the test. */
export const invariants = {
  completes: "every novel answered 202 completes",
  chapters: "no chapter missing, doubled, out of order or of other text than its answers",
  events: "events 1..n, no gap, no double, for every watcher as in the log",
  recorded: "a recorded answer is never asked for again",
  waste: "requests − recorded answers ≤ kills × concurrency",
  ledger: "every request has a ledger row",
  "goes-on": "work goes on ≤ 30 s after each kill",
  requeued: "after the queue was emptied every novel goes on ≤ 11 s",
  commands: "a pause that was answered holds until it is lifted",
  "one-key": "one Idempotency-Key makes one novel",
  "bad-chapter": "no fault ends as a completed bad chapter",
  "call-caps": "no call outlives its cap by more than 1 s",
  parked: "Retry-After parks a novel, for 5 minutes at most, and does not fail it",
  accounts: "costs and tokens stay sane numbers",
  "stays-up": "the process ends by nothing but a kill",
  reached: "every failpoint and fault that was planned was reached",
} as const;

export type Invariant = keyof typeof invariants;

interface Tally {
  held: number;
  broken: string[];
  figure: string;
}

/** What a part found: for each invariant how often it held, and each way in which it was broken. */
export class Verdicts {
  readonly part: string;
  /** One line on what was done. */
  summary = "";
  /** Lines of detail, printed below the invariants. */
  readonly details: string[] = [];
  readonly #tallies = new Map<Invariant, Tally>();

  constructor(part: string) {
    this.part = part;
  }

  /** Counts one check of an invariant; `evidence` says what was seen instead. */
  check(invariant: Invariant, holds: boolean, evidence: string): void {
    const tally = this.#tally(invariant);
    if (holds) tally.held += 1;
    else tally.broken.push(evidence);
  }

  /** A measure that stands in the table beside the count. */
  figure(invariant: Invariant, figure: string): void {
    this.#tally(invariant).figure = figure;
  }

  /** The invariants that were broken. */
  get broken(): Invariant[] {
    return [...this.#tallies].filter(([, { broken }]) => broken.length > 0).map(([name]) => name);
  }

  /** The part's rows of the table. */
  rows(): string[] {
    const rows = [`${this.part}: ${this.summary}`];
    for (const [name, { held, broken, figure }] of this.#tallies) {
      const mark = broken.length === 0 ? "✓" : "✗";
      const count = `${held} of ${held + broken.length}`;
      rows.push(
        `  ${mark} ${invariants[name].padEnd(80)} ${count.padStart(12)}  ${figure}`.trimEnd(),
      );
      for (const evidence of broken.slice(0, 5)) rows.push(`      ${evidence}`);
      if (broken.length > 5) rows.push(`      … and ${broken.length - 5} more`);
    }
    return [...rows, ...this.details.map((line) => `    ${line}`)];
  }

  #tally(invariant: Invariant): Tally {
    const tally = this.#tallies.get(invariant) ?? { held: 0, broken: [], figure: "" };
    this.#tallies.set(invariant, tally);
    return tally;
  }
}
