/** All states a novel can be in. */
export const novelStatuses = [
  "queued",
  "analysing",
  "outlining",
  "awaiting-approval",
  "writing",
  "finishing",
  "completed",
  "paused",
  "cancelled",
  "failed",
] as const;

export type NovelStatus = (typeof novelStatuses)[number];

/** The states that say where the work stands; the others (paused, cancelled, failed) say that it stopped. */
export const novelPhases = [
  "queued",
  "analysing",
  "outlining",
  "awaiting-approval",
  "writing",
  "finishing",
  "completed",
] as const satisfies readonly NovelStatus[];

export type NovelPhase = (typeof novelPhases)[number];

/** All states a chapter can be in. */
export const chapterStatuses = ["planned", "writing", "completed", "failed"] as const;
