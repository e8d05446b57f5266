type CountTokens = (text: string) => number;

// What looks like a control token (`<|im_end|>`) in a premise or an answer is text like any other.
const plainText = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

let loading: Promise<CountTokens> | undefined;

// A third of a second and 40 MB: loaded when first needed, not at import.
function load(): Promise<CountTokens> {
  loading ??= import("gpt-tokenizer/encoding/o200k_base").then(
    (encoding) => (text) => encoding.countTokens(text, plainText),
  );
  return loading;
}

/** System messages and schemas stand in prompt after prompt: those of the last calls are counted once. */
const remembered = new Map<string, number>();
const mostRemembered = 64;

function recall(text: string, count: CountTokens): number {
  const tokens = remembered.get(text) ?? count(text);
  // Anew, so that what is asked for most often is the last to go.
  remembered.delete(text);
  remembered.set(text, tokens);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= mostRemembered) break;
    remembered.delete(oldest);
  }
  return tokens;
}

/** Other models' tokenizers make somewhat more of the same text than the one we count with. */
const margin = 1.25;

/** Most chat formats add a few tokens to each message. */
const perMessage = 8;

/**
 * About how many tokens a prompt has, on the high side: OpenAI's `o200k_base` encoding with a margin
 * for the encodings of others. For reservations and estimates; what is charged is what the provider
 * reports.
 */
export async function countTokens(texts: readonly string[]): Promise<number> {
  const count = await load();
  const tokens = texts.reduce((sum, text) => sum + recall(text, count), 0);
  return Math.ceil(tokens * margin) + perMessage * texts.length;
}
