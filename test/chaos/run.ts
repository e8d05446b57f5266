import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { tollOf } from "./calamities.ts";
import { runDuplicates } from "./duplicates.ts";
import { runFaults } from "./faults.ts";
import { runKills, runOneNovel } from "./kills.ts";
import { type Part, parts, plants } from "./plants.ts";
import { type Proof, prove } from "./prove.ts";
import { runScaled } from "./scaled.ts";
import type { Verdicts } from "./verdicts.ts";

const usage = `npm run chaos -- [options]
  --seed N        repeats a run's plan; by default another one each time
  --kills N       kills of the part "kills" (200)
  --novels N      novels of the part "kills" (40)
  --buried N      kills of the part "one-novel" (200)
  --faults N      times that each fault is met in the part "faults" (20)
  --scaled        many processes on MongoDB and Redis instead of one; with
  --share N       percent of all that befalls them (100), and --novels
  --only PART     ${parts.join(", ")}; may be given several times
  --plant BUG     runs the bug's part with the bug planted: it must fail
  --keep          keeps the data and the logs of a sound run too
  --prove         plants every bug, or with --plant one, and checks that it is found out
`;

/** How long nothing may go on after a kill. */
const patienceMs = 30_000;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    kills: { type: "string", default: "200" },
    novels: { type: "string", default: "40" },
    buried: { type: "string", default: "200" },
    faults: { type: "string", default: "20" },
    scaled: { type: "boolean", default: false },
    share: { type: "string", default: "100" },
    only: { type: "string", multiple: true },
    plant: { type: "string" },
    prove: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function count(
  name: "kills" | "novels" | "buried" | "faults" | "share" | "seed",
  text: string,
): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${name} must be a whole number`);
}

async function main(): Promise<boolean> {
  if (values.help) {
    console.log(usage);
    return true;
  }
  const seed = count("seed", values.seed ?? String(Math.floor(Math.random() * 1e6)));
  const { plant } = values;
  if (plant !== undefined && plants[plant] === undefined)
    throw new Error(`there is no plant "${plant}": there are ${Object.keys(plants).join(", ")}`);
  const asked = values.scaled ? (["scaled"] as const) : (values.only ?? parts);
  const only = plant === undefined ? asked : [plants[plant]?.part];
  for (const part of only)
    if (!["scaled", ...parts].includes(part ?? ""))
      throw new Error(`there is no part "${part}": there are ${parts.join(", ")}`);

  const dir = mkdtempSync(join(tmpdir(), "colophon-chaos-"));
  console.log(`seed ${seed}`);
  let sound = true;
  if (values.prove) {
    for await (const proof of prove({
      seed,
      dir,
      plants: plant === undefined ? provable() : [plant],
      // A planted bug is found in seconds; nothing is waited for as long as in earnest.
      patienceMs: 8_000,
      slackMs: 0,
    })) {
      printProof(proof);
      sound &&= proof.found;
    }
  } else {
    const kills = count("kills", values.kills);
    const shared = { seed, dir, plant, patienceMs, slackMs: 0 };
    const runs: Record<Part, () => Promise<Verdicts>> = {
      kills: () =>
        runKills({
          ...shared,
          kills,
          novels: count("novels", values.novels),
          at: plants[plant ?? ""]?.failpoints,
        }),
      faults: () =>
        runFaults({
          ...shared,
          times: count("faults", values.faults),
          faults: plants[plant ?? ""]?.faults,
        }),
      "one-novel": () =>
        runOneNovel({ ...shared, kills: count("buried", values.buried), novels: 1 }),
      duplicates: () => runDuplicates(shared),
      scaled: () =>
        runScaled({
          ...shared,
          novels: count("novels", values.novels),
          toll: tollOf(count("share", values.share) / 100),
        }),
    };
    for (const part of only as Part[]) {
      const verdicts = await runs[part]();
      console.log(`\n${verdicts.rows().join("\n")}`);
      sound &&= verdicts.broken.length === 0;
    }
  }
  if (sound && !values.keep) rmSync(dir, { recursive: true, force: true });
  else
    console.log(
      `\n${sound ? "" : "Broken. "}The logs, the data and the oracle's log are in ${dir}`,
    );
  const again = process.argv
    .slice(2)
    .filter(
      (argument, index, all) => !argument.startsWith("--seed") && all[index - 1] !== "--seed",
    );
  console.log(`\nThe same again: npm run chaos -- ${["--seed", seed, ...again].join(" ")}`);
  return sound;
}

/** The bugs of one process, or of many. */
function provable(): string[] {
  const scaled = values.scaled;
  return Object.keys(plants).filter((name) => (plants[name]?.part === "scaled") === scaled);
}

function printProof({ plant, expected, broken, found }: Proof): void {
  const seen = broken.join(", ") || "nothing";
  console.log(
    `  ${found ? "✓" : "✗"} ${plant.padEnd(28)} breaks ${seen}${found ? "" : ` instead of ${expected.join(", ")}`}`,
  );
}

process.exitCode = (await main()) ? 0 : 1;
