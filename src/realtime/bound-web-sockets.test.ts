import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { eventually } from "#test/harness/eventually.ts";
import { boundWebSockets } from "./bound-web-sockets.ts";

/** A WebSocket between a client and a server that hears `perSecond` frames, and what the server saw. */
async function open({ perSecond = 5, bufferBytes = 1_000_000 } = {}) {
  const clock = createFakeClock();
  const giveUp = vi.fn<() => void>();
  const Server = boundWebSockets({ perSecond, bufferBytes, clock, giveUp });
  const webSockets = new Server({ noServer: true });
  const httpServer = createServer().listen(0, "127.0.0.1");
  const { promise: granted, resolve } = Promise.withResolvers<WebSocket>();
  httpServer.on("upgrade", (req, socket, head) => {
    webSockets.handleUpgrade(req, socket, head, resolve);
  });
  await once(httpServer, "listening");
  const client = new WebSocket(`ws://127.0.0.1:${(httpServer.address() as AddressInfo).port}`);
  await once(client, "open");
  const server = await granted;
  server.on("error", () => {
    // It is told to the client, by a code.
  });
  onTestFinished(() => {
    client.terminate();
    server.terminate();
    httpServer.close();
  });
  return { client, server, clock, giveUp };
}

const code = async (client: WebSocket) => ((await once(client, "close")) as [number])[0];

test.each(["ping", "pong"] as const)(
  "who sends more than twice the measure of %ss in a second is closed, once",
  async (what) => {
    const { client, giveUp } = await open();
    const answers = vi.fn<() => void>();
    client.on("pong", answers);
    for (let n = 0; n < 1_000; n += 1) client[what]();
    expect(await code(client)).toBe(1008);
    expect(answers.mock.calls.length).toBeLessThanOrEqual(11);
    expect(giveUp).toHaveBeenCalledOnce();
  },
);

test("who pings within the measure is answered, second after second", async () => {
  const { client, clock, giveUp } = await open();
  for (let second = 0; second < 3; second += 1) {
    for (let n = 0; n < 10; n += 1) {
      client.ping();
      await once(client, "pong");
    }
    await clock.advance(1_000);
  }
  expect(client.readyState).toBe(WebSocket.OPEN);
  expect(giveUp).not.toHaveBeenCalled();
});

test("who reads no answer to its pings is closed before much waits for it", async () => {
  const { client, server, giveUp } = await open({ perSecond: 1e9, bufferBytes: 10_000 });
  client.pause();
  const sent = 100_000;
  for (let n = 0; n < sent; n += 1) client.ping("x".repeat(125));
  await eventually(() => expect(giveUp).toHaveBeenCalledOnce());
  expect(server.bufferedAmount).toBeLessThan(1_000_000);
});

test("who goes on after the end is not read any more", async () => {
  const { client, server, giveUp } = await open();
  let heard = 0;
  server.on("message", () => {
    heard += 1;
    server.close();
  });
  client.on("close", () => {});
  const sent = 500_000;
  for (let n = 0; n < sent; n += 1) client.send("");
  await eventually(() => expect(server.isPaused).toBe(true));
  const [, heardThen] = [await once(client, "close"), heard];
  expect(heardThen).toBeLessThan(sent / 5);
  expect(giveUp, "its end was told already").not.toHaveBeenCalled();
}, 30_000);

test("a message in more pieces than any proxy makes is refused", async () => {
  const { client } = await open();
  for (let n = 0; n < 65; n += 1) client.send("", { fin: false });
  expect(await code(client)).toBe(1008);
});
