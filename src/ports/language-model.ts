import type { DependencyState } from "#/contract/service.ts";

export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** One request to a model. `schema` asks for JSON: a JSON Schema under a name that tells its purpose. */
export interface ModelRequest {
  model: string;
  /** The endpoint's base URL; null is the configured one. */
  baseUrl: string | null;
  messages: readonly ChatMessage[];
  maxOutputTokens: number;
  temperature: number | null;
  schema: { name: string; schema: Record<string, unknown> } | null;
}

/** An answer as it came. Token counts are the provider's, or null when it sent none. */
export interface ModelAnswer {
  text: string;
  /** `stop` for a whole answer, however its provider puts it; else the provider's own word. */
  finishReason: string;
  /** Which model says that it answered, where the provider tells. */
  model?: string | undefined;
  inputTokens: number | null;
  outputTokens: number | null;
  durationMs: number;
  firstTokenMs: number | null;
}

/**
 * How a model call can go wrong.
 * - `unavailable`: it may work later (429, 5xx, network, stall, an answer cut short); `retryAfterMs` when the provider said when.
 * - `refused`: this request will never work (400, content refusal); another one may.
 * - `unsupported`: the server cannot do it in the form in which it was asked; asked again, it is asked in another.
 * - `unauthorized`: no request will work until an operator acts (401, 402, 403, no quota, no such model).
 * - `aborted`: we stopped it ourselves.
 */
export type ModelErrorKind = "unavailable" | "refused" | "unsupported" | "unauthorized" | "aborted";

/**
 * The only error of its own that a language model throws. The message is in our words, for logs, traces and
 * operators: it holds no prompt, answer or credential.
 */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly kind: ModelErrorKind;
  /** What the provider said of it, without credentials; it may quote what it was asked. Null where it said nothing. */
  readonly said: string | null;
  readonly retryAfterMs: number | null;
  /** Whether the request had gone out, and no HTTP status refused it: its prompt may be charged. */
  readonly promptSent: boolean;

  constructor(
    kind: ModelErrorKind,
    message: string,
    options: {
      cause?: unknown;
      said?: string | null;
      retryAfterMs?: number | null;
      promptSent?: boolean;
    } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.kind = kind;
    this.said = options.said ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.promptSent = options.promptSent ?? false;
  }

  /** The message with what the provider said: for the novel's owner, and nobody else. */
  get told(): string {
    return this.said === null ? this.message : `${this.message}: ${this.said}`;
  }
}

/** A model behind an OpenAI-compatible endpoint. */
export interface LanguageModel {
  /**
   * Asks once, in one request, and resolves with the answer; `onText` gets each piece as it arrives.
   * A call may have to wait for others; `mayStart` is called once it need not, just before the request
   * is sent, and may throw to hold it back. Throws `ModelError`, or what `mayStart` threw.
   */
  stream(
    request: ModelRequest,
    options: { signal: AbortSignal; onText: (piece: string) => void; mayStart?: () => void },
  ): Promise<ModelAnswer>;
  /** How long, in milliseconds, an endpoint (null: the configured one) is left alone after it failed several times in a row; 0 when it may be asked. */
  restMs(baseUrl: string | null): number;
  health(): Promise<DependencyState>;
}
