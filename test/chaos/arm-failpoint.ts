import { subscribe } from "node:diagnostics_channel";
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { type Failpoint, type Seam, type SeamName, failpoints, seams } from "./failpoints.ts";

// Preloaded (`node --import`) into a process that is to die at a failpoint: CHAOS_FAILPOINT is
// `name:n`, and the n-th passing kills. The product knows nothing of it: its factories are wrapped as
// their modules are loaded. What cannot be found stops the start, so that the seam moves with the code.

const [armed, count] = (process.env["CHAOS_FAILPOINT"] ?? "").split(":");
if (!failpoints.includes(armed as Failpoint) || !(Number(count) >= 1))
  throw new Error(`there is no failpoint "${process.env["CHAOS_FAILPOINT"]}"`);
let left = Number(count);

function passed(failpoint: string): void {
  if (failpoint !== armed) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
}

const byFactory = Map.groupBy(
  Object.entries(seams) as [SeamName, Seam][],
  ([, { module, factory }]) => `${module} ${factory}`,
);

/** Wraps what a factory makes; exported for the modules that `load` writes. */
export function watch(key: string, factory: Method | undefined): Method {
  if (typeof factory !== "function") throw new Error(`failpoints: there is no ${key}`);
  const wrap = (made: object) => {
    for (const [name, seam] of byFactory.get(key) ?? []) wrapMethod(made, name, seam);
    return made;
  };
  return (...args: unknown[]) => {
    const made = factory(...args) as object | Promise<object>;
    return made instanceof Promise ? made.then(wrap) : wrap(made);
  };
}

type Method = (...args: unknown[]) => unknown;

function wrapMethod(made: object, name: SeamName, { method, counts = () => true }: Seam): void {
  const path = method.split(".");
  const last = path.pop() ?? "";
  let owner = made as Record<string, unknown>;
  for (const part of path) owner = (owner[part] ?? {}) as Record<string, unknown>;
  const original = owner[last] as Method | undefined;
  if (typeof original !== "function") throw new Error(`failpoints: there is no method ${method}`);
  owner[last] = (...args: unknown[]) => {
    if (!counts(args)) return original.apply(owner, args);
    passed(`before-${name}`);
    const result = original.apply(owner, name === "call" ? watchText(args) : args);
    return Promise.resolve(result).then((value) => {
      passed(`after-${name}`);
      return value;
    });
  };
}

function watchText([request, call]: unknown[]): unknown[] {
  const { onText } = call as { onText: (piece: string) => void };
  const watched = (piece: string) => {
    passed("mid-answer");
    onText(piece);
  };
  return [request, { ...(call as object), onText: watched }];
}

// Only the model is asked by fetch.
subscribe("undici:request:bodySent", () => {
  passed("request-sent");
});

const wrappers = new Map<string, string>();
const root = new URL("../../", import.meta.url);
for (const key of byFactory.keys()) {
  const [module = "", factory = ""] = key.split(" ");
  const { href } = new URL(module, root);
  if (!existsSync(new URL(href))) throw new Error(`failpoints: there is no ${module}`);
  const original = JSON.stringify(`${href}?original`);
  wrappers.set(
    href,
    `export * from ${original};
     import * as original from ${original};
     import { watch } from ${JSON.stringify(import.meta.url)};
     export const ${factory} = watch(${JSON.stringify(key)}, original.${factory});`,
  );
}
if (wrappers.size < byFactory.size) throw new Error("failpoints: two factories in one module");

registerHooks({
  load(url, context, nextLoad) {
    const source = wrappers.get(url);
    if (source === undefined) return nextLoad(url, context);
    return { format: "module", source, shortCircuit: true };
  },
});
