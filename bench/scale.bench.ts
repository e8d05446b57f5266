import { parseArgs } from "node:util";
import { fillSqlite } from "./fill-sqlite.ts";
import { measureGrowth } from "./growth.ts";

/** What growth costs; sizes by `--novels` and `--events`. */
export async function bench(args: readonly string[]): Promise<[string, string][]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      novels: { type: "string", default: "100000" },
      events: { type: "string", default: "5000000" },
    },
  });
  const size = { novels: Number(values.novels), events: Number(values.events) };
  return measureGrowth(size, fillSqlite, 50);
}
