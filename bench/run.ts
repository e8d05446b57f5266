import { readdirSync } from "node:fs";
import { join } from "node:path";

// `npm run bench [name]`: runs one benchmark, or all of them, each a file here that exports `bench`.
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.slice(0, -".bench.ts".length));
const wanted = process.argv[2];
if (wanted !== undefined && !names.includes(wanted)) {
  console.error(`There is no benchmark "${wanted}": there are ${names.join(", ")}.`);
  process.exit(1);
}
for (const name of wanted === undefined ? names : [wanted]) {
  const { bench } = (await import(join(import.meta.dirname, `${name}.bench.ts`))) as {
    bench: (args: readonly string[]) => Promise<[figure: string, value: string][]>;
  };
  console.log(`\n${name}`);
  for (const [figure, value] of await bench(process.argv.slice(3)))
    console.log(`  ${figure.padEnd(58)} ${value}`);
}
