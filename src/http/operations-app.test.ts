import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import type { DependencyState, Readiness } from "#/contract/service.ts";
import { createOperationsApp } from "./operations-app.ts";
import { serveApp } from "./served-app.fixture.ts";

it("is alive as long as it answers", async () => {
  const { send } = await serveApp({ isDraining: () => true });
  expect((await send("GET", "/health")).json()).toEqual({ status: "ok" });
});

it("is ready while the store is, and says what it lacks", async () => {
  const states: Record<string, () => Promise<DependencyState>> = {};
  const health = (name: string) => async () => states[name]?.() ?? "ok";
  const { deps } = await serveApp();
  let stopping = false;
  const { send } = await serveApp({
    store: { ...deps.store, health: health("store"), close: async () => {} },
    queue: { ...deps.queue, health: health("queue") },
    bus: { ...deps.bus, health: health("bus") },
    model: { name: "a-model", notice: null, health: health("model") },
    isDraining: () => stopping,
  });
  const ask = async () => {
    const answer = await send("GET", "/health/ready");
    const { status, dependencies } = answer.json() as Readiness;
    return [answer.status, status, ...Object.values(dependencies)];
  };
  expect(await ask()).toEqual([200, "ok", "ok", "ok", "ok", "ok"]);
  states["queue"] = async () => "down";
  states["model"] = async () => {
    throw new Error("no route to host");
  };
  expect(await ask()).toEqual([200, "degraded", "ok", "down", "ok", "down"]);
  states["store"] = async () => "degraded";
  expect(await ask()).toEqual([200, "degraded", "degraded", "down", "ok", "down"]);
  states["store"] = async () => "down";
  expect(await ask()).toEqual([503, "down", "down", "down", "ok", "down"]);
  stopping = true;
  expect(await ask()).toEqual([503, "draining", "down", "down", "ok", "down"]);
});

it("gives its metrics to nobody without a token of its own", async () => {
  const tokens = ["correct-horse", "battery-staple"];
  const { send, deps } = await serveApp({ metricsAuthTokens: () => tokens });
  for (const headers of [
    {},
    { authorization: "Bearer wrong" },
    { authorization: "Bearer correct-horse2" },
    { authorization: "correct-horse" },
    { authorization: "Basic correct-horse" },
    { authorization: "Bearer correct-horse,battery-staple" },
  ]) {
    const answer = await send("GET", "/metrics", { headers });
    expect([headers, answer.status]).toEqual([headers, 401]);
    expect(answer.json()).toMatchObject({ code: "unauthorized" });
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(answer.text).not.toContain("correct-horse");
  }
  for (const token of tokens) {
    const headers = { authorization: `Bearer ${token}` };
    expect((await send("GET", "/metrics", { headers })).status).toBe(200);
  }
  expect((await deps.metrics.authFailures.get()).values).toEqual([
    { labels: { kind: "metrics-token" }, value: 6 },
  ]);
});

it("writes the metrics as Prometheus asks for them, with the same names every time", async () => {
  const { send, deps } = await serveApp();
  deps.metrics.queueEnqueued.inc({ job: "advance" });
  const scrape = async (accept: string) => send("GET", "/metrics", { headers: { accept } });
  const prometheus =
    "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.1";
  for (let round = 1; round <= 2; round += 1) {
    const open = await scrape(prometheus);
    expect(open.headers.get("content-type")).toMatch(/^application\/openmetrics-text/);
    expect(open.text).toMatch(/# EOF\n$/);
    expect(open.text).toContain("# TYPE colophon_queue_enqueued counter\n");
    for (const accept of ["text/plain", "*/*", "text/html"]) {
      const text = await scrape(accept);
      expect(text.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(text.text).toContain("# TYPE colophon_queue_enqueued_total counter\n");
      expect(text.text).not.toContain("# EOF");
    }
    for (const { text } of [open, await scrape("text/plain")])
      expect(text).toContain('colophon_queue_enqueued_total{job="advance"} 1\n');
  }
});

it("serves a worker's operators, and nobody else", async () => {
  const { deps } = await serveApp();
  const server = createOperationsApp(deps).listen(0, "127.0.0.1");
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const statuses = await Promise.all(
    ["/health", "/health/ready", "/metrics", "/api/novel", "/", "/openapi.json"].map(
      async (path) => (await fetch(url + path)).status,
    ),
  );
  expect(statuses).toEqual([200, 200, 200, 404, 404, 404]);
});
