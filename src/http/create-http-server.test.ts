import { once } from "node:events";
import type { RequestListener, ServerResponse } from "node:http";
import { type AddressInfo, type Socket, connect } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { Server as SocketServer } from "socket.io";
import { expect, it, onTestFinished, vi } from "vitest";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { createScrubber } from "#/telemetry/scrub.ts";
import { eventually } from "#test/harness/eventually.ts";
import { createHttpServer, serverLimits } from "./create-http-server.ts";

const soon = { ...serverLimits, headersMs: 100, requestMs: 200, keepAliveMs: 100, checkMs: 20 };

type Options = Partial<Parameters<typeof createHttpServer>[2]>;

/** A server on a free port; resolves with what opens connections to it. */
async function serve(options: Options = {}) {
  const { open, metrics } = await serveWith(
    (req, res) => void req.on("end", () => res.end("whole")).resume(),
    options,
  );
  return Object.assign(open, { metrics });
}

async function serveWith(app: RequestListener, options: Options) {
  const deps = {
    ids: createSystemIds(),
    log: pino({ level: "silent" }),
    metrics: createMetrics(),
    scrubber: createScrubber(),
  };
  const server = createHttpServer(app, deps, { maxConnections: 0, limits: soon, ...options });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const open = (): Socket => connect(port, "127.0.0.1");
  return { server, port, metrics: deps.metrics, open };
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

it("closes a connection whose answer nobody reads, and no other in the meantime", async () => {
  const silentMs = 1_000;
  const whole = Buffer.alloc(20_000_000);
  const answers: ServerResponse[] = [];
  const { open } = await serveWith(
    (_req, res) => void answers.push(res.writeHead(200).end(whole)),
    {
      limits: { ...serverLimits, silentMs },
    },
  );
  const [silent, reading] = [open().pause(), open()];
  for (const socket of [silent, reading])
    socket.on("error", () => {}).write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  let bytes = 0;
  reading.on("data", (piece: Buffer) => (bytes += piece.length));
  await eventually(() => expect(bytes).toBeGreaterThan(whole.length));
  const cutOff = () => answers.filter((res) => res.destroyed && !res.writableFinished).length;
  await eventually(() => expect(cutOff()).toBe(1));
  expect(answers.filter((res) => res.writableFinished).length).toBe(1);
  for (const socket of [silent, reading]) socket.destroy();
});

it("leaves a WebSocket alone on which nothing moves: it is the gateway's to close", async () => {
  const silentMs = 1_000;
  const limits = { ...serverLimits, silentMs };
  const { server, port } = await serveWith((_req, res) => void res.end(), { limits });
  const gateway = new SocketServer(server, { path: "/ws", transports: ["websocket"] });
  onTestFinished(() => gateway.close());
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/?EIO=4&transport=websocket`);
  const closed = vi.fn<() => void>();
  socket.addEventListener("close", closed);
  await once(socket, "open");
  await sleep(silentMs * 2);
  expect(closed).not.toHaveBeenCalled();
  socket.close();
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
