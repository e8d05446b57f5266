import type { Evidence, ExportedSpan, LogLine } from "./evidence.ts";
import { type Findings, countBy } from "./findings.ts";

const isStoreAway = ({ event, reason }: LogLine): boolean =>
  event === "chore.failed" && reason === "The store cannot be reached.";

/**
 * Jobs that failed: as their lines tell, as their spans tell, and only where the Store let them down.
 * A database that is slow to answer is a trouble that a busy machine makes by itself.
 */
export function checkJobs(findings: Findings, evidence: Evidence): void {
  const { lives, spans } = evidence;
  const bySpan = new Map(spans.map((span) => [span.spanId, span]));
  const letDown = new Set(
    spans
      .filter(({ name, failed }) => failed && name.startsWith("store "))
      .map((span) => jobOf(span, bySpan)),
  );
  const failures = spans.filter((span) => isJob(span) && span.failed);
  checkLeases(findings, evidence, failures);
  for (const span of failures)
    findings.holds("troubles", letDown.has(span), {
      what: "cause of a failed job",
      expected: "a failed operation of the Store below it",
      seen: "none",
      ids: [span.life, span.spanId, span.traceId],
    });
  findings.sameCounts("troubles", "lines of failed jobs", {
    expected: countBy(
      failures,
      ({ life, attributes }) => `${life} ${attributes["messaging.message.id"] as string}`,
    ),
    seen: new Map(
      lives.flatMap(({ name, lines }) => [
        ...countBy(
          lines.filter(({ event }) => event === "job.failed"),
          ({ job_id }) => `${name} ${job_id as string}`,
        ),
      ]),
    ),
  });
  const chores = lives.flatMap(({ lines }) => lines).filter(isStoreAway).length;
  if (chores > 0)
    findings.exclude(
      `${chores} chores that the Store let down: what is done every few seconds has no spans`,
    );
}

/**
 * A lease is broken whose worker was killed within a call, and may be where a claim was given up that the
 * Store did after all: then nobody keeps that lease.
 */
function checkLeases(
  findings: Findings,
  { lives, novels, modelCalls }: Evidence,
  failures: readonly ExportedSpan[],
): void {
  const lines = lives.flatMap((life) => life.lines);
  for (const { id, title } of novels) {
    const lost = modelCalls.filter((call) => call.title === title && call.fate === "hung").length;
    const givenUp = failures.filter(
      ({ attributes }) => attributes["colophon.novel_id"] === id,
    ).length;
    const broken = lines.filter(
      ({ event, novel_id }) => event === "lease.broken" && novel_id === id,
    ).length;
    findings.holds("troubles", broken >= lost && broken <= lost + givenUp, {
      what: `broken leases of ${title}`,
      expected: givenUp === 0 ? lost : `${lost} to ${lost + givenUp}`,
      seen: broken,
      ids: [id],
    });
  }
}

/** Whether a line tells of what this looks at. */
export function isOfJobs(line: LogLine): boolean {
  return line["event"] === "job.failed" || line["event"] === "lease.broken" || isStoreAway(line);
}

function isJob({ kind }: ExportedSpan): boolean {
  return kind === "consumer";
}

function jobOf(
  span: ExportedSpan,
  bySpan: ReadonlyMap<string, ExportedSpan>,
): ExportedSpan | undefined {
  let at: ExportedSpan | undefined = span;
  while (at !== undefined && !isJob(at)) at = bySpan.get(at.parentSpanId ?? "");
  return at;
}
