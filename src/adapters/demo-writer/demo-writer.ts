import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answerChat } from "./answer-chat.ts";
import { ApiError, readChatRequest } from "./chat-request.ts";
import { toCompletion } from "./completion.ts";
import { demoModel } from "./demo-model.ts";
import { sendCompletion, sendJson, streamCompletion, type Pace } from "./send-completion.ts";

/** A demo writer that listens. */
export interface DemoWriter {
  /** For OpenAI clients: `http://127.0.0.1:40123/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** What readers of its texts should be told. */
  readonly notice: string;
  /** Ends all connections, finished or not, and resolves when the port is free and nothing runs any more. */
  close(): Promise<void>;
}

const LARGEST_BODY = 8_000_000;

/**
 * Serves an OpenAI-compatible chat API (`/v1/models`, `/v1/chat/completions`) that needs no model:
 * it answers the prompts it knows with machine-assembled text about the premise in them, and any
 * other with a paragraph. Port 0 takes a free one; `wordsPerSecond` 0 is as fast as it can. Rejects
 * when the port cannot be had.
 */
export async function startDemoWriter({
  host = "127.0.0.1",
  port,
  wordsPerSecond,
}: {
  host?: string;
  port: number;
  wordsPerSecond: number;
}): Promise<DemoWriter> {
  const pace: Pace = { wordsPerSecond, sleep: (ms, signal) => sleep(ms, undefined, { signal }) };
  const running = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const answering = handle(request, response, pace)
      .catch((error: unknown) => {
        fail(response, error);
      })
      .finally(() => running.delete(answering));
    running.add(answering);
  });
  server.listen(port, host);
  await once(server, "listening");
  const { port: taken } = server.address() as AddressInfo;
  return {
    baseUrl: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/v1`,
    model: demoModel.name,
    notice: demoModel.notice,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
      await Promise.all(running);
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  pace: Pace,
): Promise<void> {
  const path = request.url?.split("?")[0] ?? "";
  if (path === "/v1/chat/completions") {
    if (request.method !== "POST") throw wrongMethod(request);
    return complete(request, response, pace);
  }
  const model = { id: demoModel.name, object: "model", created: 0, owned_by: demoModel.name };
  const answers = new Map<string, object>([
    ["/v1/models", { object: "list", data: [model] }],
    [`/v1/models/${demoModel.name}`, model],
  ]);
  const answer = answers.get(path);
  if (answer === undefined) throw new ApiError(404, `Unknown request URL: ${path}`);
  if (request.method !== "GET" && request.method !== "HEAD") throw wrongMethod(request);
  sendJson(response, 200, answer);
}

async function complete(
  request: IncomingMessage,
  response: ServerResponse,
  pace: Pace,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => {
    gone.abort();
  });
  const text = await bodyOf(request);
  const { messages, schema, stream, includeUsage, maxTokens } = readChatRequest(text);
  const completion = toCompletion({
    id: `chatcmpl-${randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    model: demoModel.name,
    prompt: messages.map(({ content }) => content).join("\n"),
    answer: answerChat(messages, schema),
    maxTokens,
  });
  const { signal } = gone;
  if (stream) await streamCompletion(response, completion, { pace, includeUsage, signal });
  else await sendCompletion(response, completion, pace, signal);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_BODY) throw new ApiError(413, "The request body is too large.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function wrongMethod(request: IncomingMessage): ApiError {
  return new ApiError(405, `Not allowed to ${request.method} here.`);
}

/** Says what was wrong where it still can; a reader who left is told nothing. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) response.destroy();
  else if (error instanceof ApiError) sendJson(response, error.status, error);
  else {
    const message = "The demo writer failed to answer.";
    sendJson(response, 500, { error: { message, type: "server_error", param: null, code: null } });
  }
}
