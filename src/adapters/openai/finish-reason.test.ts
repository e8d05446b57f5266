import { expect, test } from "vitest";
import { chunk, errorOf, request, serve, stream, asked, usual } from "./chat-server.fixture.ts";
import { readFinish } from "./finish-reason.ts";
import { createOpenAiModel } from "./openai-model.ts";

async function finishOf(reason: string) {
  const { baseUrl } = await serve((_body, response) => {
    stream(response, chunk("Text."), chunk("", reason), "data: [DONE]\n\n");
  });
  const model = createOpenAiModel({ apiKey: () => "key", baseUrl, bounds: usual });
  return (await model.stream(request, asked)).finishReason;
}

test.each(["stop", "STOP", "end_turn", "stop_sequence", "eos", "eos_token", "COMPLETE"])(
  "an answer that ended with %s is whole: it ended with `stop`, as far as anybody else knows",
  async (reason) => {
    expect(await finishOf(reason)).toBe("stop");
  },
);

test.each([
  "length",
  "max_tokens",
  "MAX_TOKENS",
  "model_length",
  "tool_calls",
  "function_call",
  "a-word-of-tomorrow",
  "constructor",
])("an answer that ended with %s is not whole", async (reason) => {
  expect(await finishOf(reason)).toBe(reason);
});

test("what ends an answer and is no word is not told on: it may be anybody's text", async () => {
  expect(await finishOf("It was a dark night")).toBe("unknown");
});

test.each([
  ["content_filter", "refused"],
  ["SAFETY", "refused"],
  ["refusal", "refused"],
  ["error", "unavailable"],
  ["insufficient_system_resource", "unavailable"],
  ["abort", "unavailable"],
])("what ended with %s is no answer: %s", async (reason, kind) => {
  const { error } = await errorOf((_body, response) => {
    stream(response, chunk("Te"), chunk("", reason), "data: [DONE]\n\n");
  });
  expect(error).toMatchObject({ kind, promptSent: true });
});

test("a stream without a finish reason is no answer, though it ended with [DONE]", async () => {
  for (const end of ["", chunk("", "")]) {
    const { error } = await errorOf((_body, response) => {
      stream(response, chunk("Text."), end, "data: [DONE]\n\n");
    });
    expect(error.kind).toBe("unavailable");
  }
  expect(readFinish(null)).toBe("broken");
});
