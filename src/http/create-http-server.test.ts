import { once } from "node:events";
import { type AddressInfo, type Socket, connect } from "node:net";
import { text } from "node:stream/consumers";
import { pino } from "pino";
import { expect, it, onTestFinished } from "vitest";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { createScrubber } from "#/telemetry/scrub.ts";
import { createHttpServer, serverLimits } from "./create-http-server.ts";

const soon = { ...serverLimits, headersMs: 100, requestMs: 200, keepAliveMs: 100, checkMs: 20 };

/** A server on a free port; resolves with what opens connections to it. */
async function serve(options: Partial<Parameters<typeof createHttpServer>[2]> = {}) {
  const deps = {
    ids: createSystemIds(),
    log: pino({ level: "silent" }),
    metrics: createMetrics(),
    scrubber: createScrubber(),
  };
  const server = createHttpServer(
    (req, res) => void req.on("end", () => res.end("whole")).resume(),
    deps,
    { maxConnections: 0, limits: soon, ...options },
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const open = (): Socket => connect((server.address() as AddressInfo).port, "127.0.0.1");
  return Object.assign(open, { metrics: deps.metrics });
}

it("gives a client that does not end its headers 408, and closes", async () => {
  const open = await serve();
  const socket = open();
  socket.write("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 .*connection: close/s);
});

it("gives a client that does not end its body 408, and closes", async () => {
  const open = await serve();
  const socket = open();
  socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nslow");
  expect(await text(socket)).not.toContain("whole");
});

it("closes a connection on which nothing is asked any more", async () => {
  const open = await serve();
  const socket = open();
  socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  expect(await text(socket)).toContain("whole");
});

it("refuses headers that are too long with 431", async () => {
  const open = await serve();
  const socket = open();
  socket.write(`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 431 /);
});

it("takes so many connections and no more, and counts those that it refused", async () => {
  const open = await serve({ maxConnections: 2, limits: serverLimits });
  const taken = [open(), open()];
  await Promise.all(taken.map((socket) => once(socket, "connect")));
  const ask = (socket: Socket) => socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  for (const socket of taken) {
    ask(socket);
    expect(String((await once(socket, "data"))[0])).toContain("200 OK");
  }
  const another = open();
  another.on("error", () => {});
  await once(another, "close");
  expect((await open.metrics.httpConnectionsRefused.get()).values[0]?.value).toBe(1);
  taken[0]?.end();
  await once(taken[0]!, "close");
  const later = open();
  ask(later);
  expect(String((await once(later, "data"))[0])).toContain("200 OK");
  for (const socket of [...taken, later]) socket.destroy();
});

it("lets a slow client have longer than a proxy waits between two requests", () => {
  expect(serverLimits.keepAliveMs).toBeGreaterThan(60_000);
  expect(serverLimits.headersMs).toBeLessThanOrEqual(10_000);
});
