import { type ModelAnswer, ModelError } from "#/ports/language-model.ts";

/** What came of a call, as far as it matters for its price. */
export interface CallResult {
  /** Undefined when no whole answer came. */
  answer: Pick<ModelAnswer, "inputTokens" | "outputTokens"> | undefined;
  error: unknown;
  /** Our own count of the prompt. */
  promptTokens: number;
  /** Whether any text came. */
  begun: boolean;
  /** Our own count of that text, which takes its time; 0 for none. */
  countReceived: () => Promise<number>;
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
export async function chargedTokens(call: CallResult): Promise<{ input: number; output: number }> {
  const { answer, error, promptTokens, begun, countReceived, maxOutputTokens } = call;
  if (answer === undefined) {
    const read = begun || (error instanceof ModelError && error.promptSent);
    return { input: read ? promptTokens : 0, output: await countReceived() };
  }
  const { inputTokens, outputTokens } = answer;
  const input = isBelievable(inputTokens, promptTokens, 0) ? inputTokens : promptTokens;
  // What is no more than was allowed needs no count of ours.
  if (isBelievable(outputTokens, begun ? 1 : 0, maxOutputTokens))
    return { input, output: outputTokens };
  const counted = await countReceived();
  const output = isBelievable(outputTokens, counted, maxOutputTokens) ? outputTokens : counted;
  return { input, output };
}

function isBelievable(
  reported: number | null,
  counted: number,
  allowed: number,
): reported is number {
  const least = counted > 0 ? 1 : 0;
  const most = Math.max(allowed, 10 * counted + 10_000);
  return Number.isInteger(reported) && Number(reported) >= least && Number(reported) <= most;
}
