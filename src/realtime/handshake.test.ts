import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { ProblemError } from "#/contract/problem.ts";
import { realtimePath } from "#/contract/realtime.ts";
import { sendBytes } from "#test/harness/send-bytes.ts";
import { openGateway } from "./open-gateway.fixture.ts";

const transports = [
  ["websocket", "websocket error"],
  ["polling", "xhr poll error"],
] as const;

/** What a program sees of a refusal before any socket is made. */
async function knock(address: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${address}${realtimePath}/?EIO=4&transport=polling`, { headers });
}

describe.each(transports)("over %s", (transport, refused) => {
  test("a connection without a session is refused as unauthorized", async () => {
    const room = await openGateway();
    for (const owner of [null, "", "forged value"])
      await expect(room.connect({ owner, transports: [transport] })).rejects.toMatchObject({
        data: { code: "unauthorized" },
      });
    expect(await room.measured("colophon_realtime_connections")).toBe(0);
  });

  test("a page of another origin cannot connect, with its visitor's cookie or without", async () => {
    const room = await openGateway();
    for (const origin of ["http://evil.example", "http://own.example.evil.example", "null"])
      await expect(room.connect({ origin, transports: [transport] })).rejects.toThrow(refused);
    expect(await room.measured("colophon_realtime_connections")).toBe(0);
  });

  test("a page of our own origin can connect, and so can a program, which has none", async () => {
    const room = await openGateway();
    await room.connect({ origin: "http://own.example", transports: [transport] });
    await room.connect({ transports: [transport] });
    expect(await room.measured("colophon_realtime_connections")).toBe(2);
  });
});

test("an allowed origin is told so by CORS, another one is refused by name", async () => {
  const { address } = await openGateway();
  const allowed = await knock(address, { origin: "http://own.example" });
  expect(allowed.status).toBe(200);
  expect(allowed.headers.get("access-control-allow-origin")).toBe("http://own.example");
  const refused = await knock(address, { origin: "http://evil.example" });
  expect(refused.status).toBe(403);
  expect(refused.headers.get("access-control-allow-origin")).toBeNull();
  expect(await refused.json()).toMatchObject({ message: "origin-not-allowed" });
});

test("a session that began by polling is closed to pages of another origin, also to one that knows its id", async () => {
  const { address, logs } = await openGateway();
  const url = `${address}${realtimePath}/?EIO=4&transport=polling`;
  const opened = await knock(address, { origin: "http://own.example" });
  const [, sid] = /"sid":"([^"]+)"/.exec(await opened.text()) ?? [];
  const send = async (query: string, origin: string) =>
    (await fetch(`${url}${query}`, { method: "POST", headers: { origin }, body: "3" })).status;
  for (const query of [`&sid=${sid}`, `&sid=&sid=${sid}`]) {
    expect(await send(query, "http://evil.example")).toBe(400);
    expect(await send(query, "http://own.example")).toBe(200);
  }
  expect(logs.filter(({ event }) => event === "realtime.refused")).toMatchObject([
    { reason: "origin-not-allowed" },
    { reason: "origin-not-allowed" },
  ]);
});

test("what is wrong with a handshake is told in the words of the rule, over both transports", async () => {
  const detail = "This process answers as localhost only.";
  const { address } = await openGateway({
    handshakeRefusal: () => new ProblemError("invalid-input", detail),
  });
  const told = { code: 4, message: "invalid-input", detail };
  const polled = await knock(address, {});
  expect(polled.status).toBe(400);
  expect(await polled.json()).toEqual(told);
  expect(await askToUpgrade(address)).toMatchObject({ status: 400, body: JSON.stringify(told) });
  expect(
    await askToUpgrade(address, { "sec-websocket-key": "none" }),
    "the first rule that is broken",
  ).toMatchObject({ status: 400, body: expect.stringContaining("a WebSocket") as string });
  const whole = await sendBytes(
    address,
    `GET ${realtimePath}/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
  );
  expect(whole.match(/HTTP\/1\.1 /g), "one answer, and the end").toHaveLength(1);
});

/** Asks for a WebSocket; resolves with the answer, granted or not. */
async function askToUpgrade(address: string, headers: Record<string, string> = {}) {
  const sent = request(`${address}${realtimePath}/?EIO=4&transport=websocket`, {
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-key": "c2l4dGVlbiBieXRlcyBsbw==",
      "sec-websocket-version": "13",
      ...headers,
    },
  }).end();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  sent.on("error", reject).on("response", resolve);
  sent.on("upgrade", (response, socket) => {
    socket.destroy();
    resolve(response);
  });
  const answer = await promise;
  return {
    status: answer.statusCode,
    body: answer.statusCode === 101 ? "" : await text(answer),
    headers: new Headers(answer.headers as Record<string, string>),
  };
}

test("every answer to a handshake can be traced, a refusal too, and has the headers of every other", async () => {
  const { address, logs } = await openGateway();
  const own = "http://own.example";
  const preflight = { origin: own, "access-control-request-method": "POST" };
  for (const [status, asking] of [
    [200, knock(address, { origin: own })],
    [403, knock(address, { origin: "http://evil.example" })],
    [204, fetch(`${address}${realtimePath}/`, { method: "OPTIONS", headers: preflight })],
    [101, askToUpgrade(address)],
    [403, askToUpgrade(address, { origin: "http://evil.example" })],
    [400, askToUpgrade(address, { "sec-websocket-key": "none" })],
    [400, askToUpgrade(address, { "sec-websocket-version": "7" })],
    [101, askToUpgrade(address, { "sec-websocket-protocol": "chat ,\tsuper.chat" })],
    ...["chat, chat", "two words", ",", "", "chat, \u00a0", "chat()"].map(
      (list) => [400, askToUpgrade(address, { "sec-websocket-protocol": list })] as const,
    ),
  ] as const) {
    const answer = await asking;
    expect(answer.status).toBe(status);
    const { headers } = answer;
    expect(headers.get("x-request-id")).toMatch(/^[\w-]{8,}$/);
    const [, traceId, spanId] =
      /^00-([0-9a-f]{32})-([0-9a-f]{16})-0[01]$/.exec(headers.get("traceresponse") ?? "") ?? [];
    expect(traceId).toBeDefined();
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    const told = logs.filter(
      ({ event, request_id }) =>
        event === "realtime.refused" && request_id === headers.get("x-request-id"),
    );
    const line = { method: "GET", route: "/ws/", status, trace_id: traceId, span_id: spanId };
    expect(told).toMatchObject(status < 400 ? [] : [line]);
  }
});

test.each([
  ["rate-limited", 429, null],
  ["draining", 503, "2"],
] as const)("%s is told of a handshake as HTTP has it", async (code, status, retryAfter) => {
  const stop = code === "draining" ? new ProblemError(code, "It is to stop.") : undefined;
  const limits = { handshakeRefusal: () => stop, mayConnect: async () => false };
  const { address, logs } = await openGateway(limits);
  for (const answer of [await knock(address, {}), await askToUpgrade(address)]) {
    expect(answer.status).toBe(status);
    expect(answer.headers.get("retry-after")).toBe(retryAfter);
  }
  const line = { event: "realtime.refused", reason: code, route: "/ws/", status };
  expect(logs).toMatchObject([line, line]);
});

test.each(["PUT", "DELETE", "PATCH", "HEAD", "PROPFIND"])(
  "%s is no method of sockets, with a session or without, and the line says so",
  async (method) => {
    const { address, logs } = await openGateway();
    const opened = await (await knock(address, {})).text();
    const [, sid] = /"sid":"([^"]+)"/.exec(opened) ?? [];
    for (const query of ["", `&sid=${sid}`]) {
      logs.length = 0;
      const answer = await fetch(`${address}${realtimePath}/?EIO=4&transport=polling${query}`, {
        method,
      });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toBe("GET, OPTIONS, POST");
      expect(logs).toMatchObject([{ event: "realtime.refused", reason: "method-not-allowed" }]);
    }
  },
);

describe.each(transports)("over %s", (transport) => {
  test("a refused handshake makes one line, with a request id and the reason", async () => {
    const room = await openGateway();
    for (const [options, reason] of [
      [{ origin: "http://evil.example" }, "origin-not-allowed"],
      [{ owner: null }, "unauthorized"],
    ] as const) {
      room.logs.length = 0;
      await expect(room.connect({ ...options, transports: [transport] })).rejects.toThrow(
        /error|cookie/,
      );
      const refused = room.logs.filter(({ event }) => event === "realtime.refused");
      expect(refused).toEqual([
        expect.objectContaining({
          reason,
          request_id: expect.stringMatching(/^[\w-]{36}$/) as string,
        }),
      ]);
    }
  });
});

test("a sane request id of the client's is kept, and stands on every line of its connection", async () => {
  const { address, logs } = await openGateway();
  const { headers } = await knock(address, {
    "x-request-id": "mine",
    origin: "http://evil.example",
  });
  expect(headers.get("x-request-id")).toBe("mine");
  expect(logs).toContainEqual(
    expect.objectContaining({ event: "realtime.refused", request_id: "mine" }) as unknown,
  );
  const room = await openGateway();
  const client = await room.connect();
  await client.socket.emitWithAck("ping");
  client.socket.disconnect();
  await expect.poll(() => room.logs.length).toBeGreaterThanOrEqual(3);
  expect(room.logs.map(({ event }) => event)).toEqual([
    "realtime.connected",
    "realtime.ping",
    "realtime.disconnected",
  ]);
  expect(new Set(room.logs.map(({ request_id }) => request_id)).size).toBe(1);
  expect(room.logs[0]?.request_id).toMatch(/^[\w-]{36}$/);
  expect(new Set(room.logs.map(({ trace_id }) => trace_id)).size).toBe(1);
  expect(room.logs[0]?.trace_id).toMatch(/^[0-9a-f]{32}$/);
});

test("the client script is not served", async () => {
  const { address } = await openGateway();
  expect((await fetch(`${address}${realtimePath}/socket.io.js`)).status).not.toBe(200);
});

test("an owner has at most so many connections, and a closed one makes room", async () => {
  const room = await openGateway({ connectionsPerOwner: 2 });
  const first = await room.connect();
  await room.connect({ transports: ["polling"] });
  await expect(room.connect()).rejects.toMatchObject({ data: { code: "rate-limited" } });
  await room.connect({ owner: "owner-2" });
  first.socket.disconnect();
  await expect.poll(async () => room.measured("colophon_realtime_connections")).toBe(2);
  await room.connect();
});

test("a client has at most so many subscriptions, and an ended one makes room", async () => {
  const room = await openGateway({ subscriptionsPerClient: 2 });
  const ids = [];
  for (const n of [1, 2, 3]) ids.push(await room.novel({ n }));
  const [first, second, third] = ids as [string, string, string];
  const client = await room.connect();
  await client.subscribe({ novelId: first });
  await client.subscribe({ novelId: second });
  expect(await client.subscribe({ novelId: third })).toMatchObject({
    ok: false,
    code: "rate-limited",
  });
  expect(await client.subscribe({ novelId: second, afterSeq: 0 })).toMatchObject({ ok: true });
  await client.socket.emitWithAck("unsubscribe", { novelId: first });
  expect(await client.subscribe({ novelId: third })).toMatchObject({ ok: true });
});

test("a message beyond 16 kB closes the connection and nothing else", async () => {
  const room = await openGateway();
  const [big, other] = [await room.connect(), await room.connect()];
  big.socket.emit("subscribe", { novelId: "n".repeat(20_000) });
  await big.until((received) => received.some(({ name }) => name === "disconnected"));
  expect(await other.socket.emitWithAck("ping")).toMatchObject({ ok: true });
});

describe.each(transports)("a program's key over %s", (transport) => {
  const dial = (auth: Record<string, unknown>, owner: string | null = null) => ({
    auth,
    owner,
    transports: [transport],
  });

  test("names its owner, whose novels it may follow, and no other's", async () => {
    const room = await openGateway();
    const [own, foreign] = [await room.novel(), await room.novel({ n: 2, owner: "owner-2" })];
    const client = await room.connect(dial({ key: "reader" }));
    expect(await client.subscribe({ novelId: own })).toMatchObject({ ok: true });
    expect(await client.subscribe({ novelId: foreign })).toMatchObject({ code: "not-found" });
  });

  test("is refused when it is good for nothing, whatever cookie comes along, and counted", async () => {
    const room = await openGateway();
    const worthless: unknown[] = ["unknown", "", 7, null, { key: "reader" }, ["reader"]];
    for (const key of worthless)
      await expect(room.connect(dial({ key }, "owner-1"))).rejects.toMatchObject({
        data: { code: "unauthorized" },
      });
    expect(await room.measured("colophon_auth_failures_total")).toBe(worthless.length);
    expect(await room.measured("colophon_realtime_connections")).toBe(0);
  });

  test("is forbidden without the scope to read", async () => {
    const room = await openGateway();
    await expect(room.connect(dial({ key: "writer" }))).rejects.toMatchObject({
      data: { code: "forbidden" },
    });
  });
});

test("no browser guesses at what is polled, let in or refused", async () => {
  const { address } = await openGateway();
  for (const origin of ["http://own.example", "http://evil.example"]) {
    const answer = await knock(address, { origin });
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  }
});
