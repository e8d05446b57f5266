import { noCluster } from "#test/harness/start-cluster.ts";
import { attacks } from "./attacks.ts";
import { pentest } from "./pentest.ts";
import { weaknesses } from "./weaknesses.ts";

/** Whether a weakness was found by the attack that is meant for it. */
export interface Proof {
  weakness: string;
  foundBy: string;
  /** Undefined where it could not be tried. */
  found: boolean | undefined;
  /** What was seen of it, or else the first that was seen instead, or why nothing was tried. */
  evidence: string;
}

/** Attacks an instance that has the weakness, with as little as every test run can spare where that will do. */
export async function prove(weakness: string, seed: number): Promise<Proof> {
  const planted = weaknesses[weakness];
  if (planted === undefined) throw new Error(`there is no weakness "${weakness}"`);
  const { foundBy, seen, full = false, scaled = false } = planted;
  if (scaled && noCluster) return { weakness, foundBy, found: undefined, evidence: noCluster };
  const meant = attacks.filter(({ name }) => name === foundBy);
  const broken: string[] = [];
  for await (const verdict of pentest({
    attacks: meant,
    seed,
    full,
    scaled,
    weakness,
    enough: seen,
  }))
    broken.push(...verdict.broken);
  const found = broken.find((evidence) => evidence.includes(seen));
  const evidence = found ?? broken[0] ?? "nothing was found";
  return { weakness, foundBy, found: found !== undefined, evidence: evidence.slice(0, 120) };
}
