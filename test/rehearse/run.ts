import { readdirSync } from "node:fs";
import { join } from "node:path";

// `npm run rehearse NAME`: one rehearsal of an operator's procedure, a file here that exports `rehearse`.
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".rehearsal.ts"))
  .map((file) => file.slice(0, -".rehearsal.ts".length));
const [name = "", ...args] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`There is no rehearsal "${name}": there are ${names.join(", ")}.`);
  process.exit(1);
}
const { rehearse } = (await import(join(import.meta.dirname, `${name}.rehearsal.ts`))) as {
  rehearse: (args: string[]) => Promise<boolean>;
};
process.exitCode = (await rehearse(args)) ? 0 : 1;
