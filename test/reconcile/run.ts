import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Evidence } from "./evidence.ts";
import { onlyEmbedded } from "./open-system.ts";
import { plants } from "./plants.ts";
import { type Proof, proveOnEvidence, proveOnProduct } from "./prove.ts";
import { observeRun, reconcile } from "./reconcile.ts";

const usage = `npm run reconcile -- [options]
  --seed N      repeats a run's plan; by default another one each time
  --novels N    novels that are simply written, beside those that something befalls (6)
  --embedded    one process instead of two API and three worker processes, one of which is killed
  --prove       also tells a lie in each source of the run, and has the product tell some: all must be
                found out
  --keep        keeps what all sources said of a sound run too
`;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    novels: { type: "string", default: "6" },
    embedded: { type: "boolean", default: false },
    prove: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function count(name: "seed" | "novels", text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${name} must be a whole number`);
}

async function main(): Promise<boolean> {
  if (values.help) {
    console.log(usage);
    return true;
  }
  const seed = count("seed", values.seed ?? String(Math.floor(Math.random() * 1e6)));
  if (onlyEmbedded && !values.embedded)
    console.log(`One process instead of many: ${onlyEmbedded}.`);
  const embedded = values.embedded || onlyEmbedded !== false;
  const start = performance.now();
  const evidence = await observeRun({ seed, embedded, plain: count("novels", values.novels) });
  const findings = reconcile(evidence);
  console.log(`${summary(evidence)}, ${Math.round((performance.now() - start) / 1_000)} s`);
  console.log(findings.rows().join("\n"));
  let sound = findings.broken.length === 0;
  if (!sound || values.keep) console.log(`\nAll that was said is in ${keep(evidence, seed)}`);
  console.log(
    `\nThe same again: npm run reconcile -- --seed ${seed} --novels ${values.novels}${embedded ? " --embedded" : ""}`,
  );
  if (sound && values.prove) sound = await findOutLies(evidence, seed);
  return sound;
}

async function findOutLies(evidence: Evidence, seed: number): Promise<boolean> {
  console.log("\nLies about this run, and lies of the product:");
  let found = true;
  const show = (proof: Proof) => {
    const { lie, expected, broken } = proof;
    found &&= proof.found;
    const instead = proof.found ? "" : ` instead of ${expected}`;
    console.log(
      `  ${proof.found ? "✓" : "✗"} ${lie.padEnd(48)} breaks ${broken.join(", ") || "nothing"}${instead}`,
    );
  };
  for (const proof of proveOnEvidence(evidence)) show(proof);
  for (const lie of Object.keys(plants)) show(await proveOnProduct(lie, seed));
  return found;
}

function summary({ lives, exchanges, novels, modelCalls, spans }: Evidence): string {
  const lines = lives.reduce((sum, life) => sum + life.lines.length, 0);
  return [
    `${lives.length} processes`,
    `${exchanges.length} requests`,
    `${novels.length} novels`,
    `${modelCalls.length} model calls`,
    `${lines} lines`,
    `${spans.length} spans`,
  ].join(", ");
}

function keep(evidence: Evidence, seed: number): string {
  const file = join(tmpdir(), `colophon-reconcile-${seed}.json`);
  writeFileSync(file, JSON.stringify(evidence, null, 1));
  return file;
}

process.exitCode = (await main()) ? 0 : 1;
