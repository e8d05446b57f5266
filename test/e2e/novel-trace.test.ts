import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NovelMetrics } from "#/contract/accounts.ts";
import type { NovelTrace, TraceSpan } from "#/contract/trace.ts";
import { type ReceivedRequest, refuse, startModelServer } from "#test/faults/model-server.ts";
import { type SpanSink, startSpanSink } from "#test/faults/span-sink.ts";
import { startColophon } from "#test/harness/start-colophon.ts";
import { until } from "#test/harness/until.ts";
import { type Visitor, visit } from "#test/harness/visitor.ts";

/** What befalls the novel, in this order. */
interface Misfortunes {
  /** A kill while the first chapter is digested. */
  killedAt: Promise<undefined>;
  /** A pause while the second chapter is planned, whose answer waits for it. */
  pausedAt: Promise<undefined>;
  paused: () => void;
}

const closers: (() => Promise<unknown>)[] = [];
let sink: SpanSink;
let visitor: Visitor;
let trace: NovelTrace;
let text: string;
let metrics: NovelMetrics;

afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A model that is busy at first, plans the first chapter badly until the novel has failed, and is held up twice. */
async function startUnluckyModel() {
  const kill = Promise.withResolvers<undefined>();
  const pause = Promise.withResolvers<undefined>();
  const paused = Promise.withResolvers<undefined>();
  const seen: Record<string, number> = {};
  const model = await startModelServer({
    latencyMs: 5,
    async intercept({ schema }: ReceivedRequest, response, nth) {
      const name = schema ?? "prose";
      const count = (seen[name] = (seen[name] ?? 0) + 1);
      if (nth === 1) {
        refuse(response, 503, "busy");
        return true;
      }
      // Three tries of the step, each of which asks once more for a mended answer.
      if (name === "scene_plan" && count <= 6) {
        const choices = [{ index: 0, delta: { content: "no JSON" }, finish_reason: "stop" }];
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end(`data: ${JSON.stringify({ choices })}\n\ndata: [DONE]\n\n`);
        return true;
      }
      if (name === "chapter_digest" && count === 1) {
        kill.resolve(undefined);
        return true;
      }
      if (name === "scene_plan" && count === 8) {
        pause.resolve(undefined);
        await paused.promise;
      }
      return false;
    },
  });
  closers.push(model.close);
  const misfortunes: Misfortunes = {
    killedAt: kill.promise,
    pausedAt: pause.promise,
    paused: () => paused.resolve(undefined),
  };
  return { model, ...misfortunes };
}

beforeAll(async () => {
  sink = await startSpanSink();
  closers.push(sink.close);
  const { model, killedAt, pausedAt, paused } = await startUnluckyModel();
  const dataDir = await mkdtemp(join(tmpdir(), "colophon-trace-"));
  closers.push(() => rm(dataDir, { recursive: true, force: true }));
  const start = async () => {
    const colophon = await startColophon({
      dataDir,
      env: {
        OPENAI_BASE_URL: model.baseUrl,
        OPENAI_MODEL: "other-model",
        MODEL_PRICES: '{"other-model": {"inputUsdPerMillion": 1, "outputUsdPerMillion": 2}}',
        OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
      },
    });
    closers.push(() => colophon.kill());
    return colophon;
  };

  const first = await start();
  visitor = visit(first.url);
  const { id } = await visitor.createNovel({ targetWordCount: 1_000, targetChapters: 2 });
  const command = (name: string) => visitor.send("POST", `/api/novel/${id}/${name}`);
  await visitor.eventsUntil(id, "novel.failed");
  await command("retry");
  await killedAt;
  await first.kill();
  const second = await start();
  visitor.moveTo(second.url);
  await pausedAt;
  await command("pause");
  paused();
  await until("the pause", async () => isIdle(await readTrace(id)));
  await command("resume");
  await visitor.eventsUntil(id, "novel.completed");
  text = await (await visitor.send("GET", `/api/novel/${id}/trace`)).text();
  trace = JSON.parse(text) as NovelTrace;
  metrics = await visitor.get(`/api/novel/${id}/metrics`);
  await second.stop();
}, 180_000);

const readTrace = (id: string) => visitor.get<NovelTrace>(`/api/novel/${id}/trace`);

const isIdle = ({ spans }: NovelTrace) =>
  spans.some(({ name, status }) => name === "wait pause" && status === "running");

const startOf = ({ start }: TraceSpan) => Date.parse(start);
const endOf = (span: TraceSpan) => startOf(span) + span.durationMs;
const under = (prefix: string) => trace.spans.filter(({ name }) => name.startsWith(prefix));
const sum = (spans: readonly TraceSpan[], key: string) =>
  spans.reduce((total, { attributes }) => total + Number(attributes[key]), 0);
const outcomesOf = (spans: readonly TraceSpan[]) =>
  spans.map(({ attributes }) => attributes["colophon.outcome"]);

// Durations of calls are by another clock than their starts, which are whole milliseconds.
const clocksDiffer = 15;

test("is one tree: every id is one, every span but the novel has its parent", () => {
  expect(trace.traceId).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
  expect(trace.sampled).toBe(true);
  const ids = trace.spans.map(({ id }) => id);
  for (const id of ids) expect(id).toMatch(/^(?!0+$)[0-9a-f]{16}$/);
  expect(new Set(ids).size).toBe(ids.length);
  const [root, ...below] = trace.spans;
  expect(root).toMatchObject({ name: "novel", parentId: null, status: "ok" });
  const turns = new Set(under("step ").map(({ id }) => id));
  const orphans = below.filter(({ name, parentId }) =>
    name.startsWith("chat ") ? !turns.has(parentId ?? "") : parentId !== root?.id,
  );
  expect(orphans).toEqual([]);
});

test("tells of each misfortune: the delay, the failure and its retry, the kill, the pause", () => {
  const outcomes = outcomesOf(under("step "));
  const waits = under("wait ").map(({ name }) => name);
  for (const outcome of ["committed", "delayed", "failed", "lost", "changed"])
    expect(outcomes).toContain(outcome);
  // Of three bad tries two were delayed, and the first of all.
  expect(outcomes.filter((outcome) => outcome === "delayed")).toHaveLength(3);
  expect(outcomes.filter((outcome) => outcome === "lost")).toHaveLength(1);
  expect(waits.filter((name) => name === "wait delay")).toHaveLength(3);
  for (const wait of ["wait failure", "wait pause"])
    expect(waits.filter((name) => name === wait)).toHaveLength(1);
});

test("its turns and waits follow each other without overlap, within the novel", () => {
  const [root, ...below] = trace.spans;
  const starts = trace.spans.map(startOf);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  const line = below.filter(({ name }) => !name.startsWith("chat "));
  for (const [index, span] of line.entries()) {
    expect(span.durationMs).toBeGreaterThanOrEqual(0);
    const next = line[index + 1];
    expect(endOf(span)).toBeLessThanOrEqual(next === undefined ? endOf(root!) : startOf(next));
  }
});

test("each call lies within its turn", () => {
  const turns = new Map(under("step ").map((turn) => [turn.id, turn]));
  for (const call of under("chat ")) {
    const turn = turns.get(call.parentId ?? "")!;
    expect(call.attributes["colophon.step"]).toBe(turn.attributes["colophon.step"]);
    expect(startOf(call)).toBeGreaterThanOrEqual(startOf(turn));
    expect(endOf(call)).toBeLessThanOrEqual(endOf(turn) + clocksDiffer);
  }
});

test("its sums are the ledger's, attempts that came to nothing included", () => {
  const calls = under("chat ");
  const outcomes = outcomesOf(calls);
  const count = (...wanted: string[]) =>
    outcomes.filter((outcome) => wanted.includes(String(outcome))).length;
  expect({
    total: calls.length,
    succeeded: count("accepted"),
    failed: count("rejected", "failed"),
    unknown: count("unknown"),
  }).toEqual(metrics.calls);
  expect(metrics.calls).toMatchObject({ failed: 7, unknown: 1 });
  expect(sum(calls, "gen_ai.usage.input_tokens")).toBe(metrics.tokens.input);
  expect(sum(calls, "gen_ai.usage.output_tokens")).toBe(metrics.tokens.output);
  expect(sum(calls, "colophon.cost_usd")).toBeCloseTo(metrics.cost.usd, 9);
  expect(trace.spans[0]?.attributes["colophon.cost_usd"]).toBe(metrics.cost.usd);
});

test("holds no word of the novel, nor what its model said", () => {
  for (const word of ["archivist", "Borrowed", "Ines", "no JSON", "busy"])
    expect(text).not.toContain(word);
});

test("what was exported of its turns and calls has the same ids, names and parents", () => {
  const exported = sink.spans.filter(({ traceId }) => traceId === trace.traceId);
  const told = exported.filter(({ name }) => /^(?:step|chat) /.test(name));
  // The killed process took its last few along.
  expect(told.length).toBeGreaterThan(10);
  const shown = new Map(trace.spans.map((span) => [span.id, span]));
  // Jobs and what leads to them lie between the novel and its turns.
  const parentOf = (name: string, parent: string | null | undefined) =>
    name.startsWith("chat ") ? parent : "a job's";
  expect(
    told.map(({ spanId }) => {
      const { name = "", parentId, attributes = {} } = shown.get(spanId) ?? {};
      return [spanId, name, attributes["colophon.outcome"], parentOf(name, parentId)];
    }),
  ).toEqual(
    told.map(({ spanId, name, attributes, parentSpanId }) => [
      spanId,
      name,
      attributes["colophon.outcome"],
      parentOf(name, parentSpanId),
    ]),
  );
  const root = exported.find(({ parentSpanId }) => parentSpanId === undefined);
  expect(root?.spanId).toBe(trace.spans[0]?.id);
});
