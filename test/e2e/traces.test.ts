import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { type FaultModelServer, startModelServer } from "#test/faults/model-server.ts";
import { type SpanSink, type SunkSpan, startSpanSink } from "#test/faults/span-sink.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";
import { expectOneTrace, inTrace, named, parentNames } from "#test/harness/trace-tree.ts";
import { until } from "#test/harness/until.ts";
import { type Visitor, visit } from "#test/harness/visitor.ts";

const short = { targetWordCount: 1_000, targetChapters: 2 };
const sampled = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

let model: FaultModelServer;
let sink: SpanSink;

/** A process that exports to the sink, started for one test or more. */
function start(
  env: Readonly<Record<string, string>> = {},
  dataDir?: string,
): Promise<RunningColophon> {
  return startColophon({
    ...(dataDir !== undefined && { dataDir }),
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_MODEL: "other-model",
      MODEL_PRICES: '{"other-model": {"inputUsdPerMillion": 1, "outputUsdPerMillion": 2}}',
      ...env,
    },
  });
}

/** Watches a novel as a page would. */
async function watch(url: string, visitor: Visitor, novelId: string): Promise<() => void> {
  const extraHeaders = { cookie: visitor.cookie() };
  const socket = io(url, { path: "/ws", transports: ["websocket"], extraHeaders });
  await socket.emitWithAck("subscribe", { novelId, afterSeq: 0 });
  return () => void socket.disconnect();
}

beforeAll(async () => {
  model = await startModelServer({ latencyMs: 20, chunkMs: 1 });
  sink = await startSpanSink();
});

afterAll(async () => {
  await sink.close();
  await model.close();
});

describe("a novel, written by the embedded process", () => {
  let colophon: RunningColophon;
  let novelId: string;
  let spans: readonly SunkSpan[];

  beforeAll(async () => {
    const env = { OTEL_EXPORTER_OTLP_HEADERS: "x-key=a-key-for-the-sink" };
    colophon = await start(env, await mkdtemp(join(tmpdir(), "colophon-traces-")));
    const visitor = visit(colophon.url);
    await visitor.get("/api/novel");
    const { id, traceId } = await visitor.createNovel(short);
    novelId = id;
    const leave = await watch(colophon.url, visitor, id);
    await visitor.eventsUntil(id, "novel.completed");
    await fetch(`${colophon.url}/nowhere/sk-proj-abcdefghijklmnopqrstuvwxyz0123456789`, {
      headers: { traceparent: sampled },
    });
    await fetch(`${colophon.url}/health/ready`);
    await fetch(`${colophon.url}/metrics`);
    leave();
    await colophon.stop();
    spans = inTrace(sink, traceId);
  });

  afterAll(() => rm(colophon.dataDir, { recursive: true }));

  test("is one trace with one root, the request, and every span has its parent there", () => {
    const root = expectOneTrace(spans);
    expect(root).toMatchObject({ name: "POST /api/novel", kind: 2, parentSpanId: undefined });
    expect(root.attributes).toMatchObject({
      "http.request.method": "POST",
      "http.route": "/api/novel",
      "http.response.status_code": 202,
      "url.path": "/api/novel",
      "colophon.novel_id": novelId,
    });
    expect(root.resource).toMatchObject({
      "service.name": "colophon-embedded",
      "deployment.environment.name": "development",
    });
  });

  test("shows its jobs, steps, model calls, Store, bus and sockets, each where it belongs", () => {
    const tree = parentNames(spans);
    const steps = ["step analysis", "step outline", "step chapter", "step finish"];
    for (const step of steps) expect(tree[step], step).toEqual(["process novel"]);
    expect(tree["process novel"]).toEqual(["POST /api/novel"]);
    expect(tree["chat other-model"]).toEqual(expect.arrayContaining(["step analysis"]));
    expect(tree["store novels.accept"]).toEqual(["POST /api/novel"]);
    expect(tree["store novels.claim"]).toEqual(["process novel"]);
    expect(tree["store novels.commitStep"]?.toSorted()).toEqual(steps.toSorted());
    expect(tree["send novel"]).toEqual(
      expect.arrayContaining(["POST /api/novel", "step analysis"]),
    );
    expect(tree["publish novel.event"]).toEqual(
      expect.arrayContaining(["POST /api/novel", "step chapter"]),
    );
    expect(tree["emit novel.event"]).toEqual(["publish novel.event"]);
    expect(named(spans, "process novel")).toHaveLength(5);
    // Beats and frames of text are far more than all else, and nobody reads them.
    expect(Object.keys(tree).filter((name) => /beat|text/.test(name))).toEqual([]);
  });

  test("tells of each model call what it asked, took and cost, and not what was said", () => {
    const calls = named(spans, "chat other-model");
    expect(calls.length).toBeGreaterThanOrEqual(model.requests.length);
    for (const { kind, attributes } of calls) {
      expect(kind).toBe(3);
      expect(attributes).toMatchObject({
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "other-model",
        "gen_ai.request.max_tokens": expect.any(Number) as number,
        "gen_ai.request.stream": true,
        "gen_ai.response.finish_reasons": ["stop"],
        "gen_ai.usage.input_tokens": expect.any(Number) as number,
        "gen_ai.usage.output_tokens": expect.any(Number) as number,
        "colophon.prompt.version": expect.stringMatching(/@\d+$/) as string,
        "colophon.novel_id": novelId,
        "colophon.attempt": 1,
        "gen_ai.response.time_to_first_chunk": expect.any(Number) as number,
      });
      expect(attributes["colophon.cost_usd"]).toBeGreaterThan(0);
    }
    const asked = (JSON.parse(model.requests[0]?.body ?? "") as { messages: { content: string }[] })
      .messages;
    for (const words of [asked.at(-1)?.content.slice(0, 60) ?? "", "archivist"]) {
      expect(words).not.toBe("");
      expect(sink.bodies.join("")).not.toContain(words);
    }
  });

  test("names each model call as the ledger does", async () => {
    const store = await createSqliteStore({ dataDir: colophon.dataDir });
    const rows = await store.ledger.calls(novelId);
    await store.close();
    const calls = named(spans, "chat other-model");
    expect(calls.map(({ spanId }) => spanId)).toEqual(rows.map(({ spanId }) => spanId));
    for (const [nth, { attributes }] of calls.entries())
      expect(attributes).toMatchObject({
        "gen_ai.usage.input_tokens": rows[nth]?.inputTokens,
        "gen_ai.usage.output_tokens": rows[nth]?.outputTokens,
        "colophon.cost_usd": (rows[nth]?.costNanoUsd ?? 0) / 1e9,
      });
  });

  test("links each job to where it was enqueued", () => {
    const enqueued = new Set(named(spans, "send novel").map(({ spanId }) => spanId));
    for (const { links } of named(spans, "process novel"))
      expect(enqueued).toContain(links[0]?.spanId);
  });

  test("leaves its secrets at home, and sends the receiver its key", () => {
    expect(sink.bodies.join("")).toContain("/nowhere/");
    expect(sink.bodies.join("")).not.toContain("sk-proj-abc");
    expect(sink.headers[0]).toMatchObject({ "x-key": "a-key-for-the-sink" });
  });

  test("is joined by no caller's trace, which is linked instead", () => {
    const nowhere = sink.spans.find(({ attributes }) =>
      String(attributes["url.path"]).startsWith("/nowhere"),
    );
    expect(nowhere).toMatchObject({
      name: "GET unmatched",
      parentSpanId: undefined,
      links: [{ traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" }],
    });
    expect(inTrace(sink, "4bf92f3577b34da6a3ce929d0e0e4736")).toEqual([]);
  });

  test("and nothing else is a root but requests: no chore, no probe", () => {
    const roots = sink.spans.filter(({ parentSpanId }) => parentSpanId === undefined);
    expect(roots.filter(({ kind }) => kind !== 2)).toEqual([]);
    const paths = roots.map(({ attributes }) => attributes["url.path"]);
    expect(paths).not.toContain("/health/ready");
    expect(paths).not.toContain("/metrics");
  });
});

test("a command is a trace of its own that is linked to the novel's, which goes on in its own", async () => {
  const colophon = await start();
  const visitor = visit(colophon.url);
  const novel = await visitor.createNovel(short);
  const paused = await visitor.send("POST", `/api/novel/${novel.id}/pause`);
  const resumed = await visitor.send("POST", `/api/novel/${novel.id}/resume`);
  await visitor.eventsUntil(novel.id, "novel.completed");
  await colophon.stop();
  const spans = inTrace(sink, novel.traceId);
  const root = expectOneTrace(spans);
  for (const answer of [paused, resumed]) {
    const traceId = answer.headers.get("traceresponse")?.split("-")[1] ?? "";
    const command = expectOneTrace(inTrace(sink, traceId));
    expect(traceId).not.toBe(novel.traceId);
    expect(command.links).toEqual([{ traceId: novel.traceId, spanId: root.spanId }]);
  }
  const resumedTrace = resumed.headers.get("traceresponse")?.split("-")[1];
  expect(
    named(spans, "process novel").flatMap(({ links }) => links.map(({ traceId }) => traceId)),
  ).toContain(resumedTrace);
});

test("prompts and answers are in spans where the environment asks for them", async () => {
  const colophon = await start({ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: "true" });
  const visitor = visit(colophon.url);
  const { id, traceId } = await visitor.createNovel(short);
  await visitor.eventsUntil(id, "analysis.completed");
  await colophon.stop();
  const [first] = named(inTrace(sink, traceId), "chat other-model");
  const [{ role, parts }] = JSON.parse(String(first?.attributes["gen_ai.input.messages"])) as [
    { role: string; parts: { type: string; content: string }[] },
  ];
  expect(role).toBe("system");
  expect(parts).toEqual([{ type: "text", content: expect.any(String) as string }]);
  expect(first?.attributes["gen_ai.input.messages"]).toContain("archivist");
  expect(JSON.parse(String(first?.attributes["gen_ai.output.messages"]))).toMatchObject([
    { role: "assistant", finish_reason: "stop" },
  ]);
});

test("unsampled, nothing is exported, whatever a caller asks for, and all ids are there", async () => {
  const before = sink.spans.length;
  const colophon = await start({ TRACE_SAMPLE_RATIO: "0", LOG_LEVEL: "info" });
  const answer = await fetch(`${colophon.url}/api/about`, { headers: { traceparent: sampled } });
  const response = answer.headers.get("traceresponse") ?? "";
  expect(response).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00$/);
  expect(response).not.toContain("4bf92f3577b34da6a3ce929d0e0e4736");
  const visitor = visit(colophon.url);
  const { id, traceId } = await visitor.createNovel(short);
  const events = await visitor.eventsUntil(id, "novel.completed");
  expect(new Set(events.map((event) => event.traceId))).toEqual(new Set([traceId]));
  expect(await colophon.stop()).toBe(0);
  expect(colophon.logs()).toContain(traceId);
  expect(sink.spans.length).toBe(before);
});

test("nothing listening is told once, costs nothing, and is over when somebody listens", async () => {
  const late = await startSpanSink();
  await late.close();
  const colophon = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: late.endpoint });
  const warnings = () =>
    colophon
      .logs()
      .split("\n")
      .filter((line) => line.includes('"tracing.export-failed"'));
  const visitor = visit(colophon.url);
  await visitor.get("/api/novel");
  await until("a warning", () => warnings().length > 0);
  expect(warnings()[0]).toContain('"level":"warn"');
  const fiftyRequests = async () => {
    const startedAt = performance.now();
    for (let request = 0; request < 50; request += 1) await visitor.get("/api/novel");
    return performance.now() - startedAt;
  };
  const alone = await fiftyRequests();
  // Longer than another export takes to fail.
  await sleep(7_000);
  await late.open();
  onTestFinished(() => late.close());
  await until("a span", async () => {
    await visitor.get("/api/novel");
    return late.spans.length > 0;
  });
  expect(alone).toBeLessThan(Math.max(2_000, 3 * (await fiftyRequests())));
  expect(await colophon.stop()).toBe(0);
  expect(warnings()).toHaveLength(1);
});
