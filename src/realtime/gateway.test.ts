import { describe, expect, test } from "vitest";
import type { EventDraft } from "#/contract/event.ts";
import { eventually } from "#test/harness/eventually.ts";
import { type Client, has, names, openGateway, upTo } from "./open-gateway.fixture.ts";

describe.each([[["websocket"]], [["polling"]], [["polling", "websocket"]]] as [
  ("websocket" | "polling")[],
][])("over %j", (transports) => {
  test("a subscription replays what was missed, acknowledges, and goes on live without a gap", async () => {
    const room = await openGateway();
    const novelId = await room.novel({ events: 230 });
    const client = await room.connect({ transports });
    const answer = await client.subscribe({ novelId, afterSeq: 12 });
    expect(answer).toEqual({ ok: true, novelId, lastSeq: 230, firstSeq: 1, replayed: 218 });
    await room.publish(await room.append(novelId, 3));
    await client.until(has(233));
    expect(client.seqs()).toEqual(upTo(233, 13));
    expect(names(client).indexOf("acknowledged")).toBe(218);
  });
});

describe("a subscription", () => {
  test("without a place goes live from the end of the log", async () => {
    const room = await openGateway();
    const novelId = await room.novel({ events: 5 });
    const client = await room.connect();
    const answer = await client.subscribe({ novelId });
    expect(answer).toEqual({ ok: true, novelId, lastSeq: 5, firstSeq: 1, replayed: 0 });
    await room.publish(await room.append(novelId, 2));
    await client.until(has(7));
    expect(client.seqs()).toEqual([6, 7]);
  });

  test("carries on where it was when the client comes back with the last seq it has", async () => {
    const room = await openGateway();
    const novelId = await room.novel();
    const before = await room.connect();
    await before.subscribe({ novelId, afterSeq: 0 });
    before.socket.disconnect();
    await room.publish(await room.append(novelId, 4));
    const after = await room.connect();
    await after.subscribe({ novelId, afterSeq: before.seqs().at(-1) });
    await room.publish(await room.append(novelId, 1));
    await after.until(has(6));
    expect([...before.seqs(), ...after.seqs()]).toEqual(upTo(6));
  });

  test("gets what the bus doubled or reordered once and in order", async () => {
    const room = await openGateway();
    const novelId = await room.novel();
    const client = await room.connect();
    await client.subscribe({ novelId });
    const events = await room.append(novelId, 6);
    await room.publish([...events.toReversed(), ...events]);
    await room.publish(await room.append(novelId));
    await client.until(has(8));
    expect(client.seqs()).toEqual(upTo(8, 2));
  });

  test("gets a last event that the bus lost from the next sweep", async () => {
    const room = await openGateway();
    const novelId = await room.novel();
    const client = await room.connect();
    await client.subscribe({ novelId });
    await room.append(novelId);
    await room.clock.advance(2_000);
    await client.until(has(2));
    expect(client.seqs()).toEqual([2]);
  });

  test("gets at once what the bus says it may have missed", async () => {
    const room = await openGateway();
    const novelId = await room.novel();
    const client = await room.connect();
    await client.subscribe({ novelId });
    await room.append(novelId);
    await room.bus.publish([{ kind: "gap" }]);
    await client.until(has(2));
    expect(client.seqs()).toEqual([2]);
  });

  test("made anew replaces the one before", async () => {
    const room = await openGateway();
    const novelId = await room.novel({ events: 3 });
    const client = await room.connect();
    await client.subscribe({ novelId, afterSeq: 0 });
    await client.subscribe({ novelId, afterSeq: 2 });
    await room.publish(await room.append(novelId));
    await client.until(has(4));
    expect(client.seqs()).toEqual([1, 2, 3, 3, 4]);
    expect(await room.measured("colophon_realtime_subscriptions")).toBe(1);
  });

  test("that is ended gets nothing more, and ending one that never was is fine", async () => {
    const room = await openGateway();
    const novelId = await room.novel();
    const client = await room.connect();
    await client.subscribe({ novelId });
    for (let times = 0; times < 2; times += 1)
      expect(await client.socket.emitWithAck("unsubscribe", { novelId })).toEqual({
        ok: true,
        novelId,
      });
    await room.publish(await room.append(novelId));
    await client.socket.emitWithAck("ping");
    expect(client.seqs()).toEqual([]);
    expect(await room.measured("colophon_realtime_subscriptions")).toBe(0);
  });

  test("ended by a newer one in the midst of its replay says so", async () => {
    const room = await openGateway();
    const novelId = await room.novel({ events: 500 });
    const client = await room.connect();
    const [first, second] = await Promise.all([
      client.subscribe({ novelId, afterSeq: 0 }),
      client.subscribe({ novelId, afterSeq: 499 }),
    ]);
    expect(first).toMatchObject({ ok: false, code: "invalid-state" });
    expect(second).toMatchObject({ ok: true, replayed: 1 });
  });
});

describe("the draft", () => {
  test("streams to who is there and reaches who comes late whole, after the acknowledgement", async () => {
    const room = await openGateway();
    const novelId = await room.novel();
    const early = await room.connect();
    await early.subscribe({ novelId });
    await room.write({ offset: 0, text: "The rain " });
    await room.write({ offset: 9, text: "came in" });
    await early.until((received) => received.length === 3);
    const late = await room.connect();
    await late.subscribe({ novelId });
    await late.until((received) => received.length === 2);
    await room.write({ offset: 16, text: "." });
    await late.until((received) => received.length === 3);
    await early.until((received) => received.length === 4);
    const texts = (client: Client) =>
      client.received.flatMap(({ name, body }) =>
        name === "novel.text" ? [[body.offset, body.text]] : [],
      );
    expect(texts(early)).toEqual([
      [0, "The rain "],
      [9, "came in"],
      [16, "."],
    ]);
    expect(names(late)).toEqual(["acknowledged", "novel.text", "novel.text"]);
    expect(texts(late)).toEqual([
      [0, "The rain came in"],
      [16, "."],
    ]);
  });

  test("is there for who comes back when nobody was there to read", async () => {
    const room = await openGateway();
    const novelId = await room.novel();
    await room.write({ offset: 0, text: "The rain" });
    const client = await room.connect();
    await client.subscribe({ novelId });
    await client.until((received) => received.length === 2);
    expect(names(client)).toEqual(["acknowledged", "novel.text"]);
  });

  test("of a completed chapter is not shown to who comes late", async () => {
    const room = await openGateway();
    const novelId = await room.novel();
    await room.write({ offset: 0, text: "The rain" });
    const completed: EventDraft = {
      type: "chapter.completed",
      data: { number: 1, title: "x", revision: 1, words: 2, targetWords: 2, costUsd: 0 },
    };
    await room.publish(await room.append(novelId, [completed]));
    const client = await room.connect();
    await client.subscribe({ novelId });
    await client.socket.emitWithAck("ping");
    expect(names(client)).toEqual(["acknowledged"]);
  });
});

describe("closing", () => {
  test.each([["websocket"], ["polling"]] as const)(
    "tells every client over %s why, then disconnects it so that it comes back, and takes no new one",
    async (transport) => {
      const room = await openGateway();
      const client = await room.connect({ transports: [transport] });
      const [closed] = await Promise.all([
        room.gateway.close("shutting-down"),
        client.until((received) => received.some(({ name }) => name === "disconnected")),
      ]);
      expect(closed).toBeUndefined();
      expect(client.received).toEqual([
        { name: "novel.closing", body: { reason: "shutting-down" } },
        { name: "disconnected", body: "transport close" },
      ]);
      expect(await room.measured("colophon_realtime_connections")).toBe(0);
      expect(await room.measured("colophon_realtime_dropped_total")).toBe(1);
      for (const other of [["websocket"], ["polling"]] as const)
        await expect(room.connect({ transports: [...other] })).rejects.toThrow(/error/);
    },
  );

  test("leaves the HTTP server as it is", async () => {
    const room = await openGateway();
    await room.gateway.close("shutting-down");
    expect((await fetch(room.address)).status).toBe(404);
  });
});

test("who has no session is counted as turned away", async () => {
  const room = await openGateway();
  await expect(room.connect({ owner: null })).rejects.toThrow("session cookie");
  expect((await room.metrics.authFailures.get()).values).toEqual([
    { labels: { kind: "session" }, value: 1 },
  ]);
});

test("a client that speaks something else is counted as given up", async () => {
  const room = await openGateway();
  const client = await room.connect();
  const { ws } = client.socket.io.engine.transport as unknown as { ws: WebSocket };
  ws.send("9 is no packet of Engine.IO's");
  await client.until((received) => received.some(({ name }) => name === "disconnected"));
  await eventually(async () =>
    expect((await room.metrics.realtimeDropped.get()).values).toEqual([
      { labels: { reason: "parse-error" }, value: 1 },
    ]),
  );
});

test("gauges count what is open, histograms what was caught up and broadcast", async () => {
  const room = await openGateway();
  const novelId = await room.novel({ events: 3 });
  const client = await room.connect();
  await client.subscribe({ novelId, afterSeq: 0 });
  const counted = async (name: string) => {
    const metric = await room.metrics.registry.getSingleMetric(name)?.get();
    const values: { metricName?: string; value: number }[] = metric?.values ?? [];
    return values.find(({ metricName }) => metricName === `${name}_count`)?.value;
  };
  expect(await room.measured("colophon_realtime_connections")).toBe(1);
  expect(await room.measured("colophon_realtime_subscriptions")).toBe(1);
  expect(await counted("colophon_realtime_catchup_duration_seconds")).toBe(1);
  expect(await counted("colophon_realtime_broadcast_duration_seconds")).toBe(0);
  await room.publish(await room.append(novelId, 2));
  await client.until(has(5));
  expect(await counted("colophon_realtime_broadcast_duration_seconds")).toBe(2);
});
