import type { Socket as TcpSocket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import type { NovelEvent } from "#/contract/event.ts";
import { type Client, openGateway } from "./open-gateway.fixture.ts";

/** The client's TCP connection: paused, nothing more is read from it. */
function tcpOf({ socket }: Client): TcpSocket {
  const { ws } = socket.io.engine.transport as unknown as { ws: { _socket: TcpSocket } };
  return ws._socket;
}

const big = (number: number, length = 100_000) => ({
  type: "novel.failed" as const,
  data: { reason: `${number} ${"x".repeat(length)}` },
});

function retainedBytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test("a client that does not read is closed, and what it costs is bounded", async () => {
  const room = await openGateway();
  const novelId = await room.novel();
  const client = await room.connect();
  await client.subscribe({ novelId });
  const [model] = await room.append(novelId, [big(0)]);
  tcpOf(client).pause();
  const before = retainedBytes();
  let seq = 2;
  for (; seq <= 2_000 && (await room.measured("colophon_realtime_dropped_total")) === 0; seq += 1) {
    const event = { ...model, seq, data: { reason: `${seq} ${"x".repeat(100_000)}` } };
    await room.publish([event as NovelEvent]);
    await turn();
  }
  expect(seq).toBeLessThan(2_000);
  expect(retainedBytes() - before).toBeLessThan(20_000_000);
  expect(await room.measured("colophon_realtime_subscriptions")).toBe(0);
  await room.clock.advance(1_000);
  expect(await room.measured("colophon_realtime_connections")).toBe(0);
  tcpOf(client).destroy();
});

test("a client that reads again is told that it was too slow, and comes back for the rest", async () => {
  const room = await openGateway();
  const novelId = await room.novel();
  const client = await room.connect();
  await client.subscribe({ novelId });
  tcpOf(client).pause();
  const events = await room.append(
    novelId,
    Array.from({ length: 200 }, (_, n) => big(n)),
  );
  for (const event of events) {
    await room.publish([event]);
    await turn();
  }
  tcpOf(client).resume();
  await client.until((received) => received.some(({ name }) => name === "disconnected"));
  const [farewell, end] = client.received.slice(-2);
  expect(farewell?.name).toBe("novel.closing");
  expect(farewell?.body).toEqual({ reason: "slow-consumer" });
  expect(end?.body).toBe("transport close");
  const seen = client.seqs();
  expect(seen.length).toBeLessThan(200);
  const again = await room.connect();
  await again.subscribe({ novelId, afterSeq: seen.at(-1) ?? 1 });
  expect([...seen, ...again.seqs()]).toEqual(Array.from({ length: 200 }, (_, n) => n + 2));
});

test("a replay waits for a client that does not read, and a neighbour's does not", async () => {
  const room = await openGateway();
  const novelId = await room.novel();
  await room.append(
    novelId,
    Array.from({ length: 3_000 }, (_, n) => big(n, 4_000)),
  );
  const read = vi.spyOn(room.store.log, "read");
  const [slow, quick] = [await room.connect(), await room.connect()];
  tcpOf(slow).pause();
  const answer = slow.subscribe({ novelId, afterSeq: 0 });
  await quick.subscribe({ novelId, afterSeq: 0 });
  expect(quick.seqs()).toHaveLength(3_001);
  expect(slow.seqs()).toEqual([]);
  const reads = read.mock.calls.length;
  await room.clock.advance(10_000);
  expect(read).toHaveBeenCalledTimes(reads);
  tcpOf(slow).resume();
  expect(await answer).toMatchObject({ ok: true, replayed: 3_001 });
  expect(slow.seqs()).toEqual(quick.seqs());
  expect(await room.measured("colophon_realtime_dropped_total")).toBe(0);
});

test("a client that reads slowly misses frames of the draft, and gets their text in one later", async () => {
  const room = await openGateway({ bufferBytes: 100_000 });
  const novelId = await room.novel();
  const client = await room.connect();
  await client.subscribe({ novelId });
  tcpOf(client).pause();
  const piece = "The rain came in from the sea. ".repeat(100);
  let length = 0;
  for (let n = 0; n < 10_000; n += 1) {
    await room.write({ offset: length, text: piece, draftId: "endless" });
    length += piece.length;
    if (n % 100 === 0) await turn();
  }
  tcpOf(client).resume();
  const end = (received: Client["received"][number]) =>
    received.name === "novel.text" ? received.body.offset + received.body.text.length : 0;
  await client.until((received) => received.some((entry) => end(entry) === length));
  expect(client.received.length).toBeLessThan(5_000);
  expect(await room.measured("colophon_realtime_dropped_total")).toBe(0);
});
