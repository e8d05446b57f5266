import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findProgram } from "#scripts/find-program.mjs";
import { noCluster } from "#test/harness/start-cluster.ts";
import type { Attack } from "./attack.ts";
import { attacks } from "./attacks.ts";
import { pentest } from "./pentest.ts";
import { type Proof, prove } from "./prove.ts";
import { type Attacked, writeReport } from "./report.ts";
import { type Scan, scanAll } from "./scanners.ts";
import { noTarget } from "./target.ts";
import type { Verdict } from "./verdict.ts";
import { weaknesses } from "./weaknesses.ts";

const usage = `npm run pentest -- [options]
  --seed N        repeats what is chosen at random; by default another one each time
  --only ATTACK   ${attacks.map(({ name }) => name).join(", ")}; may be given several times
  --quick         with as little as every test run can spare
  --scaled        then those that several processes could fail, on two API processes and a worker, on a MongoDB
                  (MONGODB_URI) and a Redis
  --prove         then plants each weakness in an instance of its own: the attack that it is meant for must
                  find it
  --plant NAME    only this one, and no attack on the sound product
  --scanners      then runs ffuf, wapiti, testssl.sh, slowhttptest and MDN's HTTP Observatory, where installed
  --report        writes docs/ops/pen-test-report.md
`;

const marks: Readonly<Record<string, string>> = { true: "✓", false: "✗", undefined: "–" };
const root = join(import.meta.dirname, "../..");

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    only: { type: "string", multiple: true },
    quick: { type: "boolean", default: false },
    scaled: { type: "boolean", default: false },
    prove: { type: "boolean", default: false },
    plant: { type: "string" },
    scanners: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<boolean> {
  if (values.help) {
    console.log(usage);
    return true;
  }
  if (noTarget !== undefined) throw new Error(noTarget);
  if (values.scaled && noCluster) throw new Error(noCluster);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
  const { only = attacks.map(({ name }) => name), plant } = values;
  for (const name of only)
    if (!attacks.some((attack) => attack.name === name)) throw new Error(`no attack "${name}"`);
  if (plant !== undefined && !(plant in weaknesses)) throw new Error(`no weakness "${plant}"`);
  console.log(`seed ${seed}`);
  const chosen = attacks.filter(({ name }) => only.includes(name));
  const verdicts = plant === undefined ? await attackAll(seed, chosen) : [];
  const scaled = values.scaled ? await attackSeveral(seed, chosen) : [];
  const proofs = values.prove || plant !== undefined ? await proveAll(seed, only) : [];
  const scans = values.scanners ? await scan() : [];
  if (values.report) {
    const report = writeReport({
      date: new Date().toISOString().slice(0, 10),
      commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim(),
      node: process.version,
      nginx: versionOfNginx(),
      seed,
      verdicts,
      scaled,
      proofs,
      scans,
    });
    writeFileSync(join(root, "docs/ops/pen-test-report.md"), report);
  }
  return (
    [...verdicts, ...scaled].every(({ verdict }) => verdict.sound) &&
    proofs.every(({ found }) => found !== false) &&
    scans.every(({ sound }) => sound !== false)
  );
}

async function attackSeveral(seed: number, chosen: readonly Attack[]): Promise<Attacked[]> {
  console.log("\nOn several processes:");
  return attackAll(
    seed,
    chosen.filter((attack) => attack.scaled),
    true,
  );
}

async function attackAll(
  seed: number,
  chosen: readonly Attack[],
  scaled = false,
): Promise<Attacked[]> {
  const verdicts = new Map<string, Verdict>();
  const options = { attacks: chosen, seed, full: !values.quick, scaled };
  for await (const verdict of pentest(options)) {
    console.log(verdict.rows().join("\n"));
    verdicts.set(verdict.name, verdict);
  }
  return chosen.map((attack) => ({ attack, verdict: verdicts.get(attack.name)! }));
}

async function proveAll(seed: number, only: readonly string[]): Promise<Proof[]> {
  console.log("\nWeaknesses:");
  const proofs: Proof[] = [];
  for (const [name, { foundBy }] of Object.entries(weaknesses)) {
    if (!only.includes(foundBy) || (values.plant ?? name) !== name) continue;
    const proof = await prove(name, seed);
    console.log(
      `  ${marks[String(proof.found)]} ${name.padEnd(34)} ${proof.foundBy}: ${proof.evidence}`,
    );
    proofs.push(proof);
  }
  return proofs;
}

async function scan(): Promise<Scan[]> {
  console.log("\nScanners:");
  const scans: Scan[] = [];
  for await (const done of scanAll()) {
    console.log(
      `  ${marks[String(done.sound)]} ${done.scanner.padEnd(22)} ${done.version ?? ""} ${done.result}`,
    );
    scans.push(done);
  }
  return scans;
}

function versionOfNginx(): string {
  const nginx = findProgram("nginx") ?? "nginx";
  // It tells that on standard error.
  const told = execFileSync("/bin/sh", ["-c", `"${nginx}" -v 2>&1`], { encoding: "utf8" });
  return /[\d.]+/.exec(told)?.[0] ?? "";
}

process.exitCode = (await main()) ? 0 : 1;
