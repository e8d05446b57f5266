import { isOfJobs } from "./check-jobs.ts";
import type { Evidence, LogLine } from "./evidence.ts";
import { type Findings, countBy } from "./findings.ts";
import { sumBy } from "./read-samples.ts";

const turnOf = (stage: unknown, outcome: unknown) => `${stage as string} ${outcome as string}`;
export const stageOf = (step: unknown): string => String(step).split("-")[0] ?? "";

/** Turns at novels: as logged and as counted by each life, and as the novels' events tell. */
export function checkTurns(findings: Findings, { lives, novels }: Evidence): void {
  const committed = new Map<string, number>();
  for (const { name, lines, samples } of lives) {
    const counted = sumBy(samples, "colophon_job_duration_seconds_count", ({ stage, outcome }) =>
      turnOf(stage, outcome),
    );
    findings.sameCounts("turns", `${name} counted`, {
      expected: countBy(
        lines.filter(({ event }) => event === "step.ended"),
        ({ step, outcome }) => turnOf(stageOf(step), outcome),
      ),
      seen: counted,
    });
    for (const [turn, count] of counted) committed.set(turn, (committed.get(turn) ?? 0) + count);
  }
  const events = countBy(
    novels.flatMap((novel) => novel.events),
    ({ type }) => type,
  );
  for (const [turn, type] of [
    ["analysis committed", "analysis.completed"],
    ["chapter committed", "chapter.completed"],
    ["finish committed", "novel.completed"],
  ] as const)
    findings.same("turns", `events ${type}`, {
      expected: committed.get(turn) ?? 0,
      seen: events.get(type) ?? 0,
    });
}

/** Warnings and errors against what went wrong: at the model server, by a kill, and in events. */
export function checkTroubles(findings: Findings, evidence: Evidence): void {
  const { lives, novels, modelCalls } = evidence;
  const told = lives
    .flatMap(({ lines }) => lines.filter(isTrouble))
    .filter((line) => !isOfJobs(line));
  const fates = (...names: string[]) => modelCalls.filter(({ fate }) => names.includes(fate));
  const failed = novels.filter(({ status }) => status === "failed").length;
  const hopeless = modelCalls.filter(({ title }) =>
    novels.some((novel) => novel.title === title && novel.status === "failed"),
  );
  // A turn asks twice before it gives a bad answer up, and the last such turn fails the novel.
  const givenUp = hopeless.filter(({ fate }) => fate === "rejected").length / 2;
  const lost = fates("hung").length;
  const expected = new Map([
    ["warn step.failed", givenUp - failed],
    ["error novel.failed", failed],
    ["warn calls.abandoned", lost],
    ["error http.failed", evidence.exchanges.filter(({ status }) => (status ?? 0) >= 500).length],
  ]);
  findings.sameCounts("troubles", "lines", {
    expected: new Map([...expected].filter(([, count]) => count > 0)),
    seen: countBy(
      told.filter(({ event }) => event !== "step.delayed"),
      ({ level, event }) => `${level as string} ${event as string}`,
    ),
  });
  for (const novel of novels) checkDelays(findings, novel, evidence);
  const retries = novels
    .flatMap(({ events }) => events)
    .filter(({ type }) => type === "call.retried");
  findings.same("troubles", "events call.retried", {
    expected: told.filter(({ event }) => event === "step.delayed" || event === "step.failed")
      .length,
    seen: retries.length,
  });
}

/** Each call that was refused or cut delays its step, unless its turn finds that a command has changed the novel meanwhile. */
function checkDelays(
  findings: Findings,
  { id, title }: Evidence["novels"][number],
  { lives, modelCalls }: Evidence,
): void {
  const own = lives.flatMap(({ lines }) => lines.filter(({ novel_id }) => novel_id === id));
  const delayed = own.filter(({ event }) => event === "step.delayed").length;
  const changed = own.filter(({ outcome }) => outcome === "changed").length;
  const faults = modelCalls.filter(
    (call) => call.title === title && (call.fate === "refused" || call.fate === "cut"),
  ).length;
  findings.holds("troubles", delayed <= faults && delayed >= faults - changed, {
    what: `delays of ${title}, ${changed} of whose turns found it changed`,
    expected: faults,
    seen: delayed,
    ids: [id],
  });
}

function isTrouble({ level }: LogLine): boolean {
  return level === "warn" || level === "error" || level === "fatal";
}
