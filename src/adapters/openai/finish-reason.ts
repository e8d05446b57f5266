/**
 * What the end of an answer means.
 * - `complete`: the model had said all.
 * - `cut`: it had to stop before.
 * - `refused`: the provider would not let it go on, and would not the next time.
 * - `broken`: the server failed; it may work later.
 */
export type Finish = "complete" | "cut" | "refused" | "broken";

// OpenAI-compatible servers pass on what their own engines say, in their own words. No word means
// different things to different providers, so that nobody has to be told which one answered. From:
// OpenAI, Azure and OpenRouter: platform.openai.com/docs/api-reference/chat/object
// Anthropic: docs.anthropic.com/en/api/handling-stop-reasons
// Google: ai.google.dev/api/generate-content#FinishReason
// Mistral: docs.mistral.ai/api · Together: docs.together.ai/reference/chat-completions
// DeepSeek: api-docs.deepseek.com/api/create-chat-completion · Cohere: docs.cohere.com/reference/chat
// Text Generation Inference: huggingface.github.io/text-generation-inference
// vLLM: docs.vllm.ai · watsonx: cloud.ibm.com/apidocs/watsonx-ai
const finishes = new Map<string, Finish>(
  Object.entries({
    stop: "complete", // OpenAI and most others; Google's STOP
    end_turn: "complete", // Anthropic
    stop_sequence: "complete", // Anthropic, Text Generation Inference
    eos: "complete", // Together
    eos_token: "complete", // Text Generation Inference
    complete: "complete", // Cohere
    length: "cut", // OpenAI and most others
    max_tokens: "cut", // Anthropic, Google, Cohere
    model_length: "cut", // Mistral
    model_context_window_exceeded: "cut", // Anthropic
    // No tools were offered: who calls one has not answered.
    tool_calls: "cut",
    function_call: "cut",
    tool_use: "cut",
    content_filter: "refused", // OpenAI, Azure
    refusal: "refused", // Anthropic
    safety: "refused", // Google, with the next four
    recitation: "refused",
    blocklist: "refused",
    prohibited_content: "refused",
    spii: "refused",
    error: "broken", // OpenRouter, Mistral, Cohere, watsonx
    insufficient_system_resource: "broken", // DeepSeek
    abort: "broken", // vLLM
    cancelled: "broken", // watsonx
    time_limit: "broken", // watsonx
  } satisfies Record<string, Finish>),
);

/**
 * Reads a `finish_reason`, in whatever case it is written. One that nobody documents is `cut`: what
 * is not known to be complete is not taken for it. None at all is `broken`, also where the stream
 * ended with `[DONE]`: proxies send that after an answer that broke off.
 */
export function readFinish(reason: string | null): Finish {
  if (reason === null) return "broken";
  return finishes.get(reason.toLowerCase()) ?? "cut";
}

/** A `finish_reason` as it is kept and told: its own word, unless that is none. */
export function nameOfFinish(reason: string | null): string {
  return reason !== null && /^[\w-]{1,40}$/.test(reason) ? reason : "unknown";
}
