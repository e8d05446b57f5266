import { describe, expect, test } from "vitest";
import { webSocketOf } from "#test/harness/web-socket-of.ts";
import { openGateway } from "./open-gateway.fixture.ts";

type Room = Awaited<ReturnType<typeof openGateway>>;

async function droppedAs(room: Room, reason: string) {
  const { values } = await room.metrics.realtimeDropped.get();
  return values.find(({ labels }) => labels.reason === reason)?.value ?? 0;
}

describe("a connection", () => {
  /** Sends all packets at once and resolves with what came back, once the connection was closed. */
  async function flood({ address }: Room, packets: readonly string[]) {
    const answers: string[] = [];
    const ws = new WebSocket(`${address.replace("http", "ws")}/ws/?EIO=4&transport=websocket`);
    const { promise, resolve } = Promise.withResolvers<void>();
    ws.addEventListener("message", ({ data }) => answers.push(String(data)));
    ws.addEventListener("close", () => resolve());
    ws.addEventListener("open", () => {
      for (const packet of packets) ws.send(packet);
    });
    await promise;
    return answers.filter((answer) => answer.startsWith("4"));
  }
  const times = (n: number, packet: string) => Array.from({ length: n }, () => packet);
  const refusals = ({ logs }: Room) => logs.filter(({ event }) => event === "realtime.refused");

  test.each([
    ["without a session", "40"],
    ["with a key of nobody's", '40{"key":"unknown"}'],
    ["to a room that is not there", "40/x,"],
  ])("is closed when it asks again, %s: one question, one line", async (_, packet) => {
    const room = await openGateway();
    expect((await flood(room, times(2_000, packet))).length).toBeLessThanOrEqual(1);
    expect(await room.measured("colophon_auth_failures_total")).toBeLessThanOrEqual(1);
    expect(refusals(room).length).toBeLessThanOrEqual(2);
    expect(await droppedAs(room, "too-many-messages")).toBe(1);
  });

  test("is closed when it polls and asks again in one body", async () => {
    const room = await openGateway();
    const polling = `${room.address}/ws/?EIO=4&transport=polling`;
    const [, sid] = /"sid":"([^"]+)"/.exec(await (await fetch(polling)).text()) ?? [];
    const body = times(1_000, '40{"key":"x"}').join("\u001e");
    // Whether the body is answered or cut off is no matter.
    await fetch(`${polling}&sid=${sid}`, { method: "POST", body }).catch(() => undefined);
    expect((await fetch(`${polling}&sid=${sid}`)).status).toBe(400);
    expect(await room.measured("colophon_auth_failures_total")).toBeLessThanOrEqual(1);
    expect(await droppedAs(room, "too-many-messages")).toBe(1);
  });

  test("is closed beyond twice the measure, whatever it sends", async () => {
    const room = await openGateway({ messagesPerSecond: 5 });
    await flood(room, times(11, "3"));
    expect(await droppedAs(room, "too-many-messages")).toBe(1);
  });

  test("is closed beyond twice the measure of pings that Engine.IO never hears of, and told of once", async () => {
    const room = await openGateway({ messagesPerSecond: 5 });
    const client = await room.connect();
    const ws = webSocketOf(client.socket);
    for (let n = 0; n < 1_000; n += 1) ws.ping();
    await client.until((received) => received.some(({ name }) => name === "disconnected"));
    expect(await droppedAs(room, "too-many-messages")).toBe(1);
    expect(refusals(room)).toMatchObject([
      { reason: "too-many-messages", request_id: expect.any(String) as string },
    ]);
  });

  test("is closed when it probes for another transport without end", async () => {
    const room = await openGateway({ messagesPerSecond: 5 });
    const polled = await (await fetch(`${room.address}/ws/?EIO=4&transport=polling`)).text();
    const [, sid] = /"sid":"([^"]+)"/.exec(polled) ?? [];
    const ws = new WebSocket(
      `${room.address.replace("http", "ws")}/ws/?EIO=4&transport=websocket&sid=${sid}`,
    );
    const pongs: unknown[] = [];
    ws.addEventListener("message", ({ data }) => pongs.push(data));
    ws.addEventListener("open", () => {
      for (const probe of times(500, "2probe")) ws.send(probe);
    });
    await new Promise((resolve) => {
      ws.addEventListener("close", resolve);
    });
    expect(pongs.length).toBeLessThanOrEqual(11);
    expect(await droppedAs(room, "too-many-messages")).toBe(1);
  });

  test("is closed when it was let in and asks on, and is told why", async () => {
    const room = await openGateway();
    const client = await room.connect();
    const { engine } = client.socket.io;
    for (const packet of times(2_000, "0/x,")) engine.write(packet);
    await client.until((received) => received.some(({ name }) => name === "disconnected"));
    expect(client.received).toContainEqual({
      name: "novel.closing",
      body: { reason: "too-many-messages" },
    });
  });

  test("is closed when its client takes leave and stays, and makes room", async () => {
    const room = await openGateway({ connectionsPerOwner: 1 });
    const client = await room.connect();
    client.socket.io.engine.write("1");
    await client.until((received) => received.some(({ name }) => name === "disconnected"));
    expect((await room.connect()).socket.connected).toBe(true);
  });
});
