/** What two sources have to agree on. */
export const agreements = {
  requests: "each request has one line, each line one request: id, route, status, bytes",
  problems: "problems and headers name the request and the trace of its line",
  "http-metrics": "counted requests are logged requests, by route and status",
  sampling: "lines and what was left out of them are all there was",
  fields: "each line has what every line has, and ids of the form they should",
  traces: "each trace id is the one of its request, in every line and event",
  "model-calls": "the model server's requests are the ledger's calls, and the counted ones",
  tokens: "tokens and costs: as told by the model server, in the ledger, as counted",
  events: "the log's events have no gap, and watchers saw exactly them",
  sockets: "connections, subscriptions and pings: as made, as counted, as logged",
  turns: "turns at novels: as logged, as counted, as their events tell",
  troubles: "warnings and errors tell of what went wrong, and of nothing else",
  novels: "novels by status: as listed, as counted",
  "server-spans": "each request has one server span: id, trace, route, status",
  "call-spans": "each call has one span, with the ledger's tokens and cost",
  "queue-spans": "what was enqueued and worked on has its spans",
  tree: "each trace has one root, and no span lacks its parent",
} as const;

export type Agreement = keyof typeof agreements;

/** Where two sources do not agree. */
export interface Disagreement {
  what: string;
  expected: unknown;
  seen: unknown;
  /** What to look for in the sources. */
  ids: readonly string[];
}

const shown = 5;

/** Collects what was compared, and every disagreement. */
export class Findings {
  readonly #held = new Map<Agreement, number>();
  readonly #differ = new Map<Agreement, Disagreement[]>();
  /** What was left out of a comparison, and why. */
  readonly exclusions: string[] = [];

  /** Compares what one source says with what another makes expect. */
  same(
    agreement: Agreement,
    what: string,
    { expected, seen, ids = [] }: { expected: unknown; seen: unknown; ids?: readonly string[] },
  ): void {
    this.holds(agreement, Object.is(expected, seen), { what, expected, seen, ids });
  }

  holds(agreement: Agreement, holds: boolean, otherwise: Disagreement): void {
    if (holds) this.#held.set(agreement, (this.#held.get(agreement) ?? 0) + 1);
    else this.#differ.set(agreement, [...this.of(agreement), otherwise]);
  }

  /** Compares two counts by group, those that only one of them has included. */
  sameCounts(
    agreement: Agreement,
    what: string,
    { expected, seen }: { expected: Counts; seen: Counts },
  ): void {
    for (const key of new Set([...expected.keys(), ...seen.keys()]))
      this.same(agreement, `${what}: ${key}`, {
        expected: expected.get(key) ?? 0,
        seen: seen.get(key) ?? 0,
      });
  }

  exclude(what: string): void {
    this.exclusions.push(what);
  }

  of(agreement: Agreement): readonly Disagreement[] {
    return this.#differ.get(agreement) ?? [];
  }

  /** The agreements that do not hold. */
  get broken(): Agreement[] {
    return (Object.keys(agreements) as Agreement[]).filter((name) => this.of(name).length > 0);
  }

  rows(): string[] {
    const rows: string[] = [];
    for (const [name, meaning] of Object.entries(agreements) as [Agreement, string][]) {
      const [held, differ] = [this.#held.get(name) ?? 0, this.of(name)];
      const mark = held + differ.length === 0 ? "–" : differ.length === 0 ? "✓" : "✗";
      const count = `${held} of ${held + differ.length}`;
      rows.push(`  ${mark} ${name.padEnd(14)} ${meaning.padEnd(78)} ${count.padStart(14)}`);
      for (const { what, expected, seen, ids } of differ.slice(0, shown)) {
        const where = ids.length === 0 ? "" : ` (${ids.slice(0, 3).join(", ")})`;
        rows.push(`      ${what}: expected ${spell(expected)}, seen ${spell(seen)}${where}`);
      }
      if (differ.length > shown) rows.push(`      … and ${differ.length - shown} more`);
    }
    return [...rows, ...this.exclusions.map((what) => `  not compared: ${what}`)];
  }
}

export type Counts = ReadonlyMap<string, number>;

/** How many of `items` there are of each key. */
export function countBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function spell(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
}
