import { describe, expect, test } from "vitest";
import { newKey } from "#/ports/store/accounts.contract.ts";
import { newAudit } from "#/ports/store/audit.contract.ts";
import { moment, novelId } from "#/ports/store/records.fixture.ts";
import { newSession } from "#/ports/store/sessions.contract.ts";
import { beginAtZero } from "#/telemetry/begin-at-zero.ts";
import { patienceMs } from "#test/harness/patience.ts";
import { type Client, openGateway } from "./open-gateway.fixture.ts";

type Room = Awaited<ReturnType<typeof openGateway>>;

const refused = { data: { code: "rate-limited" } };
const own = "http://own.example";

const gone = (client: Client) =>
  client.until((received) => received.some(({ name }) => name === "disconnected"));
const bodiesOf = ({ received }: Client, name: string) =>
  received.filter((entry) => entry.name === name).map(({ body }) => body);

async function droppedAs(room: Room, reason: string) {
  const { values } = await room.metrics.realtimeDropped.get();
  return values.find(({ labels }) => labels.reason === reason)?.value ?? 0;
}

describe("how many connections there are", () => {
  test("is limited in all, and a closed one makes room", async () => {
    const room = await openGateway({ connections: 2 });
    const first = await room.connect();
    await room.connect({ owner: "owner-2" });
    await expect(room.connect({ owner: "owner-3" })).rejects.toMatchObject(refused);
    expect(await droppedAs(room, "refused")).toBe(1);
    first.socket.disconnect();
    await expect.poll(async () => room.measured("colophon_realtime_connections")).toBe(1);
    await room.connect({ owner: "owner-3" });
  });

  test("is limited for pages of one origin, and programs, which have none, are no page's", async () => {
    const room = await openGateway({ connectionsPerOrigin: 1 });
    await room.connect({ origin: own });
    await expect(room.connect({ origin: own, owner: "owner-2" })).rejects.toMatchObject(refused);
    for (const owner of ["owner-1", "owner-2"]) await room.connect({ owner });
  });

  test("is not limited where the limit is 0", async () => {
    const room = await openGateway({ connectionsPerOwner: 0 });
    for (let n = 0; n < 25; n += 1) await room.connect({ origin: own });
    expect(await room.measured("colophon_realtime_connections")).toBe(25);
  });
});

test("a handshake too many from a network is refused by name before anybody asks who comes", async () => {
  const room = await openGateway({ mayConnect: async () => false });
  const answer = await fetch(`${room.address}/ws/?EIO=4&transport=polling`);
  expect(answer.status).toBe(429);
  expect(await answer.json()).toMatchObject({ message: "rate-limited" });
  await expect(room.connect()).rejects.toThrow("websocket error");
  expect(await droppedAs(room, "refused")).toBe(2);
});

describe("a client that sends too much", () => {
  const send = (client: Client, messages: number, name = "ping") =>
    Promise.all(
      Array.from({ length: messages }, () =>
        client.socket
          .timeout(patienceMs)
          .emitWithAck(name, {})
          .catch(() => "no answer"),
      ),
    );

  test("is refused what is over a second's measure, warned once, and heard again in the next", async () => {
    const room = await openGateway({ messagesPerSecond: 5 });
    const client = await room.connect();
    const answers = await send(client, 8);
    expect(answers.filter(({ ok }: { ok: boolean }) => ok)).toHaveLength(5);
    expect(answers[7]).toMatchObject({ ok: false, code: "rate-limited" });
    expect(bodiesOf(client, "novel.error")).toMatchObject([{ code: "rate-limited" }]);
    await room.clock.advance(1_000);
    expect((await send(client, 5)).every(({ ok }: { ok: boolean }) => ok)).toBe(true);
  });

  test("is closed beyond twice the measure, whatever it sends, and others are not", async () => {
    const room = await openGateway({ messagesPerSecond: 5 });
    const [flood, other] = [await room.connect(), await room.connect({ owner: "owner-2" })];
    for (let n = 0; n < 11; n += 1) flood.socket.emit("no-such-message", { n });
    await gone(flood);
    expect(bodiesOf(flood, "novel.closing")).toEqual([{ reason: "too-many-messages" }]);
    expect(await droppedAs(room, "too-many-messages")).toBe(1);
    expect(await other.socket.emitWithAck("ping")).toMatchObject({ ok: true });
  });
});

test("a client that follows nothing and says nothing is closed after a while; others are kept", async () => {
  const room = await openGateway({ idleMs: 10_000 });
  const novelIds = [await room.novel()];
  const [silent, speaking, following] = [
    await room.connect(),
    await room.connect(),
    await room.connect(),
  ];
  await following.subscribe({ novelId: novelIds[0] });
  for (let n = 0; n < 3; n += 1) {
    await room.clock.advance(4_000);
    await speaking.socket.emitWithAck("ping");
  }
  await gone(silent);
  expect(bodiesOf(silent, "novel.closing")).toEqual([{ reason: "idle" }]);
  expect(await droppedAs(room, "idle")).toBe(1);
  await following.socket.emitWithAck("unsubscribe", { novelId: novelIds[0] });
  await room.clock.advance(8_000);
  expect(await room.measured("colophon_realtime_connections")).toBe(2);
  await room.clock.advance(4_000);
  await Promise.all([gone(speaking), gone(following)]);
});

const byKey = { owner: null, auth: { key: "reader" } };

describe("a key's connection", () => {
  async function openWithKey() {
    const room = await openGateway();
    const key = newKey(90, { expiresAt: moment(60) });
    await room.store.accounts.addKey(key, newAudit());
    return { room, client: await room.connect(byKey), cookie: await room.connect() };
  }

  async function endsByItsKey({ room, client, cookie }: Awaited<ReturnType<typeof openWithKey>>) {
    await gone(client);
    return {
      error: bodiesOf(client, "novel.error").length,
      closing: bodiesOf(client, "novel.closing"),
      dropped: await droppedAs(room, "key-ended"),
      cookie: (await cookie.socket.emitWithAck("ping")) as unknown,
    };
  }
  const ended = {
    error: 1,
    closing: [{ reason: "key-ended" }],
    dropped: 1,
    cookie: { ok: true },
  };

  test("is kept while the key is good", async () => {
    const { room, client } = await openWithKey();
    await room.clock.advance(10_000);
    expect(await client.socket.emitWithAck("ping")).toMatchObject({ ok: true });
  });

  test("is closed within seconds once the key is deleted, and says why", async () => {
    const open = await openWithKey();
    await open.room.store.accounts.deleteKey(novelId(90), newAudit());
    await open.room.clock.advance(2_000);
    expect(await endsByItsKey(open)).toMatchObject(ended);
  });

  test("is closed within seconds once the key has expired, also while the Store is away", async () => {
    const open = await openWithKey();
    open.room.store.accounts.keysLeft = () => Promise.reject(new Error("away"));
    const now = Date.parse(open.room.clock.now());
    await open.room.clock.advance(Math.max(0, Date.parse(moment(60)) - now) + 4_000);
    expect(await endsByItsKey(open)).toMatchObject(ended);
    const told = open.room.logs.filter(({ event }) => event === "realtime.keys-unreadable");
    expect(told).toHaveLength(1);
  });
});

describe("a session's connection", () => {
  const times = { endedAt: moment(60), forgetBefore: moment(0) };

  test("is closed within seconds once the session ends alone, says why, and no other is", async () => {
    const room = await openGateway();
    const [mine, sameBrowser, others] = [
      await room.connect(),
      await room.connect(),
      await room.connect({ owner: "owner-2" }),
    ];
    await room.clock.advance(10_000);
    await room.store.accounts.endSession(newSession(), times);
    await room.clock.advance(2_000);
    for (const client of [mine, sameBrowser]) {
      await gone(client);
      expect(bodiesOf(client, "novel.error")).toMatchObject([{ code: "unauthorized" }]);
      expect(bodiesOf(client, "novel.closing")).toEqual([{ reason: "session-ended" }]);
    }
    expect(await droppedAs(room, "session-ended")).toBe(2);
    expect(await others.socket.emitWithAck("ping")).toMatchObject({ ok: true });
  });

  test("is closed within seconds once another session ends all others, and a key's is not", async () => {
    const room = await openGateway();
    const key = newKey(90, { expiresAt: moment(600) });
    await room.store.accounts.addKey(key, newAudit());
    const [mine, program] = [await room.connect(), await room.connect(byKey)];
    const code = { hash: "a".repeat(64), createdAt: moment(0) };
    await room.store.accounts.endOtherSessions(newSession({ id: "another" }), code);
    await room.clock.advance(2_000);
    await gone(mine);
    expect(bodiesOf(mine, "novel.closing")).toEqual([{ reason: "session-ended" }]);
    expect(await program.socket.emitWithAck("ping")).toMatchObject({ ok: true });
  });

  test("is closed within seconds once the secret that signed its cookie is accepted no more, and no other is", async () => {
    const room = await openGateway();
    const [mine, others] = [await room.connect(), await room.connect({ owner: "owner-2" })];
    room.retired.add("signer of owner-1");
    await room.clock.advance(2_000);
    await gone(mine);
    expect(bodiesOf(mine, "novel.error")).toMatchObject([{ code: "unauthorized" }]);
    expect(bodiesOf(mine, "novel.closing")).toEqual([{ reason: "session-ended" }]);
    expect(await others.socket.emitWithAck("ping")).toMatchObject({ ok: true });
  });

  test("is kept while the Store cannot be asked, which is said once, and judged when it can", async () => {
    const room = await openGateway();
    const client = await room.connect();
    await room.store.accounts.endSession(newSession(), times);
    const { endedSessions } = room.store.accounts;
    room.store.accounts.endedSessions = () => Promise.reject(new Error("away"));
    await room.clock.advance(4_000);
    expect(await client.socket.emitWithAck("ping")).toMatchObject({ ok: true });
    const told = room.logs.filter(({ event }) => event === "realtime.sessions-unreadable");
    expect(told).toHaveLength(1);
    room.store.accounts.endedSessions = endedSessions;
    await room.clock.advance(2_000);
    await gone(client);
  });
});

test("that keys cannot be looked up is told once, and so is that they can be again", async () => {
  const room = await openGateway();
  let isAway = true;
  room.store.accounts.keysLeft = async (ids) => {
    if (isAway) throw new Error("away");
    return new Set(ids);
  };
  const client = await room.connect({ owner: null, auth: { key: "reader" } });
  const told = () =>
    room.logs.flatMap(({ event }) => (String(event).startsWith("realtime.keys-") ? [event] : []));
  await room.clock.advance(20_000);
  expect(told()).toEqual(["realtime.keys-unreadable"]);
  // Nobody is turned out for what the Store cannot say.
  expect(await client.socket.emitWithAck("ping")).toMatchObject({ ok: true });
  isAway = false;
  await room.clock.advance(20_000);
  expect(told()).toEqual(["realtime.keys-unreadable", "realtime.keys-readable"]);
});

test("a gateway tells how it is: who follows what, what was dropped, and how quickly it serves", async () => {
  const room = await openGateway();
  beginAtZero(room.metrics);
  const [one, two] = [await room.novel(), await room.novel({ n: 2 })];
  const [first, second] = [await room.connect({ origin: own }), await room.connect()];
  await room.connect();
  for (const id of [one, two]) await first.subscribe({ novelId: id, afterSeq: 0 });
  await second.subscribe({ novelId: two });
  await room.publish(await room.append(two));
  await second.until((received) => received.some(({ name }) => name === "novel.event"));
  const snapshot = await room.gateway.snapshot();
  expect(snapshot.dropped, "only what there was").toEqual({});
  expect(snapshot).toMatchObject({
    connections: 3,
    subscriptions: 3,
    idle: 1,
    perOrigin: { [own]: 1 },
    perNovel: [
      { novelId: two, subscriptions: 2 },
      { novelId: one, subscriptions: 1 },
    ],
    catchupSeconds: { last: 0, p95: 0 },
    broadcastSeconds: { last: expect.any(Number) as number, p95: expect.any(Number) as number },
    busLagSeconds: null,
    limits: { connectionsPerOwner: 20, idleSeconds: 300 },
  });
});
