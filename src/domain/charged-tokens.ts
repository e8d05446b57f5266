import { type ModelAnswer, ModelError } from "#/ports/language-model.ts";

/** What came of a call, as far as it matters for its price. */
export interface CallResult {
  /** Undefined when no whole answer came. */
  answer: Pick<ModelAnswer, "inputTokens" | "outputTokens"> | undefined;
  error: unknown;
  /** Our own counts of the prompt and of the text that came; 0 for none. */
  promptTokens: number;
  receivedTokens: number;
  maxOutputTokens: number;
}

/**
 * The tokens that a call is charged for: the provider's count where it can be true, else our own.
 * It cannot be true where there is none, where it is 0 for text that was there or no whole number, and
 * where it is far beyond what was sent and allowed (a wrong count would eat the budget; models that
 * reason count more than they show). A call without a whole answer is charged for what had come of it
 * and for its prompt, which was read by then; where nothing had come, for its prompt if the request
 * had gone out and no HTTP status refused it; and else for nothing.
 */
export function chargedTokens(call: CallResult): { input: number; output: number } {
  const { answer, error, promptTokens, receivedTokens, maxOutputTokens } = call;
  const read = receivedTokens > 0 || (error instanceof ModelError && error.promptSent);
  if (answer === undefined) return { input: read ? promptTokens : 0, output: receivedTokens };
  return {
    input: believable(answer.inputTokens, promptTokens, 0),
    output: believable(answer.outputTokens, receivedTokens, maxOutputTokens),
  };
}

function believable(reported: number | null, counted: number, allowed: number): number {
  const least = counted > 0 ? 1 : 0;
  const most = Math.max(allowed, 10 * counted + 10_000);
  if (reported === null || !Number.isInteger(reported)) return counted;
  return reported >= least && reported <= most ? reported : counted;
}
