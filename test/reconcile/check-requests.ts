import type { Evidence, Exchange, Life, LogLine } from "./evidence.ts";
import { type Findings, countBy } from "./findings.ts";
import { sumBy } from "./read-samples.ts";

const isRequest = ({ msg }: LogLine): boolean => msg === "request";
const labelsOf = (of: { method: unknown; route: unknown; status: unknown }) =>
  `${of.method as string} ${of.route as string} ${of.status as number}`;
/** The methods that metrics tell apart. */
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "unparsed"]);
const countedAs = (of: { method: unknown; route: unknown; status: unknown }) =>
  labelsOf({ ...of, method: methods.has(of.method as string) ? of.method : "other" });
/** Where a probe went well the log holds only some. */
const isProbe = ({ route, status }: Exchange) =>
  route.startsWith("/health") && status !== null && status < 400;

/** Requests: as sent, as logged, as counted. */
export function checkRequests(findings: Findings, { exchanges, lives }: Evidence): void {
  for (const life of lives) {
    const own = exchanges.filter((exchange) => exchange.life === life.name);
    checkLines(findings, life, own);
    checkCounts(findings, life, own);
    checkSampling(findings, life, own);
  }
  checkProblems(findings, exchanges);
  findings.exclude(
    "lines about frames of drafts that were left out: nobody else counts those frames",
  );
}

function checkLines(findings: Findings, life: Life, exchanges: readonly Exchange[]): void {
  const lines = Map.groupBy(life.lines.filter(isRequest), ({ request_id }) => String(request_id));
  for (const exchange of exchanges) {
    const { requestId, method, route, status, bytes, traceId, spanId } = exchange;
    const own = lines.get(requestId) ?? [];
    const ids = [life.name, requestId];
    if (own.length === 0 && isProbe(exchange)) continue;
    findings.same("requests", `lines of ${method} ${route}`, {
      expected: 1,
      seen: own.length,
      ids,
    });
    const [line] = own;
    if (line === undefined) continue;
    const expected = labelsOf({ method, route, status: status ?? line["status"] });
    findings.same("requests", "what a line says", {
      expected: `${expected}${status === null ? ", aborted" : `, ${bytes} bytes`}`,
      seen: `${labelsOf(line as never)}${line["aborted"] === true ? ", aborted" : `, ${line["bytes"] as number} bytes`}`,
      ids,
    });
    if (status === null) continue;
    findings.same("problems", "traceresponse", {
      expected: `${line["trace_id"] as string}-${line["span_id"] as string}`,
      seen: `${traceId}-${spanId}`,
      ids,
    });
  }
  const sent = new Set(exchanges.map(({ requestId }) => requestId));
  for (const [requestId, own] of lines)
    findings.holds("requests", sent.has(requestId), {
      what: "lines of a request that nobody sent",
      expected: 0,
      seen: own.length,
      ids: [life.name, requestId],
    });
}

/** Of what was counted; the last scrape does not count itself, and what was left out of the log was a probe. */
function checkCounts(findings: Findings, life: Life, exchanges: readonly Exchange[]): void {
  const counted = sumBy(
    life.samples,
    "colophon_http_request_duration_seconds_count",
    labelsOf as (labels: Readonly<Record<string, string>>) => string,
  );
  const last = new Set(exchanges.filter(({ final }) => final).map(({ requestId }) => requestId));
  const logged = life.lines
    .filter(isRequest)
    .filter((line) => !last.has(String(line["request_id"])));
  const written = new Set(logged.map(({ request_id }) => request_id));
  const leftOut = exchanges.filter((one) => isProbe(one) && !written.has(one.requestId));
  findings.sameCounts("http-metrics", `${life.name} counted`, {
    expected: countBy([...(logged as never[]), ...leftOut], countedAs),
    seen: counted,
  });
}

function checkSampling(findings: Findings, life: Life, exchanges: readonly Exchange[]): void {
  const written = life.lines.filter(({ event }) => event === "http.probe").length;
  const suppressed = sumBy(
    life.samples,
    "colophon_log_suppressed_total",
    ({ event }) => event ?? "",
  );
  findings.same("sampling", `${life.name}: probes written and left out`, {
    expected: exchanges.filter(isProbe).length,
    seen: written + (suppressed.get("http.probe") ?? 0),
  });
}

function checkProblems(findings: Findings, exchanges: readonly Exchange[]): void {
  for (const { requestId, traceId, status, method, route, problem } of exchanges) {
    if (status === null || status < 400 || method === "HEAD") continue;
    findings.same("problems", `problem of ${method} ${route}`, {
      expected: `${requestId} ${traceId} ${status}`,
      seen: problem === null ? "none" : `${problem.requestId} ${problem.traceId} ${problem.status}`,
      ids: [requestId],
    });
  }
}
