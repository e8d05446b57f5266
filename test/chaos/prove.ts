import { join } from "node:path";
import { tollOf } from "./calamities.ts";
import { runDuplicates } from "./duplicates.ts";
import { runFaults } from "./faults.ts";
import { runKills, runOneNovel } from "./kills.ts";
import { type Part, type Plant, plants } from "./plants.ts";
import { runScaled } from "./scaled.ts";
import type { Invariant, Verdicts } from "./verdicts.ts";

/** What the harness said of a planted bug. */
export interface Proof {
  plant: string;
  expected: readonly Invariant[];
  broken: readonly Invariant[];
  /** Whether it found exactly what it should. */
  found: boolean;
}

/** Plants each of these bugs and runs the part that must find it, with as little work as that takes. */
export async function* prove(options: {
  seed: number;
  dir: string;
  plants: readonly string[];
  /** How long a novel may stand still: less than in earnest, since where a bug has it stand it never goes on. */
  patienceMs: number;
  slackMs: number;
}): AsyncGenerator<Proof> {
  for (const plant of options.plants) {
    const bug = plants[plant];
    if (bug === undefined) throw new Error(`there is no plant "${plant}"`);
    const verdicts = await runPart(bug, {
      seed: options.seed,
      dir: join(options.dir, plant),
      plant,
      patienceMs: options.patienceMs,
      slackMs: options.slackMs,
    });
    const { broken } = verdicts;
    const found =
      new Set([...broken, ...bug.breaks]).size === bug.breaks.length &&
      broken.length === bug.breaks.length;
    yield { plant, expected: bug.breaks, broken, found };
  }
}

function runPart(
  { part, failpoints, faults, breaks, toll }: Plant,
  {
    patienceMs,
    slackMs,
    ...shared
  }: { seed: number; dir: string; plant: string; patienceMs: number; slackMs: number },
): Promise<Verdicts> {
  const runs: Record<Part, () => Promise<Verdicts>> = {
    // Few deaths reach few failpoints; that is no matter unless it is what is to be found.
    kills: () =>
      runKills({
        ...shared,
        patienceMs,
        kills: 10,
        novels: 12,
        at: failpoints ?? (breaks.includes("reached") ? undefined : []),
      }),
    "one-novel": () => runOneNovel({ ...shared, patienceMs, kills: 16, novels: 1 }),
    // An endpoint that failed several times in a row is left alone for a while: that is no standstill.
    faults: () => runFaults({ ...shared, patienceMs: 3 * patienceMs, slackMs, times: 16, faults }),
    duplicates: () => runDuplicates(shared),
    scaled: () =>
      runScaled({
        ...shared,
        patienceMs: 3 * patienceMs,
        slackMs,
        novels: 8,
        toll: { ...tollOf(0), ...toll },
      }),
  };
  return runs[part]();
}
