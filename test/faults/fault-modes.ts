import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type ReceivedRequest,
  type Streaming,
  answerTo,
  refuse,
  streamAnswer,
} from "./model-server.ts";

/** Stands in every text that only a fault sends: no chapter may hold it. */
export const faultMark = "Zyzzyva";

/** A request that is to be answered badly. */
export interface Victim {
  request: ReceivedRequest;
  response: ServerResponse;
  /** Which variant of the fault is sent: any whole number. */
  variant: number;
}

/** One way in which a model server fails. */
export interface FaultMode {
  /** What it can be done to: any request, one for JSON, or one for prose. */
  to: "any" | "json" | "prose";
  /** Words for each word asked for in the good answers of a model with this fault; 1 by default. */
  lengthFactor?: number;
  /** Answers badly; resolves when all is sent that will be. */
  answer(victim: Victim): void | Promise<void>;
}

const pick = <T>(variants: readonly [T, ...T[]], variant: number): T =>
  variants[variant % variants.length] ?? variants[0];

/** The good answer, in words by which it is known again. */
const marked = ({ request }: Victim): string => answerTo(request).replaceAll("Ines", faultMark);

/** Sends an answer that can be used, but for its length or for what is said of its usage. */
export async function sendGood(
  { request, response }: Pick<Victim, "request" | "response">,
  lengthFactor = 1,
  streaming: Streaming = {},
): Promise<void> {
  request.answer = answerTo(request, () => lengthFactor);
  await streamAnswer(response, request.answer, streaming);
  request.answered = !response.destroyed;
}

const tooMany = (retryAfter: readonly [string, ...string[]]): FaultMode => ({
  to: "any",
  answer({ response, variant }) {
    refuse(response, 429, "Rate limit reached", { "retry-after": pick(retryAfter, variant) });
  },
});

const html = `<!doctype html><html><title>${faultMark}</title><body>Service is being moved</body></html>`;

const refusals = [
  "I'm sorry, but I can't help with that.",
  "I’m sorry, I can’t assist with that request.",
  "I cannot continue this scene, as it goes against my guidelines. Is there something else that I can do for you?",
] as const;

const huge = { prompt_tokens: 9e15, completion_tokens: 9e15, total_tokens: 18e15 };

/** The model's faults, by name. */
export const faultModes = {
  "429, Retry-After short": tooMany(["1"]),
  "429, Retry-After long": tooMany(["200", "280"]),
  "429, Retry-After absurd": tooMany([
    "86400",
    "31536000",
    "99999999999999999999",
    "Fri, 31 Dec 9999 23:59:59 GMT",
  ]),
  "500": {
    to: "any",
    answer: ({ response }) => {
      refuse(response, 500, `internal error ${faultMark}`);
    },
  },
  "503": {
    to: "any",
    answer: ({ response }) => {
      refuse(response, 503, "overloaded");
    },
  },
  "hang before headers": {
    to: "any",
    answer: () => {
      // Nothing, ever: who asked must hang up.
    },
  },
  "stall in mid-stream": {
    to: "any",
    async answer(victim) {
      const text = marked(victim);
      await streamAnswer(victim.response, text.slice(0, text.length / 2), { finish: null });
      victim.request.lastSentAt = performance.now();
    },
  },
  "endless stream": {
    to: "any",
    async answer(victim) {
      const { request, response, variant } = victim;
      // Now fast, to the limit of bytes, now slow, to that of time.
      const chunkMs = pick([1, 100], variant);
      for (;;) {
        await streamAnswer(response, `${faultMark} goes on and on. `.repeat(20), { finish: null });
        request.lastSentAt = performance.now();
        await sleep(chunkMs);
        if (response.destroyed) return;
      }
    },
  },
  "early close": {
    to: "any",
    async answer(victim) {
      const { response, variant } = victim;
      const text = marked(victim);
      const ending = pick(["cut", "clean", "done", "length"], variant);
      await streamAnswer(response, text.slice(0, text.length * 0.8), {
        finish: ending === "length" ? "length" : null,
      });
      if (ending === "cut") response.destroy();
      if (ending === "clean") response.end();
      if (ending === "done") response.end("data: [DONE]\n\n");
    },
  },
  "HTML with 200": {
    to: "any",
    answer: ({ response, variant }) => {
      const type = pick(["text/html", "text/event-stream", "application/json"], variant);
      response.writeHead(200, { "content-type": type }).end(html);
    },
  },
  "broken JSON": {
    to: "json",
    async answer(victim) {
      const text = marked(victim);
      const broken = pick(
        [text.slice(0, text.length * 0.7), text.replaceAll('"', "'"), text.slice(1)],
        victim.variant,
      );
      await streamAnswer(victim.response, broken);
    },
  },
  "broken stream": {
    to: "any",
    answer: ({ response }) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`data: {"choices": [{"delta": {"content": "${faultMark}\n\ndata: [DONE]\n\n`);
    },
  },
  "wrong schema": {
    to: "json",
    async answer({ response, variant }) {
      const wrong = pick<object>(
        [{ answer: faultMark }, {}, { chapters: faultMark, scenes: [] }],
        variant,
      );
      await streamAnswer(response, JSON.stringify(wrong));
    },
  },
  "empty text": {
    to: "any",
    async answer({ response, variant }) {
      await streamAnswer(response, pick(["", "\n \n", "***"], variant));
    },
  },
  "half the length": {
    to: "prose",
    async answer(victim) {
      await sendGood(victim, 0.5);
    },
  },
  "triple the length": {
    to: "prose",
    async answer(victim) {
      await sendGood(victim, 3);
    },
  },
  "refusal in words": {
    to: "prose",
    // A model that keeps to lengths hides it: what is mended for its length is mended of this too.
    lengthFactor: 0.31,
    async answer({ response, variant }) {
      await streamAnswer(response, pick(refusals, variant));
    },
  },
  "refusal by the provider": {
    to: "any",
    async answer(victim) {
      const { response, variant } = victim;
      if (variant % 2 === 0)
        return streamAnswer(response, marked(victim).slice(0, 100), { finish: "content_filter" });
      response.writeHead(200, { "content-type": "text/event-stream" });
      const choices = [{ index: 0, delta: { refusal: refusals[0] }, finish_reason: "stop" }];
      response.end(`data: ${JSON.stringify({ choices })}\n\ndata: [DONE]\n\n`);
    },
  },
  "huge usage": {
    to: "any",
    async answer(victim) {
      await sendGood(victim, 1, { usage: huge });
    },
  },
  "wrong usage": {
    to: "any",
    async answer(victim) {
      const usage = pick<unknown>(
        [
          undefined,
          { prompt_tokens: -5, completion_tokens: -1 },
          { prompt_tokens: "many", completion_tokens: null },
          { prompt_tokens: 1.5, completion_tokens: { of: "course" } },
          {},
          [],
          "lots",
        ],
        victim.variant,
      );
      await sendGood(victim, 1, { usage });
    },
  },
} as const satisfies Record<string, FaultMode>;

export type FaultName = keyof typeof faultModes;
