import { existsSync } from "node:fs";
import { registerHooks } from "node:module";

/** A change of a module's source: `from` must stand exactly once in it. */
export interface Substitution {
  /** From the project's root. */
  module: string;
  from: string;
  to: string;
}

const root = new URL("../../", import.meta.url);

/**
 * Changes modules of this process as they are loaded from now on: how a bug gets into a real process
 * without standing in its sources. A change that does not fit stops the start, loudly; `name` is what
 * it is called then.
 */
export function changeModules(name: string, changes: readonly Substitution[]): void {
  const due = Map.groupBy(changes, ({ module }) => new URL(module, root).href);
  for (const href of due.keys())
    if (!existsSync(new URL(href))) throw new Error(`plant ${name}: there is no ${href}`);

  function change(source: string, { from, to, module }: Substitution): string {
    if (source.split(from).length !== 2)
      throw new Error(`plant ${name} does not fit: "${from}" must stand once in ${module}`);
    return source.replace(from, () => to);
  }

  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const own = due.get(url.replace(/\?.*$/, ""));
      if (own === undefined) return loaded;
      const source = Buffer.from((loaded.source ?? "") as string | Uint8Array).toString();
      return { ...loaded, source: own.reduce(change, source) };
    },
  });
}
