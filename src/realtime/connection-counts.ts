import { ProblemError } from "#/contract/problem.ts";

/** How many connections there may be; 0 is as many as come. */
export interface ConnectionLimits {
  connections: number;
  connectionsPerOrigin: number;
  connectionsPerOwner: number;
}

/** The open connections of this process, by what their limits count. */
export class ConnectionCounts {
  readonly #limits: ConnectionLimits;
  readonly #perOwner = new Map<string, number>();
  readonly #perOrigin = new Map<string, number>();
  #all = 0;

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /** Open connections of pages, by their origin. */
  get perOrigin(): ReadonlyMap<string, number> {
    return this.#perOrigin;
  }

  /**
   * Counts one more of an owner's, from a page of `origin` where there is one. Throws `rate-limited` where it
   * would be one too many; else gives the way to take it off again.
   */
  add(owner: string, origin: string | undefined): () => void {
    const { connections, connectionsPerOrigin, connectionsPerOwner } = this.#limits;
    refuseBeyond(connections, this.#all, "are open already");
    refuseBeyond(connectionsPerOwner, this.#perOwner.get(owner) ?? 0, "are open already for you");
    if (origin !== undefined)
      refuseBeyond(
        connectionsPerOrigin,
        this.#perOrigin.get(origin) ?? 0,
        "are open already from pages of this origin",
      );
    this.#all += 1;
    count(this.#perOwner, owner, 1);
    if (origin !== undefined) count(this.#perOrigin, origin, 1);
    return () => {
      this.#all -= 1;
      count(this.#perOwner, owner, -1);
      if (origin !== undefined) count(this.#perOrigin, origin, -1);
    };
  }
}

function refuseBeyond(limit: number, open: number, what: string): void {
  if (limit > 0 && open >= limit)
    throw new ProblemError("rate-limited", `${open} connections ${what}.`);
}

function count(counts: Map<string, number>, name: string, change: 1 | -1): void {
  const next = (counts.get(name) ?? 0) + change;
  if (next > 0) counts.set(name, next);
  else counts.delete(name);
}
