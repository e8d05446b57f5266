import type { Store } from "#/ports/store/store.ts";
import { attribute } from "./attributes.ts";
import { spanNames } from "./span-names.ts";
import { inSpan, isTraced, outsideTraces } from "./spans.ts";

/** Done every few seconds, for as long as a novel is worked on or a session is used: nobody reads that. */
const silent: ReadonlySet<string> = new Set(["novels.beat", "accounts.endedSessions"]);

type Operation = (...args: unknown[]) => Promise<unknown>;
type Section = Readonly<Record<string, Operation>>;

/** The same Store, whose operations, but for its own health and end, are spans of the trace that asks for them. */
export function traceStore(store: Store): Store {
  const parts = Object.entries(store as unknown as Record<string, Operation | Section>);
  const traced = parts.map(([name, part]) => [
    name,
    typeof part === "function" ? part : traceSection(name, part),
  ]);
  return Object.fromEntries(traced) as Store;
}

function traceSection(section: string, operations: Section): Section {
  const traced = Object.entries(operations).map(
    ([name, run]) => [name, traceOperation(`${section}.${name}`, run)] as const,
  );
  return Object.fromEntries(traced);
}

function traceOperation(operation: string, run: Operation): Operation {
  if (silent.has(operation)) return (...args) => outsideTraces(() => run(...args));
  const options = {
    name: spanNames.storeOperation(operation),
    attributes: { [attribute.storeOperation]: operation },
  };
  return (...args) => (isTraced() ? inSpan(options, () => run(...args)) : run(...args));
}
