/** A method of something that the product makes, and the two failpoints round it. */
export interface Seam {
  /** The product's module, from the project's root. */
  module: string;
  /** Its factory, whose product is wrapped. */
  factory: string;
  /** The method, by its path in what the factory makes. */
  method: string;
  /** Which calls count; all of them by default. */
  counts?: (args: readonly unknown[]) => boolean;
}

const store = { module: "src/adapters/sqlite/store.ts", factory: "createSqliteStore" };
const keepsLease = (args: readonly unknown[]) =>
  (args[2] as { keepLease?: boolean } | undefined)?.keepLease === true;
const tellsOfEvents = ([messages]: readonly unknown[]) =>
  (messages as { kind: string }[]).some(({ kind }) => kind === "event");

/** The boundaries of a novel's steps, in the order in which they are passed. */
export const seams = {
  boot: { ...store, method: "novels.leases" },
  accept: { ...store, method: "novels.accept" },
  wake: { module: "src/adapters/memory/queue.ts", factory: "createMemoryQueue", method: "enqueue" },
  claim: { ...store, method: "novels.claim" },
  begin: { ...store, method: "novels.commitStep", counts: keepsLease },
  intent: { ...store, method: "ledger.intend" },
  call: {
    module: "src/adapters/openai/openai-model.ts",
    factory: "createOpenAiModel",
    method: "stream",
  },
  settle: { ...store, method: "ledger.settle" },
  commit: { ...store, method: "novels.commitStep", counts: (args) => !keepsLease(args) },
  publish: {
    module: "src/adapters/memory/event-bus.ts",
    factory: "createMemoryBus",
    method: "publish",
    counts: tellsOfEvents,
  },
} as const satisfies Record<string, Seam>;

export type SeamName = keyof typeof seams;

/** Where a process can be made to die: round each seam, and within a call to the model. */
export const failpoints = [
  ...(Object.keys(seams) as SeamName[]).flatMap(
    (seam) => [`before-${seam}`, `after-${seam}`] as const,
  ),
  "request-sent",
  "mid-answer",
] as const;

export type Failpoint = (typeof failpoints)[number];

/** How often a failpoint is passed in the time of three answers of the model; 0 is once in a life. */
export function passings(failpoint: Failpoint | null): number {
  if (failpoint === null || /boot|accept/.test(failpoint)) return 0;
  return /intent|call|settle|request|answer/.test(failpoint) ? 3 : 2;
}
