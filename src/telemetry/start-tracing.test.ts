import pino from "pino";
import { describe, expect, onTestFinished, test } from "vitest";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { startSpanSink } from "#test/faults/span-sink.ts";
import { livedMs } from "#test/harness/lived-ms.ts";
import { endRequestSpan, startRequestTrace } from "./request-span.ts";
import { createScrubber } from "./scrub.ts";
import { activeTraceparent, inSpan, inTrace, withSpan } from "./spans.ts";
import { startTracing } from "./start-tracing.ts";
import { formatTraceparent } from "./trace-context.ts";
import { traceToSink } from "./trace-to-sink.fixture.ts";

const ids = createSystemIds();
const facts = { method: "GET", route: "/", status: 200, aborted: false, requestId: "r" };

/** One request, and the traceparent that it would leave with a novel. */
function request(): string {
  const { trace, span } = startRequestTrace(ids, { path: "/" });
  endRequestSpan(span, facts);
  return formatTraceparent(trace);
}

const workIn = (traceparent: string, name: string) =>
  inTrace(traceparent, () => inSpan({ name }, async () => {}));

test("a changed ratio decides new traces; one that was begun goes on as it was decided", async () => {
  const { tracing, stop } = await traceToSink();
  const kept = request();
  tracing.setSampleRatio(0);
  const left = request();
  await workIn(kept, "hours later");
  tracing.setSampleRatio(1);
  await workIn(left, "never seen");
  const [root, later, ...others] = await stop();
  expect(others).toEqual([]);
  expect(kept).toBe(`00-${root?.traceId}-${root?.spanId}-01`);
  expect(left).toMatch(/-00$/);
  expect(later).toMatchObject({
    name: "hours later",
    traceId: root?.traceId,
    parentSpanId: root?.spanId,
  });
});

test("a share of traces is about as large as it was asked for", async () => {
  const { stop } = await traceToSink({ sampleRatio: 0.25 });
  for (let nth = 0; nth < 2_000; nth += 1) request();
  const { length } = await stop();
  expect(length).toBeGreaterThan(400);
  expect(length).toBeLessThan(600);
});

test("a span takes the id that was promised for it, and its children take others", async () => {
  const { stop } = await traceToSink();
  const spanId = ids.spanId();
  await inTrace(request(), () =>
    inSpan({ name: "promised", spanId }, async () => {
      expect(activeTraceparent()).toContain(spanId);
      await inSpan({ name: "child" }, async () => {});
    }),
  );
  const [, child, promised] = await stop();
  expect(promised).toMatchObject({ name: "promised", spanId });
  expect(child?.parentSpanId).toBe(spanId);
  expect(child?.spanId).not.toBe(spanId);
});

test("a span that failed says so, and no secret leaves by any part of a span", async () => {
  const secret = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";
  const scrubber = createScrubber();
  scrubber.learn(["the-known-secret"]);
  const { sink, stop } = await traceToSink({ scrubber });
  const { span } = startRequestTrace(ids, { path: `/${secret}` });
  const failing = withSpan(span!, () =>
    inSpan(
      { name: `work ${secret}`, attributes: { list: [secret], api_key: "hunter2hunter2" } },
      async (active) => {
        active?.addEvent(`event ${secret}`, { detail: "the-known-secret" });
        throw new TypeError(`of ${secret}`);
      },
    ),
  );
  await expect(failing).rejects.toThrow(TypeError);
  endRequestSpan(span, facts);
  const spans = await stop();
  expect(spans[0]).toMatchObject({ status: 2, attributes: { "error.type": "TypeError" } });
  expect(sink.bodies.join("")).not.toMatch(/abcdefghij|hunter2|known-secret/);
});

test("each export bears the headers that there are by then", async () => {
  let headers = { "x-api-key": "old" };
  const { sink, stop } = await traceToSink({ headers: () => headers });
  request();
  await sink.until("a span", (spans) => spans.length > 0);
  headers = { "x-api-key": "new" };
  request();
  await stop();
  expect(sink.headers.map((sent) => sent["x-api-key"])).toEqual(["old", "new"]);
});

describe("while nobody listens", () => {
  test("spans are kept up to a bound, a stop is not held up, and one line tells of it", async () => {
    const sink = await startSpanSink();
    await sink.close();
    onTestFinished(() => sink.close());
    const lines: string[] = [];
    const tracing = startTracing({
      service: "worker",
      version: "1.2.3",
      deployment: "development",
      endpoint: sink.endpoint,
      headers: () => ({}),
      sampleRatio: 1,
      scrubber: createScrubber(),
      log: pino({ level: "info" }, { write: (line) => void lines.push(line) }),
    });
    for (let nth = 0; nth < 10_000; nth += 1) request();
    await sink.open();
    expect(await livedMs(() => tracing.stop())).toBeLessThan(2_500);
    expect(sink.spans.length).toBeLessThanOrEqual(2_048 + 512);
    expect(lines.length).toBeLessThanOrEqual(1);
  });
});

test("without tracing every request has its ids, and nothing is a span", async () => {
  const { trace, span } = startRequestTrace(ids, { path: "/" });
  expect(span).toBeUndefined();
  expect(formatTraceparent(trace)).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00$/);
  await inTrace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", () =>
    inSpan({ name: "work" }, async (active) => {
      expect(active?.isRecording() ?? false).toBe(false);
    }),
  );
});
