import { expect, it } from "vitest";
import { serveApp } from "#/http/served-app.fixture.ts";
import { traceToSink } from "#/telemetry/trace-to-sink.fixture.ts";
import { eventually } from "#test/harness/eventually.ts";

it("gives every request a trace of its own, whatever the caller sends, and tells it", async () => {
  const { send, logs } = await serveApp();
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const seen = new Set<string>();
  for (let request = 1; request <= 2; request += 1) {
    const answer = await send("GET", "/api/about", { headers: { traceparent } });
    const [, traceId = "", spanId] =
      /^00-([0-9a-f]{32})-([0-9a-f]{16})-00$/.exec(answer.headers.get("traceresponse") ?? "") ?? [];
    expect(traceId).not.toBe("4bf92f3577b34da6a3ce929d0e0e4736");
    expect(logs.at(-1)).toMatchObject({ trace_id: traceId, span_id: spanId });
    seen.add(traceId);
  }
  expect(seen.size).toBe(2);
});

it("makes a request's span of what its log line tells, also of one that nothing answers", async () => {
  const { send, logs } = await serveApp();
  const { stop } = await traceToSink();
  const found = await send("GET", "/api/about");
  await send("GET", "/nowhere");
  await send("GET", "/health");
  const spans = await stop();
  expect(spans.map(({ name, status }) => [name, status])).toEqual([
    ["GET /api/about", 0],
    ["GET unmatched", 0],
  ]);
  const [{ traceId, spanId, attributes } = {}] = spans;
  expect(found.headers.get("traceresponse")).toBe(`00-${traceId}-${spanId}-01`);
  expect(logs.at(-3)).toMatchObject({ trace_id: traceId, span_id: spanId });
  expect(attributes).toMatchObject({
    "http.request.method": "GET",
    "url.path": "/api/about",
    "url.scheme": "http",
    "http.response.status_code": 200,
    "colophon.request_id": found.headers.get("x-request-id"),
  });
  expect(spans[1]?.attributes).toMatchObject({ "http.response.status_code": 404 });
});

it("ends the span of a request whose caller left, and marks one that failed", async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<never>();
  const { deps, url, logs } = await serveApp();
  deps.store.novels.list = () => {
    asked.resolve();
    return answer.promise;
  };
  const { stop } = await traceToSink();
  const leaving = new AbortController();
  const request = fetch(`${url}/api/novel`, { signal: leaving.signal });
  await asked.promise;
  leaving.abort();
  await expect(request).rejects.toThrow("aborted");
  await eventually(() => expect(logs.at(-1)).toMatchObject({ aborted: true }));
  answer.reject(new Error("too late"));
  const failed = await fetch(`${url}/api/novel`);
  expect(failed.status).toBe(500);
  const [left, broken] = await stop();
  expect(left).toMatchObject({
    name: "GET /api/novel",
    attributes: { "http.response.status_code": 499, "colophon.aborted": true },
  });
  expect(broken).toMatchObject({ status: 2, attributes: { "error.type": "500" } });
});
