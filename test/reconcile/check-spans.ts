import { stageOf } from "./check-turns.ts";
import type { Evidence, ExportedSpan, Life } from "./evidence.ts";
import { type Findings, countBy } from "./findings.ts";
import { sumBy, total } from "./read-samples.ts";

/** Asked every few seconds by machines: no spans of that. */
const untraced = /^\/(health|metrics)(\/|$)/;

const nano = (usd: unknown): number => Math.round(Number(usd) * 1e9);

/** Spans, after the semantic conventions for HTTP and GenAI, against everything else. */
export function checkSpans(findings: Findings, evidence: Evidence): void {
  checkServerSpans(findings, evidence);
  checkCallSpans(findings, evidence);
  for (const life of evidence.lives) checkWorkSpans(findings, life, evidence.spans);
  checkTree(findings, evidence);
}

function checkServerSpans(findings: Findings, { spans, exchanges, lives }: Evidence): void {
  const byId = Map.groupBy(
    spans.filter(({ kind }) => kind === "server"),
    ({ spanId }) => spanId,
  );
  const lines = new Map(
    lives.flatMap(({ lines: own }) => own.map((line) => [String(line["request_id"]), line])),
  );
  const known = new Set<string>();
  for (const exchange of exchanges) {
    const { requestId, method, route, life } = exchange;
    if (untraced.test(route)) continue;
    const line = lines.get(requestId);
    const spanId = exchange.spanId ?? String(line?.["span_id"]);
    known.add(spanId);
    const status = exchange.status ?? line?.["status"];
    const own = byId.get(spanId) ?? [];
    const [span] = own;
    findings.same("server-spans", `spans of ${method} ${route}`, {
      expected: 1,
      seen: own.length,
      ids: [life, requestId, spanId],
    });
    if (span === undefined) continue;
    findings.same("server-spans", "what a span says", {
      expected: [
        life,
        exchange.traceId ?? line?.["trace_id"],
        method,
        route,
        status,
        requestId,
      ].join(" "),
      seen: [
        span.life,
        span.traceId,
        span.attributes["http.request.method"],
        span.attributes["http.route"],
        span.attributes["http.response.status_code"],
        span.attributes["colophon.request_id"],
      ].join(" "),
      ids: [spanId],
    });
  }
  for (const [spanId, own] of byId)
    findings.holds("server-spans", known.has(spanId), {
      what: `span ${own[0]?.name} of a request that nobody sent`,
      expected: 0,
      seen: own.length,
      ids: [spanId],
    });
}

/** One `chat` span for each request that the model server saw the end of, with the ledger's figures. */
function checkCallSpans(findings: Findings, evidence: Evidence): void {
  const { spans, novels, modelCalls, lives } = evidence;
  const calls = spans.filter(({ attributes }) => attributes["gen_ai.operation.name"] === "chat");
  const ended = modelCalls.filter(({ fate }) => fate !== "hung");
  findings.sameCounts("call-spans", "calls by life", {
    expected: countBy(ended, ({ life }) => life),
    seen: countBy(calls, ({ life }) => life),
  });
  const lost = new Set(modelCalls.filter(({ fate }) => fate === "hung").map(({ title }) => title));
  const sum = (of: readonly ExportedSpan[], name: string) =>
    of.reduce((all, { attributes }) => all + Number(attributes[name]), 0);
  for (const { id, title, traceId, metrics, waterfall } of novels) {
    const own = calls.filter(({ attributes }) => attributes["colophon.novel_id"] === id);
    for (const span of own)
      findings.same("call-spans", `trace of a call of ${title}`, {
        expected: traceId,
        seen: span.traceId,
        ids: [span.spanId],
      });
    findings.same("call-spans", `tokens of ${title}`, {
      expected: `${metrics.tokens.input} in, ${metrics.tokens.output} out`,
      seen: `${sum(own, "gen_ai.usage.input_tokens")} in, ${sum(own, "gen_ai.usage.output_tokens")} out`,
      ids: [id],
    });
    if (!lost.has(title))
      findings.same("call-spans", `cost of ${title}, in nano-dollars`, {
        expected: nano(metrics.cost.usd),
        seen: own.reduce((all, span) => all + nano(span.attributes["colophon.cost_usd"]), 0),
        ids: [id],
      });
    if (waterfall === null) continue;
    findings.same("traces", `trace of the waterfall of ${title}`, {
      expected: traceId,
      seen: waterfall.traceId,
    });
    const drawn = new Set(waterfall.spans.map((span) => span.id));
    for (const { spanId } of own)
      findings.holds("call-spans", drawn.has(spanId), {
        what: `waterfall of ${title}`,
        expected: spanId,
        seen: "no such span",
        ids: [id],
      });
  }
  const metered = lives.reduce(
    (all, { samples }) => all + total(samples, "colophon_llm_cost_usd_total"),
    0,
  );
  findings.same("call-spans", "cost over all, in nano-dollars", {
    expected: nano(metered),
    seen: calls.reduce((all, span) => all + nano(span.attributes["colophon.cost_usd"]), 0),
  });
}

/** What a life asked for, what it enqueued, and its turns. */
function checkWorkSpans(findings: Findings, life: Life, spans: readonly ExportedSpan[]): void {
  const own = spans.filter((span) => span.life === life.name);
  const sent = own.filter(
    ({ kind, attributes }) =>
      kind === "producer" && attributes["messaging.destination.name"] === "novel",
  );
  const calls = own.filter(({ attributes }) => attributes["gen_ai.operation.name"] === "chat");
  for (const direction of ["input", "output"])
    findings.same("call-spans", `${life.name}: ${direction} tokens`, {
      expected: total(
        life.samples.filter(({ labels }) => labels["direction"] === direction),
        "colophon_llm_tokens_total",
      ),
      seen: calls.reduce(
        (sum, { attributes }) => sum + Number(attributes[`gen_ai.usage.${direction}_tokens`]),
        0,
      ),
    });
  findings.same("queue-spans", `${life.name}: jobs enqueued`, {
    expected: total(life.samples, "colophon_queue_enqueued_total"),
    seen: sent.length,
  });
  const steps = own.filter(({ name }) => name.startsWith("step "));
  const turn = (stage: unknown, outcome: unknown) => `${stage as string} ${outcome as string}`;
  findings.sameCounts("queue-spans", `${life.name}: turns`, {
    expected: sumBy(life.samples, "colophon_job_duration_seconds_count", ({ stage, outcome }) =>
      turn(stage, outcome),
    ),
    seen: countBy(steps, ({ attributes }) =>
      turn(stageOf(attributes["colophon.step"]), attributes["colophon.outcome"]),
    ),
  });
}

/** Every span but a trace's one root has its parent; those that died with a life could not be sent. */
function checkTree(findings: Findings, { spans, lives, novels }: Evidence): void {
  const killed = new Set(lives.filter((life) => life.killed).map(({ name }) => name));
  const bySpan = new Map(spans.map((span) => [span.spanId, span]));
  findings.same("tree", "spans with an id of their own", {
    expected: spans.length,
    seen: bySpan.size,
  });
  let orphans = 0;
  for (const [traceId, own] of Map.groupBy(spans, (span) => span.traceId)) {
    const roots = own.filter(({ parentSpanId }) => parentSpanId === null);
    findings.same("tree", "roots of a trace", {
      expected: 1,
      seen: roots.length,
      ids: [traceId, ...own.map(({ name }) => name)],
    });
    for (const span of own) {
      if (span.parentSpanId === null) continue;
      const parent = bySpan.get(span.parentSpanId);
      if (parent === undefined && killed.has(span.life)) {
        orphans += 1;
        continue;
      }
      findings.same("tree", `trace of the parent of ${span.name}`, {
        expected: traceId,
        seen: parent?.traceId ?? "no such span",
        ids: [span.life, span.spanId, span.parentSpanId],
      });
    }
  }
  if (orphans > 0)
    findings.exclude(
      `the parents of ${orphans} spans, which were open when their worker was killed and could not be sent`,
    );
  for (const { title, traceId } of novels) {
    const root = spans.find((span) => span.traceId === traceId && span.parentSpanId === null);
    findings.same("tree", `root of the trace of ${title}`, {
      expected: "POST /api/novel",
      seen: root?.name,
      ids: [traceId],
    });
  }
}
