import { join } from "node:path";
import type { Evidence } from "./evidence.ts";
import { falsifications } from "./falsify.ts";
import type { Agreement } from "./findings.ts";
import { plants } from "./plants.ts";
import { observeRun, reconcile } from "./reconcile.ts";

/** Whether a lie was found out, and by which comparisons. */
export interface Proof {
  lie: string;
  expected: Agreement;
  broken: readonly Agreement[];
  found: boolean;
}

/** Tells every lie about a sound run's evidence, one after the other. */
export function proveOnEvidence(evidence: Evidence): Proof[] {
  return Object.entries(falsifications).map(([lie, { breaks, tell }]) => {
    const falsified = structuredClone(evidence);
    tell(falsified);
    return proofOf(lie, breaks, reconcile(falsified).broken);
  });
}

/** Has one process of the product tell one of its lies, over a short run. */
export async function proveOnProduct(lie: string, seed: number): Promise<Proof> {
  const plant = plants[lie];
  if (plant === undefined) throw new Error(`there is no lie "${lie}"`);
  const evidence = await observeRun({
    seed,
    embedded: true,
    plain: 1,
    lie: { preload: join(import.meta.dirname, "plant-lie.ts"), name: lie },
  });
  return proofOf(lie, plant.breaks, reconcile(evidence).broken);
}

function proofOf(lie: string, expected: Agreement, broken: readonly Agreement[]): Proof {
  return { lie, expected, broken, found: broken.includes(expected) };
}
