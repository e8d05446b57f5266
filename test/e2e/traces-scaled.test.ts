import { io } from "socket.io-client";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { startModelServer } from "#test/faults/model-server.ts";
import { type SunkSpan, startSpanSink } from "#test/faults/span-sink.ts";
import { noCluster, startCluster } from "#test/harness/start-cluster.ts";
import { expectOneTrace, inTrace, named, parentNames } from "#test/harness/trace-tree.ts";
import { until } from "#test/harness/until.ts";
import { visit } from "#test/harness/visitor.ts";

const short = { targetWordCount: 1_000, targetChapters: 2 };

/** One API process and its workers that export to a sink; all of it ends with the test. */
async function open({ workers = 2 } = {}) {
  const [model, sink] = await Promise.all([
    startModelServer({ latencyMs: 20, chunkMs: 1 }),
    startSpanSink(),
  ]);
  const cluster = await startCluster({
    apis: 1,
    workers,
    env: {
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_MODEL: "other-model",
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
    },
  });
  onTestFinished(async () => {
    await cluster.close();
    await sink.close();
    await model.close();
  });
  return { model, sink, cluster, visitor: visit(cluster.apis[0]?.url ?? "") };
}

/** A dead worker's lease is left to it for 15 s. */
const waits = { timeout: 120_000 };

const servicesOf = (spans: readonly SunkSpan[]) =>
  new Set(spans.map(({ resource }) => resource["service.name"]));

describe("a novel of many processes", () => {
  beforeEach(({ skip }) => {
    if (noCluster) skip(noCluster);
  });

  test("is one trace over all of them, with what MongoDB and Redis were asked", async () => {
    const { sink, cluster, visitor } = await open();
    await visitor.get("/api/novel");
    const { id, traceId } = await visitor.createNovel(short);
    const socket = io(cluster.apis[0]?.url ?? "", {
      path: "/ws",
      transports: ["websocket"],
      extraHeaders: { cookie: visitor.cookie() },
    });
    onTestFinished(() => void socket.disconnect());
    await socket.emitWithAck("subscribe", { novelId: id, afterSeq: 0 });
    await visitor.eventsUntil(id, "novel.completed");
    socket.disconnect();
    await Promise.all([...cluster.apis, ...cluster.workers].map((process) => process.stop()));

    const spans = inTrace(sink, traceId);
    const root = expectOneTrace(spans);
    expect(root.name).toBe("POST /api/novel");
    expect(servicesOf(spans)).toEqual(new Set(["colophon-api", "colophon-worker"]));
    const tree = parentNames(spans);
    expect(tree["process novel"]).toEqual(["POST /api/novel"]);
    expect(tree["step chapter"]).toEqual(["process novel"]);
    expect(tree["chat other-model"]).toEqual(expect.arrayContaining(["step chapter"]));
    expect(tree["emit novel.event"]).toEqual(["publish novel.event"]);
    expect(servicesOf(named(spans, "emit novel.event"))).toEqual(new Set(["colophon-api"]));
    expect(servicesOf(named(spans, "process novel"))).toEqual(new Set(["colophon-worker"]));

    const ofSystem = (system: string) =>
      spans.filter(({ attributes }) => attributes["db.system.name"] === system);
    const under = (children: readonly SunkSpan[]) => {
      const ids = new Set(children.map(({ parentSpanId }) => parentSpanId));
      return new Set(spans.filter(({ spanId }) => ids.has(spanId)).map(({ name }) => name));
    };
    expect(under(ofSystem("mongodb"))).toContain("store novels.commitStep");
    expect([...under(ofSystem("mongodb"))].every((name) => name.startsWith("store "))).toBe(true);
    for (const { attributes } of ofSystem("redis"))
      expect(attributes["db.query.text"]).toMatch(/^\w+ \[\d+ arguments\]$/);
    expect(under(ofSystem("redis"))).toEqual(
      new Set(["POST /api/novel", "send novel", "publish novel.event"]),
    );
    // What drivers send is told in shape, never in words.
    expect(sink.bodies.join("")).not.toContain("archivist");

    const roots = sink.spans.filter(({ parentSpanId }) => parentSpanId === undefined);
    expect(roots.filter(({ kind }) => kind !== 2)).toEqual([]);
  });

  test("stays in its trace when a worker is killed and another goes on", waits, async () => {
    const { model, sink, cluster, visitor } = await open({ workers: 0 });
    const doomed = await cluster.startWorker({ OPENAI_API_KEY: "doomed" });
    model.behave({ latencyMs: 300 });
    const { id, traceId } = await visitor.createNovel(short);
    await visitor.eventsUntil(id, "chapter.started");
    model.behave({ latencyMs: 3_000 });
    // What it has not exported yet dies with it.
    await sink.until("its first jobs", (spans) => named(spans, "process novel").length > 0);
    const asked = model.requests.length;
    // During a call: a transaction that is cut off would lock the novel for longer than a test waits.
    await until("another call", () => model.requests.length > asked);
    await doomed.kill();
    model.behave({ latencyMs: 20, chunkMs: 1 });
    const heir = await cluster.startWorker();
    await visitor.eventsUntil(id, "novel.completed", 45_000);
    await Promise.all([...cluster.apis, heir].map((process) => process.stop()));

    const spans = inTrace(sink, traceId);
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
    expect(roots.map(({ name }) => name)).toEqual(["POST /api/novel"]);
    const ofNovel = sink.spans.filter(({ attributes }) => attributes["colophon.novel_id"] === id);
    const elsewhere = ofNovel.filter((span) => span.traceId !== traceId);
    expect(elsewhere.filter(({ kind }) => kind !== 2)).toEqual([]);
    const workers = new Set(
      named(spans, "process novel").map(({ resource }) => resource["service.instance.id"]),
    );
    expect(workers.size).toBe(2);
    expect(named(spans, "step finish")).toHaveLength(1);
  });
});
