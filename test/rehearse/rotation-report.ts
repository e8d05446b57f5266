/** What has to hold while secrets are rotated. */
export const promises = {
  requests: "no request fails",
  sessions: "every session stays its owner's",
  "in-force":
    "a secret from a file is in force within 5 s, and goes back within 5 s; others at a restart",
  refused: "the old secret is refused afterwards, by every process and server",
  calls: "no model call is refused, lost or made with a key that is no longer in force",
  telemetry: "no error report and no span is refused, or bears a key that is no longer in force",
  novels: "every novel that was accepted completes",
  processes: "no process is turned away by MongoDB or Redis, or ends by anything but a drain",
} as const;

export type Promised = keyof typeof promises;

/** One way of a secret: what was done, and the seconds it took. */
interface Row {
  secret: string;
  step: string;
  seconds: number;
  requests: number;
}

/** What a rehearsal of rotations saw. */
export class RotationReport {
  readonly #rows: Row[] = [];
  readonly #held = new Map<Promised, number>();
  readonly #broken = new Map<Promised, string[]>();

  took(row: Row): void {
    this.#rows.push(row);
  }

  check(promised: Promised, holds: boolean, otherwise: string): void {
    if (holds) this.#held.set(promised, (this.#held.get(promised) ?? 0) + 1);
    else this.#broken.set(promised, [...(this.#broken.get(promised) ?? []), otherwise]);
  }

  get broken(): Promised[] {
    return [...this.#broken.keys()];
  }

  /** How many requests were answered as they should be. */
  get requests(): number {
    return this.#held.get("requests") ?? 0;
  }

  lines(): string[] {
    const steps = this.#rows.map(
      ({ secret, step, seconds, requests }) =>
        `  ${secret.padEnd(27)} ${step.padEnd(44)} ${seconds.toFixed(1).padStart(6)} s ${String(requests).padStart(7)} requests meanwhile`,
    );
    const verdicts = (Object.keys(promises) as Promised[]).flatMap((name) => {
      const broken = this.#broken.get(name) ?? [];
      const held = this.#held.get(name) ?? 0;
      const mark = broken.length > 0 ? "✗" : held === 0 ? "–" : "✓";
      return [
        `  ${mark} ${promises[name].padEnd(98)} ${`${held} of ${held + broken.length}`.padStart(16)}`,
        ...broken.slice(0, 5).map((what) => `      ${what}`),
      ];
    });
    return [...steps, "", ...verdicts];
  }
}
