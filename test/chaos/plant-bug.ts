import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { type Substitution, plants } from "./plants.ts";

// Preloaded (`node --import`) into a process that is to have the bug of CHAOS_PLANT: its modules are
// changed as they are loaded. A change that does not fit exactly once stops the start.

const name = process.env["CHAOS_PLANT"] ?? "";
const plant = plants[name];
if (plant === undefined) throw new Error(`there is no plant "${name}"`);
const root = new URL("../../", import.meta.url);
const changes = Map.groupBy(plant.changes, ({ module }) => new URL(module, root).href);
for (const href of changes.keys())
  if (!existsSync(new URL(href))) throw new Error(`plant ${name}: there is no ${href}`);

function change(source: string, { from, to, module }: Substitution): string {
  if (source.split(from).length !== 2)
    throw new Error(`plant ${name} does not fit: "${from}" must stand once in ${module}`);
  return source.replace(from, () => to);
}

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const due = changes.get(url.replace(/\?.*$/, ""));
    if (due === undefined) return loaded;
    const source = Buffer.from((loaded.source ?? "") as string | Uint8Array).toString();
    return { ...loaded, source: due.reduce(change, source) };
  },
});
