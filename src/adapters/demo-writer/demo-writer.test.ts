import OpenAI from "openai";
import { afterAll, describe, expect, test } from "vitest";
import { countWords } from "#/contract/words.ts";
import { lighthouse, userMessage } from "./demo-book.fixture.ts";
import { startDemoWriter } from "./demo-writer.ts";

const demo = await startDemoWriter({ port: 0, wordsPerSecond: 0 });
afterAll(demo.close);

const clientOf = ({ baseUrl }: { baseUrl: string }) =>
  new OpenAI({ apiKey: "none", baseURL: baseUrl, maxRetries: 0 });
const client = clientOf(demo);
const { model } = demo;

const messages = [
  { role: "system" as const, content: "You are an accomplished novelist." },
  { role: "user" as const, content: userMessage({ ...lighthouse, words: "200" }) },
];
const analysisFormat = {
  type: "json_schema" as const,
  json_schema: { name: "premise_analysis", schema: {}, strict: true },
};

describe("a chat completion", () => {
  test("comes in one piece, with a finish, usage and the words asked for", async () => {
    const answer = await client.chat.completions.create({ model, messages });
    const [choice] = answer.choices;
    expect(choice?.finish_reason).toBe("stop");
    expect(countWords(choice?.message.content ?? "")).toBeGreaterThan(190);
    const { prompt_tokens = 0, completion_tokens = 0, total_tokens } = answer.usage ?? {};
    expect(completion_tokens).toBeGreaterThan(200);
    expect(total_tokens).toBe(prompt_tokens + completion_tokens);
    expect(answer.model).toBe("demo-writer");
  });

  test("streams the same text, with usage in a last chunk of its own when that is asked for", async () => {
    const whole = await client.chat.completions.create({ model, messages });
    const stream = await client.chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    const finishes: unknown[] = [];
    let last;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      finishes.push(...chunk.choices.map(({ finish_reason }) => finish_reason));
      last = chunk;
    }
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(finishes.filter(Boolean)).toEqual(["stop"]);
    expect(last?.choices).toEqual([]);
    expect(last?.usage).toEqual(whole.usage);
  });

  test("sends no usage chunk unasked", async () => {
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    for await (const chunk of stream) expect(chunk.choices).toHaveLength(1);
  });

  test.each(["max_tokens", "max_completion_tokens"])("ends at %s, and says so", async (limit) => {
    const answer = await client.chat.completions.create({ model, messages, [limit]: 20 });
    expect(answer.choices[0]?.finish_reason).toBe("length");
    expect(answer.usage?.completion_tokens).toBe(20);
  });

  test("is JSON after a schema it knows by name", async () => {
    const answer = await client.chat.completions.create({
      model,
      messages,
      response_format: analysisFormat,
    });
    const { cast } = JSON.parse(answer.choices[0]?.message.content ?? "") as {
      cast: { name: string }[];
    };
    expect(cast.map(({ name }) => name)).toContain("Mara Quill");
  });

  test.each([{ type: "json_object" as const }, { type: "text" as const }])(
    "is the same JSON where the system message names the schema and the format is $type",
    async (response_format) => {
      const [system, user] = messages;
      const asked = `${system?.content}\nAnswer with JSON only, after the schema named "premise_analysis":\n{}`;
      const answer = await client.chat.completions.create({
        model,
        messages: [
          { role: "system", content: asked },
          { role: "user", content: [{ type: "text", text: user?.content ?? "" }] },
        ],
        response_format,
      });
      expect(Object.keys(JSON.parse(answer.choices[0]?.message.content ?? "") as object)).toContain(
        "logline",
      );
    },
  );
});

describe("what OpenAI would refuse", () => {
  const refused = [
    ["no messages", { model, messages: [] }, "messages"],
    ["no model", { messages }, "model"],
    ["an unknown role", { model, messages: [{ role: "poet", content: "" }] }, "messages.0.role"],
    ["no room", { model, messages, max_tokens: 0 }, "max_tokens"],
    ["two answers", { model, messages, n: 2 }, "n"],
    [
      "an unknown format",
      { model, messages, response_format: { type: "xml" } },
      "response_format.type",
    ],
    [
      "an unknown schema",
      {
        model,
        messages,
        response_format: { ...analysisFormat, json_schema: { name: "recipe", schema: {} } },
      },
      "response_format",
    ],
    [
      "JSON after no schema at all",
      { model, messages, response_format: { type: "json_object" } },
      "response_format",
    ],
  ] as const;

  test.each(refused)("%s is refused in OpenAI's words", async (_, body, param) => {
    const error: unknown = await client.chat.completions
      .create(body as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({ status: 400, type: "invalid_request_error", param });
  });

  const post = (body: string) =>
    fetch(`${demo.baseUrl}/chat/completions`, { method: "POST", body });

  test("a body that is no JSON, or too long, is refused and the server goes on", async () => {
    expect((await post("{")).status).toBe(400);
    const long = await post(" ".repeat(8_000_001));
    expect([long.status, await long.json()]).toMatchObject([413, { error: { code: null } }]);
    expect((await post(JSON.stringify({ model, messages, max_tokens: 5 }))).status).toBe(200);
  });

  test("unknown addresses and wrong methods are told apart", async () => {
    const status = async (path: string, method: string) =>
      (await fetch(`${demo.baseUrl}${path}`, { method })).status;
    expect(await status("/embeddings", "POST")).toBe(404);
    expect(await status("/chat/completions", "GET")).toBe(405);
    expect(await status("/models", "DELETE")).toBe(405);
  });
});

test("lists its one model", async () => {
  const models = await client.models.list();
  expect(models.data.map(({ id }) => id)).toEqual(["demo-writer"]);
  expect((await client.models.retrieve(model)).id).toBe("demo-writer");
});

test("says in its notice that no language model wrote this", () => {
  expect(demo.notice).toMatch(/demo/i);
  expect(demo.notice).toMatch(/not written by a language model/);
});

test("closes at once, though answers are under way, and stops working for readers who left", async () => {
  // At one word a second these answers would take minutes.
  const slow = await startDemoWriter({ port: 0, wordsPerSecond: 1 });
  const ask = () => clientOf(slow).chat.completions.create({ model, messages, stream: true });
  const [left, cut] = await Promise.all([ask(), ask()]);
  left.controller.abort();
  const reading = (async () => {
    for await (const _ of cut);
  })();
  await Promise.all([slow.close(), expect(reading).rejects.toThrow(/terminated|closed/)]);
  await expect(fetch(`${slow.baseUrl}/models`)).rejects.toThrow("fetch failed");
});

test("a port that is taken is refused", async () => {
  const port = Number(new URL(demo.baseUrl).port);
  await expect(startDemoWriter({ port, wordsPerSecond: 0 })).rejects.toThrow(/EADDRINUSE/);
});
