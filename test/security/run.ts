import { parseArgs } from "node:util";
import { attacks } from "./attacks.ts";
import { pentest } from "./pentest.ts";
import { prove } from "./prove.ts";
import { noTarget } from "./target.ts";
import { weaknesses } from "./weaknesses.ts";

const usage = `npm run pentest -- [options]
  --seed N        repeats what is chosen at random; by default another one each time
  --only ATTACK   ${attacks.map(({ name }) => name).join(", ")}; may be given several times
  --quick         with as little as every test run can spare
  --prove         plants each weakness in an instance of its own: the attack that it is meant for must
                  find it
  --plant NAME    only this one, with --prove
`;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    only: { type: "string", multiple: true },
    quick: { type: "boolean", default: false },
    prove: { type: "boolean", default: false },
    plant: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<boolean> {
  if (values.help) {
    console.log(usage);
    return true;
  }
  if (noTarget !== undefined) throw new Error(noTarget);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
  const { only = attacks.map(({ name }) => name) } = values;
  for (const name of only)
    if (!attacks.some((attack) => attack.name === name)) throw new Error(`no attack "${name}"`);
  console.log(`seed ${seed}`);
  return values.prove ? proveAll(seed, only) : attackAll(seed, only);
}

async function attackAll(seed: number, only: readonly string[]): Promise<boolean> {
  let sound = true;
  const chosen = attacks.filter(({ name }) => only.includes(name));
  for await (const verdict of pentest({ attacks: chosen, seed, full: !values.quick })) {
    console.log(verdict.rows().join("\n"));
    sound &&= verdict.sound;
  }
  return sound;
}

async function proveAll(seed: number, only: readonly string[]): Promise<boolean> {
  let found = true;
  const chosen = Object.entries(weaknesses).filter(
    ([name, { foundBy }]) =>
      only.includes(foundBy) && (values.plant === undefined || values.plant === name),
  );
  for (const [name] of chosen) {
    const proof = await prove(name, seed);
    console.log(
      `  ${proof.found ? "✓" : "✗"} ${name.padEnd(34)} ${proof.foundBy}: ${proof.evidence}`,
    );
    found &&= proof.found;
  }
  return found && chosen.length > 0;
}

process.exitCode = (await main()) ? 0 : 1;
