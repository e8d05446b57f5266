import type { Evidence, Life, LogLine } from "./evidence.ts";
import { type Findings, countBy } from "./findings.ts";

const text = (pattern: RegExp) => (value: unknown) =>
  typeof value === "string" && pattern.test(value);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What every line has. */
const required: Readonly<Record<string, (value: unknown, life: Life) => boolean>> = {
  level: text(/^(debug|info|warn|error|fatal)$/),
  time: text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  service: (value, { service }) => value === service,
  version: text(/^\d+\.\d+\.\d+/),
  msg: text(/^\S/),
  event: text(/^[a-z-]+\.[a-z-]+$/),
};

/** What a line may have, and how it looks then. */
const optional: Readonly<Record<string, (value: unknown) => boolean>> = {
  request_id: text(/^[\w.-]{1,128}$/),
  trace_id: text(/^(?!0{32})[0-9a-f]{32}$/),
  span_id: text(/^(?!0{16})[0-9a-f]{16}$/),
  novel_id: text(uuid),
  job_id: text(/^novel-[0-9a-f-]{36}-\d+$/),
  duration_ms: (value) => typeof value === "number" && value >= 0,
};

/** Each line by itself, and its ids against those of the requests that it is about. */
export function checkLinesOfLogs(findings: Findings, evidence: Evidence): void {
  const { lives, exchanges, novels, watched } = evidence;
  const requests = [...exchanges, ...watched.flatMap(({ handshakes }) => handshakes)];
  const traceOf = new Map(requests.map(({ requestId, traceId }) => [requestId, traceId]));
  const novelTraces = new Map(novels.map(({ id, traceId }) => [id, traceId]));
  for (const life of lives) {
    for (const line of life.lines) {
      checkFields(findings, life, line);
      checkTrace(findings, line, { traceOf, novelTraces });
    }
    findings.same("fields", `${life.name}: output that is no line`, {
      expected: 0,
      seen: life.strayOutput.length,
      ids: life.strayOutput,
    });
    const events = countBy(life.lines, ({ event }) => String(event));
    findings.same("fields", `${life.name}: lines of its start and end`, {
      expected: life.killed ? "1, 0" : "1, 1",
      seen: `${events.get("process.starting") ?? 0}, ${events.get("process.stopped") ?? 0}`,
    });
  }
}

function checkFields(findings: Findings, life: Life, line: LogLine): void {
  const wrong = [
    ...Object.keys(required).filter((field) => !required[field]!(line[field], life)),
    ...Object.keys(optional).filter((field) => field in line && !optional[field]!(line[field])),
  ];
  // A job's lines belong to a request and its trace, whichever process works on it.
  if ("job_id" in line)
    wrong.push(...["novel_id", "request_id", "trace_id"].filter((field) => !(field in line)));
  findings.holds("fields", wrong.length === 0, {
    what: `${life.name}: fields that are missing or wrong`,
    expected: "none",
    seen: wrong.join(", "),
    ids: [JSON.stringify(line).slice(0, 300)],
  });
}

function checkTrace(
  findings: Findings,
  line: LogLine,
  known: {
    traceOf: ReadonlyMap<string, string | null>;
    novelTraces: ReadonlyMap<string, string>;
  },
): void {
  const { trace_id: traceId, request_id: requestId, novel_id: novelId } = line;
  if (traceId === undefined || requestId === undefined) return;
  const told = known.traceOf.get(requestId as string);
  // Of a request without an answer only its own line tells.
  if (told === null) return;
  findings.same("traces", `trace of a line of ${requestId as string}`, {
    expected: told,
    seen: traceId,
    ids: [String(line["event"])],
  });
  if (!("job_id" in line)) return;
  findings.same("traces", `trace of a line of a job of ${novelId as string}`, {
    expected: known.novelTraces.get(novelId as string),
    seen: traceId,
    ids: [String(line["event"])],
  });
}
