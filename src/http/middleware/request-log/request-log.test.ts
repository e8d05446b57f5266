import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { serveApp, unlimited } from "#/http/served-app.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { eventually } from "#test/harness/eventually.ts";

const requests = (logs: Record<string, unknown>[]) => logs.filter(({ msg }) => msg === "request");

it("tells of a request in one line when it ends, by its pattern and never by its path", async () => {
  const { visitor, logs } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  logs.length = 0;
  const answer = await send("GET", `/api/novel/${id}/events?after=0`);
  expect(logs).toHaveLength(1);
  expect(logs[0]).toMatchObject({
    level: "info",
    msg: "request",
    method: "GET",
    route: "/api/novel/:id/events",
    status: 200,
    duration_ms: expect.any(Number) as number,
    bytes: Buffer.byteLength(answer.text),
    aborted: false,
    request_id: answer.headers.get("x-request-id"),
    novel_id: id,
  });
});

it("knows what nothing answers as unmatched, and says nothing of whose novel it was not", async () => {
  const { visitor, logs, send } = await serveApp();
  const { id } = await visitor().create();
  logs.length = 0;
  await send("GET", "/api/secret-path?token=xyz");
  await send("GET", `/api/novel/${id}`);
  expect(logs[0]).toMatchObject({ route: "unmatched", status: 404 });
  expect(logs[1]).toMatchObject({ route: "/api/novel/:id", status: 404 });
  expect(logs[1]).not.toHaveProperty("novel_id");
  expect(JSON.stringify(logs)).not.toMatch(/secret-path|xyz/);
});

it("is a probe where a health check went well, so that the logger may leave it out", async () => {
  let down = false;
  const store = {
    health: async () => (down ? "down" : "ok"),
    close: async () => {},
  } as unknown as Store;
  const { send, logs } = await serveApp({ store });
  logs.length = 0;
  await send("GET", "/health");
  await send("GET", "/health/ready");
  down = true;
  await send("GET", "/health/ready");
  await send("GET", "/api/about");
  expect(requests(logs).map(({ event, status }) => [event, status])).toEqual([
    ["http.probe", 200],
    ["http.probe", 200],
    ["http.request", 503],
    ["http.request", 200],
  ]);
});

it("tells in one line, with its id, of every request that is refused or fails", async () => {
  const minute = 60_000;
  const { visitor, logs } = await serveApp({
    rateLimits: { ...unlimited, "novel-read": { limit: 1, windowMs: minute } },
  });
  const { send, create } = visitor();
  const { id } = await create();
  const post = async (body: string, type: string) =>
    send("POST", "/api/novel", { body, headers: { "content-type": type } });
  logs.length = 0;
  const answers = [
    await send("GET", "/api/nothing"),
    await send("DELETE", "/api/novel"),
    await post(`"${"x".repeat(1_000_001)}"`, "application/json"),
    await post("hello", "text/plain"),
    await post("{", "application/json"),
    await send("GET", `/api/novel/${id}`),
    await send("GET", `/api/novel/${id}`),
  ];
  expect(requests(logs).map(({ status, request_id }) => [status, request_id])).toEqual(
    answers.map(({ status, headers }) => [status, headers.get("x-request-id")]),
  );
  expect(answers.map(({ status }) => status)).toEqual([404, 405, 413, 415, 400, 200, 429]);
});

it("tells of a request that failed unexpectedly in its line and in an error's, under one id", async () => {
  const list = async () => {
    throw new Error("with Bearer abcdefgh12345678");
  };
  const store = { novels: { list }, close: async () => {} } as unknown as Store;
  const { send, logs } = await serveApp({ store });
  logs.length = 0;
  const answer = await send("GET", "/api/novel");
  const id = answer.headers.get("x-request-id");
  expect(answer.text).not.toContain("abcdefgh");
  expect(logs).toEqual([
    expect.objectContaining({ level: "error", event: "http.failed", request_id: id }),
    expect.objectContaining({ level: "info", event: "http.request", status: 500, request_id: id }),
  ]);
});

it("counts the duration by method, pattern and status", async () => {
  const { send, deps } = await serveApp();
  await send("GET", "/api/novel/nobody's");
  const { values } = await deps.metrics.httpRequestDuration.get();
  expect(values).toContainEqual(
    expect.objectContaining({
      metricName: "colophon_http_request_duration_seconds_count",
      labels: { method: "GET", route: "/api/novel/:id", status: 404 },
      value: 1,
    }),
  );
});

it("tells once of a request whose caller left before the answer", async () => {
  const called = Promise.withResolvers<void>();
  const release = Promise.withResolvers<never>();
  const list = async () => {
    called.resolve();
    return release.promise;
  };
  const store = { novels: { list }, close: async () => {} } as unknown as Store;
  const { url, logs, deps } = await serveApp({ store });
  logs.length = 0;
  const leaving = new AbortController();
  const asked = fetch(`${url}/api/novel`, { signal: leaving.signal });
  await called.promise;
  leaving.abort();
  await expect(asked).rejects.toThrow("aborted");
  await eventually(() => expect(requests(logs)).toHaveLength(1));
  expect(logs[0]).toMatchObject({ route: "/api/novel", status: 499, aborted: true, bytes: 0 });
  // The work that nobody waits for any more ends badly: not a word more.
  release.reject(new Error("too late"));
  await eventually(() => expect(logs).toHaveLength(2));
  expect(logs[1]).toMatchObject({ level: "error", msg: "a request failed" });
  const { values } = await deps.metrics.httpRequestDuration.get();
  const counts = values.filter(({ metricName }) => metricName?.endsWith("_count"));
  expect(counts.find(({ labels }) => labels.route === "/api/novel")?.value).toBe(1);
});

it.each(["resetAndDestroy", "end"] as const)(
  "tells of a body whose sender left in the middle (%s) as of a caller who left",
  async (leave) => {
    const { url, logs } = await serveApp();
    logs.length = 0;
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write(
      "POST /api/novel HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    );
    await sleep(20);
    socket[leave]();
    await eventually(() => expect(requests(logs)).toHaveLength(1));
    expect(logs).toEqual([
      expect.objectContaining({ route: "/api/novel", status: 499, aborted: true }),
    ]);
  },
);
