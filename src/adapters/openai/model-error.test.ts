import { describe, expect, test } from "vitest";
import {
  asked,
  chunk,
  errorOf,
  request,
  serve,
  stream,
  usual,
  type Handler,
} from "./chat-server.fixture.ts";
import { createOpenAiModel } from "./openai-model.ts";

describe("what is no answer", () => {
  test.each<[string, Handler, string]>([
    ["a stream that ends early", (_b, r) => stream(r, chunk("Half")), "unavailable"],
    ["a connection that breaks", (_b, r) => r.destroy(), "unavailable"],
    [
      "an HTML page with 200",
      (_b, r) => r.writeHead(200, { "content-type": "text/html" }).end("<html>busy</html>"),
      "unavailable",
    ],
    ["an empty body", (_b, r) => stream(r), "unavailable"],
    ["a content filter", (_b, r) => stream(r, chunk("Te", "content_filter")), "refused"],
    ["an endless answer", (_b, r) => stream(r, chunk("x".repeat(2_000))), "refused"],
    [
      "a redirect",
      (_b, r) => r.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
      "unavailable",
    ],
  ])("%s", async (_what, handle, kind) => {
    expect((await errorOf(handle)).error.kind).toBe(kind);
  });

  test("silence, before the first byte or after it, ends after the idle time", async () => {
    const bounds = { ...usual, idleMs: 50 };
    for (const first of ["", chunk("Half")]) {
      const { error } = await errorOf((_body, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(`${first}: \n\n`);
      }, bounds);
      expect(error).toMatchObject({ kind: "unavailable", message: "no byte for 0.05 s" });
    }
  });

  test("a stream that drips on ends after the whole time", async () => {
    const { error } = await errorOf(
      (_body, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        const drip = setInterval(() => response.write(chunk("x")), 10);
        response.once("close", () => {
          clearInterval(drip);
        });
      },
      { ...usual, totalMs: 100 },
    );
    expect(error).toMatchObject({ kind: "unavailable", message: "no end after 0.1 s" });
  });
});

test("a redirect is followed nowhere, neither with the prompt nor with the key", async () => {
  const elsewhere = await serve((_body, response) => stream(response, chunk("Text", "stop")));
  for (const status of [301, 302, 303, 307, 308]) {
    const location = `${elsewhere.baseUrl}/chat/completions`;
    const { error } = await errorOf((_b, response) =>
      response.writeHead(status, { location }).end(),
    );
    expect(error.kind).toBe("unavailable");
  }
  expect(elsewhere.bodies).toEqual([]);
});

test("what a server says of a failure is scrubbed: some repeat the key that they refuse", async () => {
  const { baseUrl } = await serve((_body, response) =>
    response.writeHead(401).end(JSON.stringify({ error: { message: "Incorrect key: k-Zq81" } })),
  );
  const scrub = (text: string) => text.replaceAll("k-Zq81", "[redacted]");
  const model = createOpenAiModel({ apiKey: () => "k-Zq81", baseUrl, bounds: usual, scrub });
  await expect(model.stream(request, asked)).rejects.toMatchObject({
    message: "the model's server answered 401",
    said: "401 Incorrect key: [redacted]",
    told: "the model's server answered 401: 401 Incorrect key: [redacted]",
  });
});

describe("the kinds of failure", () => {
  test.each([
    [400, "refused"],
    [401, "unauthorized"],
    [402, "unauthorized"],
    [403, "unauthorized"],
    [404, "unauthorized"],
    [408, "unavailable"],
    [422, "refused"],
    [429, "unavailable"],
    [500, "unavailable"],
    [503, "unavailable"],
  ])("status %i is %s", async (status, kind) => {
    const { error } = await errorOf((_body, response) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "no", code: null } }));
    });
    expect(error.kind).toBe(kind);
  });

  test.each([403, 404])(
    "status %i without a JSON error is a proxy's or a restarting server's, not an answer about the key or model",
    async (status) => {
      const { error, health } = await errorOf((_body, response) => {
        response.writeHead(status, { "content-type": "text/html" }).end("<html>no</html>");
      });
      expect(error.kind).toBe("unavailable");
      expect(health).toBe("degraded");
    },
  );

  test.each([
    [{ code: "context_length_exceeded" }, "refused"],
    [{ code: null, type: "invalid_request_error" }, "refused"],
    [{ code: "content_policy_violation", type: "server_error" }, "refused"],
    [{ code: "insufficient_quota", type: "insufficient_quota" }, "unauthorized"],
    [{ code: "invalid_api_key", type: "invalid_request_error" }, "unauthorized"],
    [{ code: null, type: "server_error" }, "unavailable"],
    [{ code: 502 }, "unavailable"],
    [{}, "unavailable"],
  ])("an error inside the stream with %j is %s", async (fields, kind) => {
    const { error } = await errorOf((_body, response) => {
      const event = JSON.stringify({ error: { message: "no", ...fields } });
      stream(response, chunk("Half"), `data: ${event}\n\n`);
    });
    expect(error.kind).toBe(kind);
  });

  test("a 429 for want of quota is no matter of waiting", async () => {
    const { error, health } = await errorOf((_body, response) => {
      response.writeHead(429, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "no", code: "insufficient_quota" } }));
    });
    expect(error.kind).toBe("unauthorized");
    expect(health).toBe("down");
  });

  test.each([
    ["7", 7_000],
    ["0", 0],
    ["soon", null],
  ])("Retry-After %s is %s ms", async (header, ms) => {
    const { error, health } = await errorOf((_body, response) => {
      response.writeHead(429, { "retry-after": header }).end("{}");
    });
    expect(error.retryAfterMs).toBe(ms);
    expect(health).toBe("degraded");
  });
});

describe("the prompt had gone out, and may be charged,", () => {
  const silent = { ...usual, idleMs: 50 };

  test.each<[string, Handler]>([
    ["when the server says nothing", () => undefined],
    ["when the connection breaks", (_b, r) => r.destroy()],
    ["when the stream ends early", (_b, r) => stream(r)],
    [
      "when it stalls",
      (_b, r) => r.writeHead(200, { "content-type": "text/event-stream" }).write(": \n\n"),
    ],
    ["when the content filter stops it", (_b, r) => stream(r, chunk("", "content_filter"))],
    [
      "when an error comes inside the stream",
      (_b, r) => stream(r, 'data: {"error":{"message":"no"}}\n\n'),
    ],
  ])("%s", async (_when, handle) => {
    expect((await errorOf(handle, silent)).error.promptSent).toBe(true);
  });

  test("when we stop the call", async () => {
    const stop = new AbortController();
    const { baseUrl } = await serve(() => {
      stop.abort();
    });
    const model = createOpenAiModel({ apiKey: () => "key", baseUrl, bounds: usual });
    const answer = model.stream(request, { ...asked, signal: stop.signal });
    await expect(answer).rejects.toMatchObject({ kind: "aborted", promptSent: true });
  });

  test.each([400, 429, 500])("but not where status %i refuses it", async (status) => {
    const { error } = await errorOf((_body, response) => response.writeHead(status).end("{}"));
    expect(error.promptSent).toBe(false);
  });

  test("nor where nobody listens, or the call never began", async () => {
    const bounds = usual;
    const nobody = createOpenAiModel({
      apiKey: () => "key",
      baseUrl: "http://127.0.0.1:1/v1",
      bounds,
    });
    const refused = { kind: "unavailable", promptSent: false };
    await expect(nobody.stream(request, asked)).rejects.toMatchObject(refused);
    const signal = AbortSignal.abort();
    const stopped = { kind: "aborted", promptSent: false };
    await expect(nobody.stream(request, { ...asked, signal })).rejects.toMatchObject(stopped);
  });
});
