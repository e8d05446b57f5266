import type { NovelStatus } from "#/contract/novel.ts";

/** The statuses in which workers have something to do: a novel in any other one is never claimed. */
export const workingStatuses = [
  "queued",
  "analysing",
  "outlining",
  "writing",
  "finishing",
] as const satisfies readonly NovelStatus[];
