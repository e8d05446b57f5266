import { checkCalls } from "./check-calls.ts";
import { checkEvents, checkSockets } from "./check-events.ts";
import { checkJobs } from "./check-jobs.ts";
import { checkLinesOfLogs } from "./check-lines.ts";
import { checkRequests } from "./check-requests.ts";
import { checkSpans } from "./check-spans.ts";
import { checkTroubles, checkTurns } from "./check-turns.ts";
import type { Evidence } from "./evidence.ts";
import { Findings } from "./findings.ts";
import { gatherEvidence } from "./gather.ts";
import { type Lie, openSystem } from "./open-system.ts";
import { wishesOf } from "./wishes.ts";
import { playWorkload } from "./workload.ts";

/** Holds all sources of a run against each other. */
export function reconcile(evidence: Evidence): Findings {
  const findings = new Findings();
  checkRequests(findings, evidence);
  checkLinesOfLogs(findings, evidence);
  checkCalls(findings, evidence);
  checkEvents(findings, evidence);
  checkSockets(findings, evidence);
  checkTurns(findings, evidence);
  checkTroubles(findings, evidence);
  checkJobs(findings, evidence);
  checkSpans(findings, evidence);
  return findings;
}

/** Runs a seeded workload on a system of its own, and returns what every source says of it. */
export async function observeRun(options: {
  seed: number;
  embedded: boolean;
  /** How many novels are simply written, beside those that something befalls. */
  plain: number;
  lie?: Lie | undefined;
}): Promise<Evidence> {
  const { seed, embedded, plain, lie } = options;
  const counts = { plain, paused: 2, cancelled: 1, hopeless: 1, cut: 1, reviewed: 1 };
  const wishes = wishesOf(seed, counts);
  const titleOf = (lot: "hopeless" | "cut" | "cancelled") =>
    wishes.find((wish) => wish.lot === lot)?.title ?? "";
  const system = await openSystem({
    embedded,
    script: { hopeless: titleOf("hopeless"), cut: titleOf("cut"), held: titleOf("cancelled") },
    lie,
  });
  try {
    const played = await playWorkload(system, { seed, wishes });
    await system.stop();
    return gatherEvidence(system, played);
  } finally {
    await system.close();
  }
}
