import { parseArgs } from "node:util";
import { noCluster } from "#test/harness/start-cluster.ts";
import { type RehearsalOptions, rehearseRotations } from "./rehearse-rotations.ts";
import { type SecretName, openRehearsedSystem, secretNames } from "./rehearsed-system.ts";
import { plants } from "./rotation-plants.ts";
import type { RotationReport } from "./rotation-report.ts";

const usage = `npm run rehearse rotation -- [options]; MONGODB_URI names a MongoDB whose user may make users
  --seed N       repeats a run's load; by default another one each time
  --only SECRET  ${secretNames.join(", ")}; may be given several times
  --prove        makes every mistake of an operator's instead: each must be found out
`;

/** As seen from outside, by asking again and again. */
const inForceMs = 5_000;

/** Rehearses every rotation of `docs/ops/secrets.md` on two API and two worker processes; false when a promise was broken. */
export async function rehearse(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: "string" },
      only: { type: "string", multiple: true },
      prove: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return true;
  }
  if (noCluster) throw new Error(`it cannot be rehearsed here: ${noCluster}`);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
  const secrets = (values.only ?? secretNames) as SecretName[];
  for (const secret of secrets)
    if (!secretNames.includes(secret)) throw new Error(`${secret} is not rotated:\n${usage}`);
  if (values.prove) return prove(seed, secrets);
  const report = await rehearseOnItsOwn(
    { apis: 2, workers: 2 },
    {
      seed,
      secrets,
      inForceMs,
      back: true,
      atOnce: false,
    },
  );
  console.log(`seed ${seed}\n${report.lines().join("\n")}`);
  return report.broken.length === 0;
}

async function rehearseOnItsOwn(
  size: { apis: number; workers: number },
  options: RehearsalOptions,
): Promise<RotationReport> {
  const system = await openRehearsedSystem(size);
  try {
    return await rehearseRotations(system, options);
  } finally {
    await system.close();
  }
}

async function prove(seed: number, secrets: readonly SecretName[]): Promise<boolean> {
  let allFound = true;
  for (const [plant, { secret, breaks }] of Object.entries(plants)) {
    if (!secrets.includes(secret)) continue;
    const report = await rehearseOnItsOwn(
      { apis: 1, workers: 1 },
      {
        seed,
        secrets: [secret],
        inForceMs,
        back: false,
        atOnce: false,
        plant,
      },
    );
    const found = report.broken.includes(breaks);
    allFound &&= found;
    const seen = report.broken.join(", ") || "nothing";
    console.log(`  ${found ? "✓" : "✗"} ${plant.padEnd(74)} breaks ${seen}`);
    if (!found) console.log(report.lines().join("\n"));
  }
  return allFound;
}
