import type { ServerResponse } from "node:http";
import { describe, expect, test, vi } from "vitest";
import { asked, chunk, request, serve, stream, usage, usual } from "./chat-server.fixture.ts";
import { createOpenAiModel } from "./openai-model.ts";

test("a model is offered no tools: it can do nothing but write", async () => {
  const { baseUrl, bodies } = await serve((_body, response) => {
    stream(response, chunk("Once upon.", "stop"), usage);
  });
  await createOpenAiModel({ apiKey: () => null, baseUrl, bounds: usual }).stream(request, asked);
  const known = ["model", "messages", "max_tokens", "stream", "stream_options", "response_format"];
  expect(Object.keys(bodies[0] ?? {}).filter((field) => !known.includes(field))).toEqual([]);
});

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
    const answer = await createOpenAiModel({ apiKey: () => null, baseUrl, bounds: usual }).stream(
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
    const answer = await createOpenAiModel({ apiKey: () => null, baseUrl, bounds: usual }).stream(
      request,
      asked,
    );
    expect(answer).toMatchObject({ inputTokens: null, outputTokens: null });
  });

  test("that hit max_tokens says so: whether it can be used is not decided here", async () => {
    const { baseUrl } = await serve((_body, response) => {
      stream(response, chunk("Text", "length"), "data: [DONE]\n\n");
    });
    const answer = await createOpenAiModel({ apiKey: () => null, baseUrl, bounds: usual }).stream(
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
    const bounds = { ...usual, idleMs: 1_000 };
    const model = createOpenAiModel({ apiKey: () => null, baseUrl, bounds });
    expect(await model.stream(request, asked)).toMatchObject({
      text: "Whole.",
      finishReason: "stop",
      inputTokens: null,
    });
  });
});

test("a request can name another endpoint, which learns its own ways", async () => {
  const here = await serve((_body, response) => {
    stream(response, chunk("here", "stop"));
  });
  const there = await serve((_body, response) => {
    response.writeHead(503).end();
  });
  const model = createOpenAiModel({ apiKey: () => null, baseUrl: here.baseUrl, bounds: usual });
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
  const answer = createOpenAiModel({ apiKey: () => null, baseUrl, bounds: usual }).stream(request, {
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
      apiKey: () => null,
      baseUrl,
      bounds: { ...usual, concurrency: 1 },
    });
    const answer = async () => {
      await expect.poll(() => responses.length).toBeGreaterThan(0);
      for (const response of responses.splice(0)) stream(response, chunk("Text.", "stop"));
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
  const unsupported = { kind: "unsupported", promptSent: false };
  const formatOf = (body: Record<string, unknown>) =>
    (body["response_format"] as { type: string } | undefined)?.type;

  test("by json_schema; a server that refuses it is asked in words in the end, in one request a call, and not again in vain", async () => {
    const { baseUrl, bodies } = await serve((body, response) => {
      if (formatOf(body) === undefined) {
        stream(response, chunk("{}", "stop"));
        return;
      }
      response.writeHead(400, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "response_format is not supported" } }));
    });
    const model = createOpenAiModel({ apiKey: () => null, baseUrl, bounds: usual });
    const call = () => model.stream({ ...request, schema }, asked);
    await expect(call()).rejects.toMatchObject(unsupported);
    await expect(call()).rejects.toMatchObject(unsupported);
    await call();
    await call();
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
  ])("and a schema that is refused weakens its own requests alone: %s", async (message) => {
    const bad = { name: "bad", schema: { type: "nothing" } };
    const { baseUrl, bodies } = await serve((body, response) => {
      if (formatOf(body) === "json_schema" && JSON.stringify(body).includes("nothing"))
        refuse(response, message);
      else stream(response, chunk("{}", "stop"));
    });
    const model = createOpenAiModel({ apiKey: () => null, baseUrl, bounds: usual });
    const badly = model.stream({ ...request, schema: bad }, asked);
    await expect(badly).rejects.toMatchObject(unsupported);
    await model.stream({ ...request, schema: bad }, asked);
    await model.stream({ ...request, schema }, asked);
    expect(bodies.map(formatOf)).toEqual(["json_schema", "json_object", "json_schema"]);
  });

  test("and any other refusal stays one", async () => {
    const { baseUrl, bodies } = await serve((_body, response) => {
      response.writeHead(400, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "context length exceeded" } }));
    });
    const model = createOpenAiModel({ apiKey: () => null, baseUrl, bounds: usual });
    await expect(model.stream({ ...request, schema }, asked)).rejects.toMatchObject({
      kind: "refused",
    });
    expect(bodies).toHaveLength(1);
  });
});
