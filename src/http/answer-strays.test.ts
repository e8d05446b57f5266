import { connect } from "node:net";
import { expect, it } from "vitest";
import { eventually } from "#test/harness/eventually.ts";
import { sendBytes } from "#test/harness/send-bytes.ts";
import { listSecurityHeaders } from "./middleware/security-headers/list-security-headers.ts";
import { serveApp } from "./served-app.fixture.ts";

it.each([
  ["what is no HTTP", "one two three\r\n\r\n", 400, "HPE_INVALID_METHOD"],
  [
    "a header that is too large",
    `GET / HTTP/1.1\r\nx: ${"y".repeat(20_000)}\r\n\r\n`,
    431,
    "HPE_HEADER_OVERFLOW",
  ],
  [
    "two lengths at once",
    "POST /api/novel HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
    400,
    "HPE_INVALID_TRANSFER_ENCODING",
  ],
])(
  "%s is answered as a problem with a request id, and told of in one line",
  async (_what, bytes, status, reason) => {
    const { url, logs, deps } = await serveApp();
    logs.length = 0;
    const [head = "", text = ""] = (await sendBytes(url, bytes)).split("\r\n\r\n");
    const problem = JSON.parse(text) as { requestId: string; traceId: string };
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain("content-type: application/problem+json");
    expect(head).toContain(`x-request-id: ${problem.requestId}`);
    expect(head).toMatch(/^traceresponse: 00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]$/m);
    expect(head).toContain(`traceresponse: 00-${problem.traceId}-`);
    expect(problem).toMatchObject({ status, code: "invalid-input" });
    expect(logs).toEqual([
      expect.objectContaining({
        level: "info",
        event: "http.refused",
        msg: "request",
        method: "unparsed",
        route: "unparsed",
        status,
        reason,
        bytes: text.length,
        aborted: false,
        request_id: problem.requestId,
      }),
    ]);
    const { values } = await deps.metrics.httpRequestDuration.get();
    expect(values).toContainEqual(
      expect.objectContaining({
        labels: { method: "unparsed", route: "unparsed", status },
        value: 1,
      }),
    );
  },
);

it.each([
  ["an upgrade to anything but our sockets", "GET /other", "upgrade: websocket", 404],
  ["an upgrade to what only begins like our sockets", "GET /wsfoo", "upgrade: websocket", 404],
  ["an upgrade to our sockets without the slash", "GET /ws?EIO=4", "upgrade: websocket", 404],
  ["an upgrade to HTTP/2", "GET /health", "upgrade: h2c", 200],
  ["an upgrade of what is no GET", "POST /ws/", "upgrade: websocket", 404],
])(
  "%s is answered as the request that it is, under the caller's request id",
  async (_what, asked, header, status) => {
    const { url, logs } = await serveApp();
    logs.length = 0;
    const answer = await sendBytes(
      url,
      `${asked} HTTP/1.1\r\nhost: x\r\nconnection: upgrade, close\r\n${header}\r\nx-request-id: mine\r\n\r\n`,
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/^x-request-id: mine$/m);
    expect(answer).toMatch(/^traceresponse: /m);
    expect(logs).toMatchObject([{ msg: "request", status, request_id: "mine" }]);
  },
);

it("an expectation that nobody knows is passed over, and the request answered", async () => {
  const { url, logs } = await serveApp();
  logs.length = 0;
  const answer = await sendBytes(
    url,
    "GET /health HTTP/1.1\r\nhost: x\r\nexpect: nonsense\r\nconnection: close\r\nx-request-id: mine\r\n\r\n",
  );
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
  expect(answer).toMatch(/^x-request-id: mine$/m);
  expect(logs).toMatchObject([{ msg: "request", status: 200, request_id: "mine" }]);
});

it("a request that names no host is refused as a problem with a line, and its connection ended", async () => {
  const { url, logs } = await serveApp();
  logs.length = 0;
  const [head = "", text = ""] = (
    await sendBytes(url, "GET /health HTTP/1.1\r\nx-request-id: mine\r\n\r\n")
  ).split("\r\n\r\n");
  expect(head).toMatch(/^HTTP\/1.1 400 /);
  expect(head).toMatch(/^traceresponse: /m);
  expect(JSON.parse(text)).toMatchObject({ code: "invalid-input", requestId: "mine" });
  expect(logs).toMatchObject([{ event: "http.request", status: 400, request_id: "mine" }]);
  expect(await sendBytes(url, "GET /health HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1.1 200 /);
});

it("whoever takes us for a proxy is refused as a problem with a line and an observation", async () => {
  const { url, logs, deps } = await serveApp();
  logs.length = 0;
  const [head = "", text = ""] = (
    await sendBytes(url, "CONNECT a.example:443 HTTP/1.1\r\nhost: x\r\nx-request-id: mine\r\n\r\n")
  ).split("\r\n\r\n");
  expect(head).toMatch(/^HTTP\/1.1 405 /);
  expect(head).toMatch(/^allow: $/m);
  expect(head).toMatch(/^x-request-id: mine$/m);
  expect(head).toMatch(/^traceresponse: /m);
  expect(JSON.parse(text)).toMatchObject({ code: "method-not-allowed", requestId: "mine" });
  expect(logs).toMatchObject([
    { event: "http.refused", method: "CONNECT", route: "unmatched", reason: "connect" },
  ]);
  const { values } = await deps.metrics.httpRequestDuration.get();
  expect(values).toContainEqual(
    expect.objectContaining({
      labels: { method: "other", route: "unmatched", status: 405 },
      value: 1,
    }),
  );
});

it("what is refused before it is a request carries the security headers of every other answer", async () => {
  const { url } = await serveApp();
  for (const bytes of [
    "one two three\r\n\r\n",
    "CONNECT a.example:443 HTTP/1.1\r\nhost: x\r\n\r\n",
  ]) {
    const answer = await sendBytes(url, bytes);
    for (const [name, value] of Object.entries(listSecurityHeaders({ secure: false })))
      expect(answer).toContain(`\r\n${name}: ${value}\r\n`);
  }
});

it("a request whose body breaks off makes one line, and so does one whose body cannot be read", async () => {
  const { url, logs } = await serveApp();
  logs.length = 0;
  const start =
    "POST /api/novel HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
  await sendBytes(url, `${start}5\r\n{"a":\r\nzz\r\n`);
  await eventually(() => expect(logs.filter(({ msg }) => msg === "request")).toHaveLength(1));
  expect(logs[0]).toMatchObject({ event: "http.request", route: "/api/novel" });
});

it("tells once of a request that was answered before its body had come, and whose sender then left", async () => {
  const { url, logs } = await serveApp();
  logs.length = 0;
  const { port } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("error", () => {});
  socket.write("POST /nowhere HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
  await new Promise((resolve) => socket.once("data", resolve));
  socket.end();
  await eventually(() => expect(socket.destroyed).toBe(true));
  expect(logs.map(({ event }) => event)).toEqual(["http.request"]);
});
