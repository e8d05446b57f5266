import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answerInProse, answerInJson } from "./model-answers.ts";

/** One request as the server received it, in the order of arrival. */
export interface ReceivedRequest {
  at: number;
  /** The response schema's name; null when prose was asked for. */
  schema: string | null;
  /** The whole body as text: two equal bodies are the same request asked twice. */
  body: string;
  /** The API key it came with: tells one client from another. */
  key: string;
  /** The trace context that it came with; null where it came without. */
  traceparent: string | null;
  /** The answer that is sent, once it is decided. */
  answer: string;
  /** True once the whole answer was sent. */
  answered: boolean;
  /** When the server last sent a byte of the answer; `at` as long as it has sent none. */
  lastSentAt: number;
  /** When the exchange was over, whoever ended it; null while it is not. */
  endedAt: number | null;
}

/** How the server behaves; every part is decided anew for each request. */
export interface ModelBehaviour {
  /** Milliseconds before the first byte, or who says how many. */
  latencyMs?: number | (() => number);
  /** Milliseconds between two chunks of the stream. */
  chunkMs?: number;
  /** Words given for each word asked for, by chapter. */
  lengthFactor?: (chapter: number) => number;
  /** Puts a Markdown fence and chatter around JSON and prose. */
  fenced?: boolean;
  /** Stands at the end of every prose answer. */
  proseEnd?: string;
  /** Refuses `response_format`s of these types with 400, as servers that do not know them do. */
  refusedFormats?: readonly string[];
  /** Takes a request over: may answer it in its own way and return true. */
  intercept?: (
    request: ReceivedRequest,
    response: ServerResponse,
    nth: number,
  ) => boolean | Promise<boolean>;
}

export interface FaultModelServer {
  /** For `OPENAI_BASE_URL`. */
  baseUrl: string;
  requests: readonly ReceivedRequest[];
  behave(behaviour: ModelBehaviour): void;
  close(): Promise<void>;
}

/**
 * An OpenAI-compatible server that shares nothing with the product: it answers by the name of the
 * response schema, in words of its own, as well or as badly as it is told, and keeps a log of every
 * request: the oracle for what was asked how often.
 */
export async function startModelServer(initial: ModelBehaviour = {}): Promise<FaultModelServer> {
  const requests: ReceivedRequest[] = [];
  let behaviour = initial;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const now = behaviour;
    let text = "";
    for await (const part of request.setEncoding("utf8")) text += part;
    const body = JSON.parse(text) as ChatRequest;
    const received: ReceivedRequest = {
      at: performance.now(),
      schema: schemaName(body),
      body: text,
      key: request.headers.authorization?.replace(/^Bearer /, "") ?? "",
      traceparent: request.headers["traceparent"]?.toString() ?? null,
      answer: "",
      answered: false,
      lastSentAt: performance.now(),
      endedAt: null,
    };
    requests.push(received);
    response.once("close", () => {
      received.endedAt = performance.now();
    });
    if (await now.intercept?.(received, response, requests.length)) return;
    const format = body.response_format?.type;
    if (format !== undefined && now.refusedFormats?.includes(format) === true) {
      refuse(response, 400, `response_format of type ${format} is not supported`);
      return;
    }
    await sleep(typeof now.latencyMs === "function" ? now.latencyMs() : (now.latencyMs ?? 0));
    const end = received.schema === null ? (now.proseEnd ?? "") : "";
    const content = answerTo(received, now.lengthFactor) + end;
    received.answer = content;
    const { chunkMs = 0 } = now;
    await streamAnswer(response, now.fenced === true ? fence(content, received.schema) : content, {
      chunkMs,
    });
    received.lastSentAt = performance.now();
    received.answered = !response.destroyed;
  }

  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    behave: (next) => {
      behaviour = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** An error object as OpenAI-compatible servers send it. */
export function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ error: { message, type: "error", code: null } }));
}

/** A good answer to a request; prose with as many words for each word asked for as `lengthFactor` says. */
export function answerTo(
  { schema, body }: Pick<ReceivedRequest, "schema" | "body">,
  lengthFactor: (chapter: number) => number = () => 1,
): string {
  const { messages } = JSON.parse(body) as ChatRequest;
  return schema === null
    ? answerInProse(messages, lengthFactor)
    : JSON.stringify(answerInJson(schema, messages));
}

/** How an answer is streamed: at which pace, and with which end. */
export interface Streaming {
  /** Milliseconds between two chunks. */
  chunkMs?: number;
  /** Null leaves the end out: the stream stays open. */
  finish?: string | null;
  /** Stands in for the server's own counts; undefined leaves them out. */
  usage?: unknown;
}

/** Streams `content` as OpenAI-compatible servers do, whole unless told otherwise. */
export async function streamAnswer(
  response: ServerResponse,
  content: string,
  streaming: Streaming = {},
): Promise<void> {
  const { chunkMs = 0, finish = "stop" } = streaming;
  if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (data: object) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  send(chunk({ role: "assistant", content: "" }, null));
  for (let at = 0; at < content.length && !response.destroyed; at += 400) {
    if (chunkMs > 0) await sleep(chunkMs);
    send(chunk({ content: content.slice(at, at + 400) }, null));
  }
  if (finish === null) return;
  send(chunk({}, finish));
  const usage = "usage" in streaming ? streaming.usage : usageOf(content);
  send({ ...chunk({}, null), choices: [], usage });
  response.end("data: [DONE]\n\n");
}

function chunk(delta: object, finish: string | null) {
  return {
    id: "chat",
    object: "chat.completion.chunk",
    created: 0,
    model: "other-model",
    choices: [{ index: 0, delta, finish_reason: finish }],
  };
}

function usageOf(content: string) {
  const words = Math.ceil(content.length / 4);
  return { prompt_tokens: 100, completion_tokens: words, total_tokens: 100 + words };
}

interface ChatRequest {
  messages: { role: string; content: string }[];
  response_format?: { type: string; json_schema?: { name: string } };
}

// Where a format was refused, the name stands in the instructions.
function schemaName({ messages, response_format: format }: ChatRequest): string | null {
  const inWords = /schema named "([a-z_]+)"/.exec(messages[0]?.content ?? "");
  return format?.json_schema?.name ?? inWords?.[1] ?? null;
}

function fence(content: string, schema: string | null): string {
  return schema === null
    ? `Here is the scene:\n\n${content}\n\n[End of scene]`
    : `Certainly! Here is the JSON you asked for:\n\n\`\`\`json\n${content}\n\`\`\`\n\nLet me know if you want changes.`;
}
