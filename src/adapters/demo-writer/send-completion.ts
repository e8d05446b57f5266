import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { countWords } from "#/contract/words.ts";
import { completionBody, completionChunk, usageChunk, type Completion } from "./completion.ts";

/** How fast an answer is given out. */
export interface Pace {
  /** 0 is as fast as the reader takes it. */
  readonly wordsPerSecond: number;
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

const CHUNKS_PER_SECOND = 25;
const TOKENS_IN_A_CHUNK_UNPACED = 40;

/** Sends an answer in one piece, after the time that writing it takes. Rejects when `signal` aborts. */
export async function sendCompletion(
  response: ServerResponse,
  completion: Completion,
  pace: Pace,
  signal: AbortSignal,
): Promise<void> {
  const { wordsPerSecond } = pace;
  const words = countWords(completion.tokens.join(""));
  if (wordsPerSecond > 0) await pace.sleep((1000 * words) / wordsPerSecond, signal);
  sendJson(response, 200, completionBody(completion));
}

/**
 * Sends an answer as server-sent events, some words at a time, ending with `[DONE]`. Waits for slow
 * readers, and rejects as soon as `signal` aborts.
 */
export async function streamCompletion(
  response: ServerResponse,
  completion: Completion,
  options: { pace: Pace; includeUsage: boolean; signal: AbortSignal },
): Promise<void> {
  const { pace, includeUsage, signal } = options;
  const send = async (data: object | string): Promise<void> => {
    signal.throwIfAborted();
    const event = `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
    if (!response.write(event)) await once(response, "drain", { signal });
  };
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
  });
  await send(completionChunk(completion, { role: "assistant", content: "" }));
  for (const { text, words } of chunksOf(completion.tokens, pace.wordsPerSecond)) {
    await send(completionChunk(completion, { content: text }));
    if (pace.wordsPerSecond > 0) await pace.sleep((1000 * words) / pace.wordsPerSecond, signal);
  }
  await send(completionChunk(completion, {}, completion.finishReason));
  if (includeUsage) await send(usageChunk(completion));
  await send("[DONE]");
  response.end();
}

/** Sends a body of JSON. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

function* chunksOf(
  tokens: readonly string[],
  wordsPerSecond: number,
): Generator<{ text: string; words: number }> {
  // A word is about one token and a half.
  const size =
    wordsPerSecond === 0
      ? TOKENS_IN_A_CHUNK_UNPACED
      : Math.max(1, Math.round((wordsPerSecond * 1.5) / CHUNKS_PER_SECOND));
  for (let at = 0; at < tokens.length; at += size) {
    const text = tokens.slice(at, at + size).join("");
    yield { text, words: countWords(text) };
  }
}
