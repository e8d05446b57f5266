/** An answer as a model counts and gives it out. */
export interface Completion {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
  /** Together the text; about a token each. */
  readonly tokens: readonly string[];
  readonly finishReason: "stop" | "length";
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
  };
}

/** Makes a completion of an answer, cut after `maxTokens` tokens. */
export function toCompletion(input: {
  id: string;
  created: number;
  model: string;
  prompt: string;
  answer: string;
  maxTokens: number | null;
}): Completion {
  const { id, created, model, maxTokens } = input;
  const all = tokensOf(input.answer);
  const tokens = maxTokens === null ? all : all.slice(0, maxTokens);
  const promptTokens = tokensOf(input.prompt).length;
  return {
    id,
    created,
    model,
    tokens,
    finishReason: tokens.length < all.length ? "length" : "stop",
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: tokens.length,
      total_tokens: promptTokens + tokens.length,
    },
  };
}

/** Cuts a text into pieces about as long as the tokens of real models: up to six letters, or a mark. */
function tokensOf(text: string): string[] {
  return text.match(/\s*(?:[\p{L}\p{N}]{1,6}|[^\s\p{L}\p{N}]|$)/gu)?.filter(Boolean) ?? [];
}

/** The body of an answer in one piece. */
export function completionBody(completion: Completion) {
  const { id, created, model, tokens, finishReason, usage } = completion;
  const message = { role: "assistant", content: tokens.join(""), refusal: null };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason };
  return { id, object: "chat.completion", created, model, choices: [choice], usage };
}

/** A chunk of an answer in pieces. */
export function completionChunk(
  { id, created, model }: Completion,
  delta: { role?: "assistant"; content?: string },
  finishReason: Completion["finishReason"] | null = null,
) {
  const choice = { index: 0, delta, logprobs: null, finish_reason: finishReason };
  return { id, object: "chat.completion.chunk", created, model, choices: [choice] };
}

/** The chunk after the last: no choice, the usage alone. */
export function usageChunk({ id, created, model, usage }: Completion) {
  return { id, object: "chat.completion.chunk", created, model, choices: [], usage };
}
