import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { type Client, type Room, has, names, openGateway, upTo } from "./open-gateway.fixture.ts";

describe("in the midst of a replay", () => {
  /** A replay of 300 events, with `meanwhile` happening while its second page is read. */
  async function replay(
    meanwhile: (room: Room, client: Client, novelId: string) => Promise<unknown>,
  ) {
    const room = await openGateway();
    const novelId = await room.novel({ events: 300 });
    const client = await room.connect();
    const read = room.store.log.read.bind(room.store.log);
    vi.spyOn(room.store.log, "read").mockImplementation(async (query) => {
      if (query.after === 100) await meanwhile(room, client, novelId);
      return read(query);
    });
    const answer = await client.subscribe({ novelId, afterSeq: 0 });
    return { room, client, answer };
  }

  test("the draft has to wait for the acknowledgement", async () => {
    const { client } = await replay(async (room) => {
      await room.write({ offset: 0, text: "The rain" });
      await turn();
    });
    await client.until((received) => received.length === 302);
    expect(names(client).slice(-3)).toEqual(["novel.event", "acknowledged", "novel.text"]);
  });

  test("live events have to wait for their turn", async () => {
    const { client, answer } = await replay(async (room, _, novelId) => {
      await room.publish(await room.append(novelId, 2));
      await turn();
    });
    expect(answer).toMatchObject({ ok: true, lastSeq: 300, replayed: 300 });
    await client.until(has(302));
    expect(client.seqs()).toEqual(upTo(302));
  });

  test("a client may change its mind, and its subscription is answered as ended", async () => {
    const { client, answer, room } = await replay(async (_, { socket }, novelId) =>
      socket.emitWithAck("unsubscribe", { novelId }),
    );
    expect(answer).toMatchObject({ ok: false, code: "invalid-state" });
    expect(client.seqs()).toEqual(upTo(100));
    expect(await room.measured("colophon_realtime_subscriptions")).toBe(0);
  });
});

describe("a message", () => {
  test("about somebody else's novel is answered as one about a novel that never was", async () => {
    const room = await openGateway();
    const novelId = await room.novel({ owner: "owner-2" });
    const client = await room.connect();
    const foreign = await client.subscribe({ novelId, afterSeq: 0 });
    const absent = await client.subscribe({ novelId: novelId.replace(/1$/, "9"), afterSeq: 0 });
    const malformed = await client.subscribe({ novelId: "' or 1=1 --", afterSeq: 0 });
    expect(foreign).toMatchObject({ ok: false, code: "not-found" });
    expect(absent).toEqual(foreign);
    expect(malformed).toEqual(foreign);
    await room.publish(await room.append(novelId));
    await room.write({ novelId, offset: 0, text: "secret" });
    await client.socket.emitWithAck("ping");
    expect(names(client).filter((name) => name !== "acknowledged")).toEqual([]);
  });

  test.each([
    [undefined],
    [null],
    [7],
    ["novel"],
    [[]],
    [{}],
    [{ novelId: 7 }],
    [{ novelId: "" }],
    [{ novelId: "n".repeat(65) }],
    [{ novelId: "n", afterSeq: -1 }],
    [{ novelId: "n", afterSeq: 1.5 }],
    [{ novelId: "n", afterSeq: "1" }],
    [{ novelId: "n", secret: true }],
  ])("with the input %j is invalid-input", async (input) => {
    const room = await openGateway();
    const client = await room.connect();
    expect(await client.subscribe(input)).toMatchObject({ ok: false, code: "invalid-input" });
    expect(await client.socket.emitWithAck("unsubscribe", input)).toMatchObject(
      typeof input === "object" && input !== null && "afterSeq" in input
        ? { ok: false }
        : { ok: false, code: "invalid-input" },
    );
  });

  test("that asks for what lies beyond the end of the log is invalid-input", async () => {
    const room = await openGateway();
    const novelId = await room.novel({ events: 3 });
    const client = await room.connect();
    expect(await client.subscribe({ novelId, afterSeq: 4 })).toMatchObject({
      ok: false,
      code: "invalid-input",
    });
    expect(await room.measured("colophon_realtime_subscriptions")).toBe(0);
  });

  test("may come without an acknowledgement or an input", async () => {
    const room = await openGateway();
    const novelId = await room.novel({ events: 2 });
    const client = await room.connect();
    client.socket.emit("subscribe");
    client.socket.emit("unsubscribe", null);
    client.socket.emit("ping");
    client.socket.emit("ping", "a", "b", "c");
    client.socket.emit("no-such-message", {});
    client.socket.emit("subscribe", { novelId, afterSeq: 0 });
    await client.until(has(2));
    expect(client.seqs()).toEqual([1, 2]);
  });

  test("ping is answered with the server's time", async () => {
    const room = await openGateway();
    const client = await room.connect();
    expect(await client.socket.emitWithAck("ping")).toEqual({ ok: true, at: room.clock.now() });
  });

  test("when the Store is away is store-unavailable, and nothing is left subscribed", async () => {
    const room = await openGateway();
    const novelId = await room.novel();
    const client = await room.connect();
    await room.store.close();
    expect(await client.subscribe({ novelId, afterSeq: 0 })).toMatchObject({
      ok: false,
      code: "store-unavailable",
    });
    expect(await room.measured("colophon_realtime_subscriptions")).toBe(0);
  });
});
