import { once } from "node:events";
import { type IncomingMessage, type RequestOptions, createServer, request } from "node:http";
import { request as tlsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { problem } from "#/contract/problem.ts";
import { sentHeaders } from "#scripts/security-headers-reference.ts";
import { type RunningProxy, noProxy, startProxy } from "./start-proxy.ts";

let proxy: RunningProxy | undefined;

/** What an API process is told of a request. */
interface Told {
  process: number;
  headers: Record<string, string>;
}

const apis = [1, 2].map((process) =>
  createServer(({ url, headers, socket }, response) => {
    if (url === "/dies") socket.destroy();
    else if (url !== "/hangs") response.end(JSON.stringify({ process, headers }));
  }).on("upgrade", ({ headers }, socket) => {
    const answer = ["HTTP/1.1 101 Switching Protocols", "Connection: upgrade"];
    socket.end([...answer, `Upgrade: ${headers.upgrade}`, "", ""].join("\r\n"));
  }),
);

beforeAll(async () => {
  if (noProxy !== undefined) return;
  const listen = async (api: (typeof apis)[number]) => {
    await once(api.listen(0, "127.0.0.1"), "listening");
    return (api.address() as AddressInfo).port;
  };
  proxy = await startProxy(await Promise.all(apis.map(listen)));
});

afterAll(async () => {
  await proxy?.close();
  for (const api of apis) {
    api.closeAllConnections();
    api.close();
  }
});

beforeEach(({ skip }) => {
  if (noProxy !== undefined) skip(noProxy);
});

function send(path: string, options: RequestOptions = {}) {
  return tlsRequest({
    host: "127.0.0.1",
    port: proxy?.tlsPort,
    path,
    agent: false,
    // The certificate was made a moment ago, by nobody.
    rejectUnauthorized: false,
    ...options,
  });
}

async function ask(path: string, options: RequestOptions = {}): Promise<IncomingMessage> {
  const [response] = (await once(send(path, options).end(), "response")) as [IncomingMessage];
  return response;
}

async function told(path: string, headers: Record<string, string> = {}): Promise<Told> {
  return JSON.parse(await text(await ask(path, { headers }))) as Told;
}

test("what a caller says of itself does not reach the API", async () => {
  const { headers } = await told("/api/novel", {
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-proto": "http",
    "x-forwarded-host": "elsewhere.example",
    forwarded: "for=203.0.113.7",
  });
  expect(headers).toMatchObject({
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-proto": "https",
  });
  expect(headers).not.toHaveProperty("x-forwarded-host");
  expect(headers).not.toHaveProperty("forwarded");
});

test("the host that was asked for is passed on with its port, which an origin is compared with", async () => {
  const { headers } = await told("/", { host: "books.example:8443" });
  expect(headers["host"]).toBe("books.example:8443");
});

test("requests go to every process, those of one caller's socket to the same one", async () => {
  const processes = async (path: string) => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => told(path)));
    return new Set(answers.map((answer) => answer.process)).size;
  };
  expect(await processes("/api/novel")).toBe(2);
  expect(await processes("/ws/?EIO=4&transport=polling")).toBe(1);
});

test("a WebSocket's upgrade is passed on", async () => {
  const sent = tlsRequest({
    host: "127.0.0.1",
    port: proxy?.tlsPort,
    path: "/ws/?EIO=4&transport=websocket",
    rejectUnauthorized: false,
    headers: { connection: "Upgrade", upgrade: "websocket" },
  }).end();
  const [response, socket] = (await once(sent, "upgrade")) as [
    IncomingMessage,
    { destroy(): void },
  ];
  expect(response.statusCode).toBe(101);
  socket.destroy();
});

test("metrics are not to be had through it", async () => {
  const response = await ask("/metrics", { headers: { authorization: "Bearer token" } });
  expect(response.statusCode).toBe(404);
});

describe("in the clear", () => {
  interface Sent {
    method?: string;
    headers?: Record<string, string>;
    body?: string;
  }
  const plain = async ({ body, headers, method }: Sent) => {
    const asked = request({
      host: "127.0.0.1",
      port: proxy?.plainPort,
      path: "/novels?a=b",
      agent: false,
      headers: { host: "books.example", ...headers },
      method,
    }).end(body);
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    return { response, to: response.headers.location, words: await text(response) };
  };

  test.each(["GET", "HEAD"])("a %s that shows nothing is sent to TLS", async (method) => {
    const { response, to } = await plain({ method });
    expect([response.statusCode, to]).toEqual([308, "https://books.example/novels?a=b"]);
    const nothing = await plain({ method, headers: { "content-length": "0" } });
    expect(nothing.response.statusCode).toBe(308);
  });

  test.each<[string, Sent]>([
    ["would change something", { method: "POST" }],
    ["would ask what may be changed", { method: "OPTIONS" }],
    ["shows a cookie", { headers: { cookie: "colophon_session=v1" } }],
    ["shows one and asks for headers alone", { method: "HEAD", headers: { cookie: "a=b" } }],
    ["shows a key", { headers: { authorization: "Bearer a-key" } }],
    ["brings a body", { body: "body", headers: { "content-length": "4" } }],
    ["brings a body in pieces", { body: "body", headers: { "transfer-encoding": "chunked" } }],
  ])("what %s is refused", async (_what, sent) => {
    const { response, to, words } = await plain(sent);
    expect([response.statusCode, to]).toEqual([403, undefined]);
    expect(response.headers["content-type"]).toBe("application/problem+json");
    // The answer to HEAD has none.
    const said = words === "" ? "https-required" : problem.parse(JSON.parse(words)).code;
    expect(said).toBe("https-required");
  });
});

test("a body goes on as it comes, so that a process bounds how long all of it takes", async () => {
  const sent = send("/upload", { method: "POST", headers: { "content-length": 1_000_000 } });
  sent.on("error", () => undefined);
  sent.write("the beginning");
  // An API that has it all answers; one that has the beginning does so too.
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  sent.destroy();
});

test("one address has at most 100 requests under way, and keeps no other from its own", async () => {
  const held = Array.from({ length: 130 }, () => send("/hangs", { localAddress: "127.0.0.9" }));
  const refused: number[] = [];
  for (const sent of held)
    sent
      .on("response", ({ statusCode = 0 }) => refused.push(statusCode))
      .on("error", () => undefined)
      .end();
  await expect.poll(() => refused).toEqual(Array.from({ length: 30 }, () => 429));
  expect((await ask("/", { localAddress: "127.0.0.10" })).statusCode).toBe(200);
  for (const sent of held) sent.destroy();
});

test("what it answers itself says why as problem details, with the headers of every other answer", async () => {
  const headers = { "x-request-id": "mine" };
  const answers: [string, RequestOptions, number, string][] = [
    ["/metrics", {}, 404, "not-found"],
    [
      "/",
      { method: "POST", headers: { ...headers, "content-length": 3e6 } },
      413,
      "payload-too-large",
    ],
    ["/", { headers: { ...headers, cookie: "a".repeat(40_000) } }, 431, "invalid-input"],
    ["/%", {}, 400, "invalid-input"],
    // The last, since for ten seconds no process is asked that has failed.
    ["/dies", {}, 502, "internal"],
  ];
  const wasRead = (status: number) => status !== 400 && status !== 431;
  for (const [path, options, status, code] of answers) {
    const response = await ask(path, { headers, ...options });
    expect([path, response.statusCode]).toEqual([path, status]);
    expect(response.headers["content-type"]).toBe("application/problem+json");
    expect(response.headers["x-request-id"]).toMatch(wasRead(status) ? /^mine$/ : /^[\w-]{4,}$/);
    expect(response.headers["cache-control"]).toBe("no-store");
    expect(response.headers["retry-after"]).toBe(status === 502 ? "5" : undefined);
    for (const [name, value] of sentHeaders())
      expect([name, response.headers[name.toLowerCase()]]).toEqual([name, value]);
    const traceresponse = String(response.headers["traceresponse"]);
    expect(traceresponse).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    const [, traceId] = traceresponse.split("-");
    expect(problem.parse(JSON.parse(await text(response)))).toMatchObject({
      status,
      code,
      traceId,
    });
  }
});
