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
  /** True once the whole answer was sent. */
  answered: boolean;
}

/** How the server behaves; every part is decided anew for each request. */
export interface ModelBehaviour {
  /** Milliseconds before the first byte. */
  latencyMs?: number;
  /** Milliseconds between two chunks of the stream. */
  chunkMs?: number;
  /** Words given for each word asked for, by chapter. */
  lengthFactor?: (chapter: number) => number;
  /** Puts a Markdown fence and chatter around JSON and prose. */
  fenced?: boolean;
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
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    const body = JSON.parse(text) as ChatRequest;
    const received: ReceivedRequest = {
      at: performance.now(),
      schema: schemaName(body),
      body: text,
      answered: false,
    };
    requests.push(received);
    if (await now.intercept?.(received, response, requests.length)) return;
    const format = body.response_format?.type;
    if (format !== undefined && now.refusedFormats?.includes(format) === true) {
      refuse(response, 400, `response_format of type ${format} is not supported`);
      return;
    }
    await sleep(now.latencyMs ?? 0);
    const content =
      received.schema === null
        ? answerInProse(body.messages, now.lengthFactor ?? (() => 1))
        : JSON.stringify(answerInJson(received.schema, body.messages));
    await stream(response, now.fenced === true ? fence(content, received.schema) : content, now);
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

async function stream(response: ServerResponse, content: string, { chunkMs = 0 }: ModelBehaviour) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (data: object) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  const chunk = (delta: object, finish: string | null) => ({
    id: "chat",
    object: "chat.completion.chunk",
    created: 0,
    model: "other-model",
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  send(chunk({ role: "assistant", content: "" }, null));
  for (let at = 0; at < content.length && !response.destroyed; at += 400) {
    if (chunkMs > 0) await sleep(chunkMs);
    send(chunk({ content: content.slice(at, at + 400) }, null));
  }
  send(chunk({}, "stop"));
  send({
    ...chunk({}, null),
    choices: [],
    usage: {
      prompt_tokens: 100,
      completion_tokens: Math.ceil(content.length / 4),
      total_tokens: 100 + Math.ceil(content.length / 4),
    },
  });
  response.end("data: [DONE]\n\n");
}
