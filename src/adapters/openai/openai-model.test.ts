import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ModelError, type ModelRequest } from "#/ports/language-model.ts";
import { createOpenAiModel } from "./openai-model.ts";

const closers: (() => unknown)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Handler = (
  body: Record<string, unknown>,
  response: ServerResponse,
  request: IncomingMessage,
) => void;

/** A bare server on loopback that hands each request's body to `handle`. */
async function serve(handle: Handler) {
  const bodies: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    request.on("end", () => {
      const body = JSON.parse(text) as Record<string, unknown>;
      bodies.push(body);
      handle(body, response, request);
    });
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, bodies };
}

const chunk = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;

const usage = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } })}\n\n`;

const stream = (response: ServerResponse, ...parts: string[]) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(parts.join(""));
};

const request: ModelRequest = {
  model: "m",
  baseUrl: null,
  messages: [
    { role: "system", content: "You write." },
    { role: "user", content: "Write." },
  ],
  maxOutputTokens: 100,
  temperature: null,
  schema: null,
};

const usual = { idleMs: 5_000, totalMs: 5_000, maxBytes: 1_000, concurrency: 8 };

const asked = { signal: new AbortController().signal, onText: () => undefined };

async function errorOf(handle: Handler, bounds = usual) {
  const { baseUrl } = await serve(handle);
  const model = createOpenAiModel({ apiKey: "key", baseUrl, bounds });
  const error: unknown = await model.stream(request, asked).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelError);
  return { error: error as ModelError, health: await model.health() };
}

describe("a whole answer", () => {
  test("comes with its text, finish reason, usage and times, piece by piece", async () => {
    const { baseUrl, bodies } = await serve((_body, response) => {
      stream(
        response,
        chunk("Once "),
        chunk("upon."),
        chunk("", "stop"),
        usage,
        "data: [DONE]\n\n",
      );
    });
    const pieces: string[] = [];
    const answer = await createOpenAiModel({ apiKey: null, baseUrl, bounds: usual }).stream(
      request,
      {
        ...asked,
        onText: (piece) => pieces.push(piece),
      },
    );
    expect(answer).toMatchObject({
      text: "Once upon.",
      finishReason: "stop",
      inputTokens: 7,
      outputTokens: 3,
    });
    expect(answer.durationMs).toBeGreaterThanOrEqual(answer.firstTokenMs ?? Infinity);
    expect(pieces).toEqual(["Once ", "upon."]);
    expect(bodies[0]).toMatchObject({ stream: true, max_tokens: 100 });
    expect(bodies[0]).not.toHaveProperty("temperature");
    expect(bodies[0]).not.toHaveProperty("response_format");
  });

  test("without usage has null for its tokens", async () => {
    const { baseUrl } = await serve((_body, response) => {
      stream(response, chunk("Text.", "stop"), "data: [DONE]\n\n");
    });
    const answer = await createOpenAiModel({ apiKey: null, baseUrl, bounds: usual }).stream(
      request,
      asked,
    );
    expect(answer).toMatchObject({ inputTokens: null, outputTokens: null });
  });

  test("that hit max_tokens says so: whether it can be used is not decided here", async () => {
    const { baseUrl } = await serve((_body, response) => {
      stream(response, chunk("Text", "length"), "data: [DONE]\n\n");
    });
    const answer = await createOpenAiModel({ apiKey: null, baseUrl, bounds: usual }).stream(
      request,
      asked,
    );
    expect(answer.finishReason).toBe("length");
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ["the connection breaks", (response) => response.destroy()],
    [
      "the provider reports an error",
      (response) => response.end(`data: ${JSON.stringify({ error: { message: "no usage" } })}\n\n`),
    ],
    ["nothing more comes", () => undefined],
  ])("counts although, after its finish reason, %s", async (_what, spoil) => {
    const { baseUrl } = await serve((_body, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(chunk("Whole.", "stop"), () => {
        setImmediate(spoil, response);
      });
    });
    const bounds = { ...usual, idleMs: 100 };
    const model = createOpenAiModel({ apiKey: null, baseUrl, bounds });
    expect(await model.stream(request, asked)).toMatchObject({
      text: "Whole.",
      finishReason: "stop",
      inputTokens: null,
    });
  });
});

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

describe("a body that never becomes an answer is read so far and no further", () => {
  /** Sends `piece` again and again; says how many bytes went out before the connection closed. */
  async function pour(status: number, piece: string) {
    let sent = 0;
    const closed = Promise.withResolvers<void>();
    const { error } = await errorOf((_body, response) => {
      response.writeHead(status, { "content-type": "text/event-stream" });
      response.once("close", closed.resolve);
      const write = () => {
        while (!response.destroyed && sent < 50_000_000) {
          sent += piece.length;
          if (!response.write(piece)) {
            response.once("drain", write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    await closed.promise;
    return { error, sent };
  }

  const block = "x".repeat(100_000);

  test.each([
    ["a line without end", 200, block, "refused"],
    ["an event without end", 200, `data: ${block}\r\n`, "refused"],
    ["the body of an error", 503, `${block}\n\n`, "unavailable"],
  ])("%s", async (_what, status, piece, kind) => {
    const { error, sent } = await pour(status, piece);
    expect(error.kind).toBe(kind);
    expect(sent).toBeLessThan(10_000_000);
  });

  test("but a long stream of small events is no such body", async () => {
    const { baseUrl } = await serve((_body, response) => {
      stream(response, `: ${"x".repeat(1_000)}\r\n\r\n`.repeat(2_000), chunk("Text.", "stop"));
    });
    const model = createOpenAiModel({ apiKey: null, baseUrl, bounds: usual });
    expect((await model.stream(request, asked)).text).toBe("Text.");
  });
});

test("a request can name another endpoint, which learns its own ways", async () => {
  const here = await serve((_body, response) => {
    stream(response, chunk("here", "stop"));
  });
  const there = await serve((_body, response) => {
    response.writeHead(503).end();
  });
  const model = createOpenAiModel({ apiKey: null, baseUrl: here.baseUrl, bounds: usual });
  await expect(model.stream({ ...request, baseUrl: there.baseUrl }, asked)).rejects.toMatchObject({
    kind: "unavailable",
  });
  expect(await model.health()).toBe("degraded");
  expect((await model.stream(request, asked)).text).toBe("here");
  expect([here.bodies.length, there.bodies.length]).toEqual([1, 1]);
});

test("our own stop is told from the provider's failure", async () => {
  const { baseUrl } = await serve((_body, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(chunk("Half"));
  });
  const stop = new AbortController();
  const answer = createOpenAiModel({ apiKey: null, baseUrl, bounds: usual }).stream(request, {
    signal: stop.signal,
    onText: () => {
      stop.abort();
    },
  });
  await expect(answer).rejects.toMatchObject({ kind: "aborted" });
});

describe("calls at once", () => {
  const held = async () => {
    const responses: ServerResponse[] = [];
    const { baseUrl, bodies } = await serve((_body, response) => responses.push(response));
    const model = createOpenAiModel({
      apiKey: null,
      baseUrl,
      bounds: { ...usual, concurrency: 1 },
    });
    const answer = async () => {
      await expect.poll(() => responses.length).toBeGreaterThan(0);
      stream(responses.splice(0)[0] as ServerResponse, chunk("Text.", "stop"));
    };
    return { model, bodies, answer };
  };

  test("a call that waits for another is let go at once when it is stopped", async () => {
    const { model, bodies, answer } = await held();
    const stop = new AbortController();
    const mayStart = vi.fn();
    const first = model.stream(request, asked);
    const second = model.stream(request, { ...asked, signal: stop.signal, mayStart });
    stop.abort();
    await expect(second).rejects.toMatchObject({ kind: "aborted" });
    await answer();
    expect((await first).text).toBe("Text.");
    expect(mayStart).not.toHaveBeenCalled();
    expect(bodies).toHaveLength(1);
  });

  test("`mayStart` is asked when a slot is had, and its error is passed on as it is", async () => {
    const { model, bodies, answer } = await held();
    const drain = new Error("draining");
    let draining = false;
    const mayStart = vi.fn(() => {
      if (draining) throw drain;
    });
    const first = model.stream(request, { ...asked, mayStart });
    const second = model.stream(request, { ...asked, mayStart });
    await expect.poll(() => bodies.length).toBe(1);
    expect(mayStart).toHaveBeenCalledTimes(1);
    draining = true;
    await answer();
    await first;
    await expect(second).rejects.toBe(drain);
    expect(bodies).toHaveLength(1);
    expect(await model.health()).toBe("ok");
  });
});

describe("JSON is asked for", () => {
  const schema = { name: "thing", schema: { type: "object" } };
  const formatOf = (body: Record<string, unknown>) =>
    (body["response_format"] as { type: string } | undefined)?.type;

  test("by json_schema; a server that refuses it is asked in words, and not again in vain", async () => {
    const { baseUrl, bodies } = await serve((body, response) => {
      if (formatOf(body) === undefined) {
        stream(response, chunk("{}", "stop"));
        return;
      }
      response.writeHead(400, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "response_format is not supported" } }));
    });
    const model = createOpenAiModel({ apiKey: null, baseUrl, bounds: usual });
    await model.stream({ ...request, schema }, asked);
    await model.stream({ ...request, schema }, asked);
    expect(bodies.map(formatOf)).toEqual(["json_schema", "json_object", undefined, undefined]);
    expect(bodies[0]).toMatchObject({
      response_format: { json_schema: { ...schema, strict: true } },
    });
    expect(JSON.stringify(bodies[3])).toContain('schema named \\"thing\\"');
  });

  const refuse = (response: ServerResponse, message: string) => {
    response.writeHead(400, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message } }));
  };

  test.each([
    "Invalid schema for response_format 'thing': In context=(), 'minLength' is not permitted.",
    "invalid_json_schema: required is missing for json_schema",
    "The provided JSON schema contains features not supported by structured outputs",
  ])("and a schema that is refused weakens that request alone: %s", async (message) => {
    const bad = { name: "bad", schema: { type: "nothing" } };
    const { baseUrl, bodies } = await serve((body, response) => {
      if (formatOf(body) === "json_schema" && JSON.stringify(body).includes("nothing"))
        refuse(response, message);
      else stream(response, chunk("{}", "stop"));
    });
    const model = createOpenAiModel({ apiKey: null, baseUrl, bounds: usual });
    await model.stream({ ...request, schema: bad }, asked);
    await model.stream({ ...request, schema }, asked);
    expect(bodies.map(formatOf)).toEqual(["json_schema", "json_object", "json_schema"]);
  });

  test("within one whole time over all the tries", async () => {
    const { baseUrl, bodies } = await serve((_body, response) => {
      setTimeout(refuse, 600, response, "response_format is not supported");
    });
    const bounds = { ...usual, totalMs: 1_000 };
    const model = createOpenAiModel({ apiKey: null, baseUrl, bounds });
    await expect(model.stream({ ...request, schema }, asked)).rejects.toMatchObject({
      kind: "unavailable",
      message: "no end after 1 s",
    });
    expect(bodies).toHaveLength(2);
  });

  test("and any other refusal stays one", async () => {
    const { baseUrl, bodies } = await serve((_body, response) => {
      response.writeHead(400, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "context length exceeded" } }));
    });
    const model = createOpenAiModel({ apiKey: null, baseUrl, bounds: usual });
    await expect(model.stream({ ...request, schema }, asked)).rejects.toMatchObject({
      kind: "refused",
    });
    expect(bodies).toHaveLength(1);
  });
});
