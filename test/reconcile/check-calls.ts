import type { Evidence, Life, ModelCall } from "./evidence.ts";
import { type Findings, countBy } from "./findings.ts";
import { total } from "./read-samples.ts";

/** A call that never came to its end in the life that made it. */
const isLost = ({ fate }: ModelCall): boolean => fate === "hung";

/** The model server's log, the ledger and the metrics. */
export function checkCalls(findings: Findings, evidence: Evidence): void {
  const { lives, novels, modelCalls } = evidence;
  for (const life of lives) checkLife(findings, life, evidence);
  const sent = countBy(modelCalls, ({ title }) => title);
  for (const { id, title, metrics } of novels) {
    findings.same("model-calls", `calls of ${title} in the ledger`, {
      expected: sent.get(title) ?? 0,
      seen: metrics.calls.total,
      ids: [id],
    });
    const own = modelCalls.filter((call) => call.title === title);
    const fates = (...names: string[]) => own.filter(({ fate }) => names.includes(fate)).length;
    findings.same("model-calls", `what became of the calls of ${title}`, {
      expected: `${fates("answered")} good, ${fates("rejected", "refused", "cut", "left")} bad, ${fates("hung")} unknown`,
      seen: `${metrics.calls.succeeded} good, ${metrics.calls.failed} bad, ${metrics.calls.unknown} unknown`,
      ids: [id],
    });
    checkTokens(findings, own, { id, title, metrics }, evidence);
  }
  checkSums(findings, evidence);
  for (const { life, title, traceparent } of modelCalls)
    findings.same("model-calls", "trace context that the provider was told", {
      expected: null,
      seen: traceparent,
      ids: [life, title],
    });
}

function checkLife(findings: Findings, life: Life, { modelCalls }: Evidence): void {
  const own = modelCalls.filter((call) => call.life === life.name);
  findings.same("model-calls", `${life.name}: calls counted`, {
    expected: own.filter((call) => !isLost(call)).length,
    seen: total(life.samples, "colophon_llm_request_duration_seconds_count"),
  });
  findings.same("model-calls", `${life.name}: calls under way at the end`, {
    expected: own.filter(isLost).length,
    seen: total(life.samples, "colophon_llm_inflight"),
  });
  const known = own.filter((call) => !isLost(call));
  if (known.some(({ usage }) => usage === null)) {
    findings.exclude(
      `${life.name}: its tokens with the model server's, which told none of an answer that broke off; they are compared with the ledger's`,
    );
    return;
  }
  const { input, output } = usageOf(known);
  findings.same("tokens", `${life.name}: tokens counted`, {
    expected: `${input} in, ${output} out`,
    seen: `${counted(life, "input")} in, ${counted(life, "output")} out`,
  });
}

function checkTokens(
  findings: Findings,
  own: readonly ModelCall[],
  { id, title, metrics }: Pick<Evidence["novels"][number], "id" | "title" | "metrics">,
  { price }: Evidence,
): void {
  if (own.some(({ usage }) => usage === null)) {
    findings.exclude(
      `${title}: its tokens and cost with the model server's, which told none of an answer that broke off or never came`,
    );
    return;
  }
  const usage = usageOf(own);
  findings.same("tokens", `tokens of ${title} in the ledger`, {
    expected: `${usage.input} in, ${usage.output} out`,
    seen: `${metrics.tokens.input} in, ${metrics.tokens.output} out`,
    ids: [id],
  });
  findings.same("tokens", `cost of ${title} in the ledger, in nano-dollars`, {
    expected: costOf(usage, price),
    seen: nano(metrics.cost.usd),
    ids: [id],
  });
}

/** Over all: what is charged for calls that nobody saw end is in the ledger only. */
function checkSums(findings: Findings, { lives, novels, modelCalls, price }: Evidence): void {
  const lost = new Set(modelCalls.filter(isLost).map(({ title }) => title));
  if (lost.size > 0)
    findings.exclude(
      `${[...lost].join(", ")}: what is charged for the call that was under way when its worker was killed stands in the ledger only`,
    );
  const sum = (of: (novel: Evidence["novels"][number]) => number) =>
    novels.reduce((all, novel) => all + of(novel), 0);
  const known = (title: string) =>
    modelCalls.filter((call) => call.title === title && !isLost(call));
  // Of such a novel, what its other calls cost.
  const nanoUsd = sum(({ title, metrics }) =>
    lost.has(title) ? costOf(usageOf(known(title)), price) : nano(metrics.cost.usd),
  );
  const tokens = { input: 0, output: 0 };
  for (const { metrics } of novels) {
    tokens.input += metrics.tokens.input;
    tokens.output += metrics.tokens.output;
  }
  const inLives = (of: (life: Life) => number) => lives.reduce((all, life) => all + of(life), 0);
  findings.same("tokens", "tokens counted over all lives", {
    expected: `${tokens.input} in, ${tokens.output} out`,
    seen: `${inLives((life) => counted(life, "input"))} in, ${inLives((life) => counted(life, "output"))} out`,
  });
  findings.same("tokens", "cost counted over all lives, in nano-dollars", {
    expected: nanoUsd,
    seen: nano(inLives((life) => total(life.samples, "colophon_llm_cost_usd_total"))),
  });
}

function counted({ samples }: Life, direction: "input" | "output"): number {
  return total(
    samples.filter(({ labels }) => labels["direction"] === direction),
    "colophon_llm_tokens_total",
  );
}

function usageOf(calls: readonly ModelCall[]): { input: number; output: number } {
  return calls.reduce(
    (sum, { usage }) => ({
      input: sum.input + (usage?.input ?? 0),
      output: sum.output + (usage?.output ?? 0),
    }),
    { input: 0, output: 0 },
  );
}

/** Nano-dollars; a price is in dollars for a million tokens. */
function costOf(usage: { input: number; output: number }, price: Evidence["price"]): number {
  return Math.round((usage.input * price.input + usage.output * price.output) * 1_000);
}

const nano = (usd: number): number => Math.round(usd * 1e9);
