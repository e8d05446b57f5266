import OpenAI from "openai";
import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import type { DependencyState } from "#/contract/service.ts";
import {
  type LanguageModel,
  type ModelAnswer,
  ModelError,
  type ModelRequest,
} from "#/ports/language-model.ts";
import { activeTraceparent } from "#/telemetry/spans.ts";
import { createBoundedFetch } from "./bounded-fetch.ts";
import { createBreaker } from "./breaker.ts";
import { nameOfFinish, readFinish } from "./finish-reason.ts";
import { createGuardedFetch } from "./guarded-fetch.ts";
import { toModelError } from "./model-error.ts";
import { createSlots } from "./slots.ts";

/** How JSON is asked for, from the strictest on; who refuses one is asked in the next from then on. */
const jsonFormats = ["json_schema", "json_object", "text"] as const;

type JsonFormat = (typeof jsonFormats)[number];

/** Bounds of one call, and of how many there are at once. */
export interface CallBounds {
  /** The longest silence, before the first byte or after it. */
  idleMs: number;
  totalMs: number;
  /** The longest answer, in bytes of UTF-8. */
  maxBytes: number;
  /** Calls to one endpoint at the same time; further ones wait. */
  concurrency: number;
}

interface Connection {
  /** Asked at each call; null where the server wants none. */
  apiKey: () => string | null;
  /** Null is the provider's own endpoint. */
  baseUrl: string | null;
  bounds: CallBounds;
  /** Whether the server is told our trace context. */
  sendTraceparent?: boolean;
  /** Whether an address to which a server's name leads may be connected to; all may where this is left out. */
  mayReach?: (address: string) => boolean;
  /** Takes secrets out of what a server says of a failure: that is kept with the novel, and shown. */
  scrub?: (text: string) => string;
}

/**
 * Models behind OpenAI-compatible endpoints: the one that is configured, and others where a request
 * names them (they are sent the same key).
 */
export function createOpenAiModel(options: Connection): LanguageModel {
  const endpoints = new Map([[options.baseUrl, createEndpoint(options)]]);
  const endpointAt = (baseUrl: string | null): LanguageModel => {
    const known = endpoints.get(baseUrl);
    if (known !== undefined) return known;
    const made = createEndpoint({ ...options, baseUrl });
    endpoints.set(baseUrl, made);
    return made;
  };
  return {
    stream: (request, call) => endpointAt(request.baseUrl ?? options.baseUrl).stream(request, call),
    restMs: (baseUrl) => endpointAt(baseUrl ?? options.baseUrl).restMs(baseUrl),
    async health() {
      const states = await Promise.all(endpoints.values().map((endpoint) => endpoint.health()));
      return (["down", "degraded"] as const).find((state) => states.includes(state)) ?? "ok";
    },
  };
}

/**
 * One endpoint. An answer counts only when the stream ended with a `finish_reason`: early close, HTML
 * and aborts end the client's loop without an error.
 */
function createEndpoint(options: Connection): LanguageModel {
  const { bounds, mayReach } = options;
  const client = new OpenAI({
    apiKey: async () => options.apiKey() ?? "none",
    baseURL: options.baseUrl,
    maxRetries: 0,
    timeout: bounds.idleMs,
    fetch: createBoundedFetch(rawBytes(bounds), mayReach && createGuardedFetch(mayReach)),
    fetchOptions: { redirect: "error" },
  });
  const limitName = options.baseUrl === null ? "max_completion_tokens" : "max_tokens";
  /** Which of `jsonFormats` to ask in: the server refused those before it, altogether or for one schema. */
  let level = 0;
  const levelOfSchema = new Map<string, number>();
  let state: DependencyState = "ok";
  const breaker = createBreaker();
  const slots = createSlots(bounds.concurrency);

  async function ask(
    body: ChatCompletionCreateParamsStreaming,
    guard: Guard,
    onText: (piece: string) => void,
  ): Promise<ModelAnswer> {
    const start = performance.now();
    try {
      const stream = await client.chat.completions.create(body, {
        signal: guard.signal,
        headers: options.sendTraceparent ? { traceparent: activeTraceparent() } : {},
      });
      let text = "";
      let bytes = 0;
      let finishReason: string | null = null;
      let model: string | undefined;
      let usage: { prompt_tokens: number; completion_tokens: number } | null = null;
      let firstTokenMs: number | null = null;
      try {
        for await (const chunk of stream) {
          guard.alive();
          usage = chunk.usage ?? usage;
          model ??= chunk.model;
          const choice = chunk.choices?.[0];
          const piece = choice?.delta?.content ?? "";
          if (piece !== "") {
            firstTokenMs ??= performance.now() - start;
            text += piece;
            bytes += Buffer.byteLength(piece);
            if (bytes > bounds.maxBytes)
              throw new ModelError(
                "refused",
                `the answer is longer than ${bounds.maxBytes} bytes`,
                sent,
              );
            onText(piece);
          }
          // Some servers send an empty one with every piece.
          finishReason = choice?.finish_reason || finishReason;
        }
      } catch (error) {
        // What breaks behind the finish reason took nothing of the answer.
        if (finishReason === null || error instanceof ModelError) throw error;
      }
      // A whole answer that came together with a stop is paid for: it counts.
      if (finishReason === null) guard.signal.throwIfAborted();
      const finish = readFinish(finishReason);
      if (finish === "broken")
        throw new ModelError("unavailable", "the answer ended before it was finished", sent);
      if (finish === "refused")
        throw new ModelError("refused", "the provider's content filter stopped the answer", sent);
      return {
        text,
        finishReason: finish === "complete" ? "stop" : nameOfFinish(finishReason),
        model,
        inputTokens: usage?.prompt_tokens ?? null,
        outputTokens: usage?.completion_tokens ?? null,
        durationMs: performance.now() - start,
        firstTokenMs,
      };
    } catch (error) {
      throw guard.signal.aborted ? guard.reason() : toModelError(error, options.scrub);
    }
  }

  /** Asks in the strictest format that the endpoint is not known to refuse, and remembers what it refuses. */
  async function askInSomeFormat(
    request: ModelRequest,
    signal: AbortSignal,
    onText: (piece: string) => void,
  ): Promise<ModelAnswer> {
    const guard = guardCall(signal, bounds);
    const { schema } = request;
    const asked = Math.max(level, levelOfSchema.get(schema?.name ?? "") ?? 0);
    const format = jsonFormats[asked] ?? "text";
    try {
      return await ask(chatRequest(request, format, limitName), guard, onText);
    } catch (error) {
      if (schema === null || format === "text" || !refusesFormat(error)) throw error;
      if (blamesSchema(error) || asked > level) levelOfSchema.set(schema.name, asked + 1);
      else level = Math.max(level, asked + 1);
      throw new ModelError("unsupported", error.message, { cause: error, said: error.said });
    } finally {
      guard.clear();
    }
  }

  return {
    async stream(request, { signal, onText, mayStart }) {
      const call = async () => {
        try {
          const answer = await askInSomeFormat(request, signal, onText);
          state = "ok";
          return answer;
        } catch (error) {
          const failure = toModelError(error, options.scrub);
          if (failure.kind === "unavailable") state = "degraded";
          if (failure.kind === "unauthorized") state = "down";
          throw failure;
        }
      };
      try {
        return await slots.run(() => breaker.execute(call, mayStart), signal);
      } catch (error) {
        throw signal.aborted && error === signal.reason
          ? stopped(error, { promptSent: false })
          : error;
      }
    },
    restMs: breaker.restMs,
    health: () => Promise.resolve(state),
  };
}

/** What one event or error may take: an answer sent in one piece, escaped and with what is sent along. */
function rawBytes({ maxBytes }: CallBounds): number {
  return 4 * maxBytes + 1_000_000;
}

function chatRequest(
  { model, messages, maxOutputTokens, temperature, schema }: ModelRequest,
  format: JsonFormat,
  limitName: "max_tokens" | "max_completion_tokens",
): ChatCompletionCreateParamsStreaming {
  const spelledOut = schema !== null && format !== "json_schema";
  return {
    model,
    messages: messages.map(({ role, content }, index) =>
      spelledOut && index === 0
        ? {
            role,
            content: `${content}\nAnswer with JSON only, after the schema named "${schema.name}":\n${JSON.stringify(schema.schema)}`,
          }
        : { role, content },
    ),
    stream: true,
    stream_options: { include_usage: true },
    [limitName]: maxOutputTokens,
    ...(temperature === null ? {} : { temperature }),
    ...(schema === null || format === "text"
      ? {}
      : { response_format: responseFormat(schema, format) }),
  };
}

function responseFormat(
  schema: NonNullable<ModelRequest["schema"]>,
  format: "json_schema" | "json_object",
): NonNullable<ChatCompletionCreateParamsStreaming["response_format"]> {
  if (format === "json_object") return { type: "json_object" };
  return {
    type: "json_schema",
    json_schema: { name: schema.name, schema: schema.schema, strict: true },
  };
}

// Servers word it differently; all of them name the field or what it asks for.
function refusesFormat(error: unknown): error is ModelError {
  return (
    error instanceof ModelError &&
    error.kind === "refused" &&
    /response_format|json_schema|json_object|json mode|structured output/i.test(error.said ?? "")
  );
}

/** Whether it is this schema that the server cannot use, and not the format as such. */
function blamesSchema({ said }: ModelError): boolean {
  return /invalid[ _](?:json[ _])?schema|\bschema (?:is|has|contains|must)\b/i.test(said ?? "");
}

/** For what goes wrong once the request has gone out. */
const sent = { promptSent: true };

type Guard = ReturnType<typeof guardCall>;

function guardCall(outer: AbortSignal, { idleMs, totalMs }: CallBounds) {
  const own = new AbortController();
  const unavailable = (message: string) => {
    own.abort(new ModelError("unavailable", message, sent));
  };
  const total = setTimeout(unavailable, totalMs, `no end after ${totalMs / 1000} s`);
  const idle = setTimeout(unavailable, idleMs, `no byte for ${idleMs / 1000} s`);
  const signal = AbortSignal.any([outer, own.signal]);
  return {
    signal,
    reason: () => {
      const { reason } = signal as { reason: unknown };
      return !outer.aborted && reason instanceof ModelError ? reason : stopped(reason, sent);
    },
    alive: () => {
      idle.refresh();
    },
    clear: () => {
      clearTimeout(total);
      clearTimeout(idle);
    },
  };
}

function stopped(cause: unknown, { promptSent }: { promptSent: boolean }): ModelError {
  return new ModelError("aborted", "the call was stopped", { cause, promptSent });
}
