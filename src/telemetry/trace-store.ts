import type { Store } from "#/ports/store/store.ts";
import { attribute } from "./attributes.ts";
import { spanNames } from "./span-names.ts";
import { inSpan, isTraced, outsideTraces } from "./spans.ts";

/** Done every few seconds for as long as a novel is worked on: nobody reads that. */
const silent: ReadonlySet<string> = new Set(["novels.beat"]);

type Operation = (...args: unknown[]) => Promise<unknown>;

/** The same Store, whose operations are spans of the trace that asks for them. */
export function traceStore(store: Store): Store {
  return {
    ...store,
    novels: traceSection("novels", store.novels),
    ledger: traceSection("ledger", store.ledger),
    log: traceSection("log", store.log),
    days: traceSection("days", store.days),
  };
}

function traceSection<T extends object>(section: string, operations: T): T {
  const traced = Object.entries(operations as Record<string, Operation>).map(([name, run]) => [
    name,
    traceOperation(`${section}.${name}`, run),
  ]);
  return Object.fromEntries(traced) as T;
}

function traceOperation(operation: string, run: Operation): Operation {
  if (silent.has(operation)) return (...args) => outsideTraces(() => run(...args));
  const options = {
    name: spanNames.storeOperation(operation),
    attributes: { [attribute.storeOperation]: operation },
  };
  return (...args) => (isTraced() ? inSpan(options, () => run(...args)) : run(...args));
}
