import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect } from "vitest";
import { ModelError, type ModelRequest } from "#/ports/language-model.ts";
import { createOpenAiModel } from "./openai-model.ts";

const closers: (() => unknown)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

export type Handler = (
  body: Record<string, unknown>,
  response: ServerResponse,
  request: IncomingMessage,
) => void;

/** A bare server on loopback that hands each request's body to `handle`. */
export async function serve(handle: Handler) {
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

/** One event of a chat stream. */
export const chunk = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;

export const usage = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } })}\n\n`;

/** Answers with a whole event stream of `parts`. */
export const stream = (response: ServerResponse, ...parts: string[]) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(parts.join(""));
};

export const request: ModelRequest = {
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

export const usual = { idleMs: 5_000, totalMs: 5_000, maxBytes: 1_000, concurrency: 8 };

export const asked = { signal: new AbortController().signal, onText: () => undefined };

/** How a call to a server of this `handle` fails, and what the model says of its health then. */
export async function errorOf(handle: Handler, bounds = usual) {
  const { baseUrl } = await serve(handle);
  const model = createOpenAiModel({ apiKey: () => "key", baseUrl, bounds });
  const error: unknown = await model.stream(request, asked).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelError);
  return { error: error as ModelError, health: await model.health() };
}
