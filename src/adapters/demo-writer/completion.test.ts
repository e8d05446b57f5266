import * as fc from "fast-check";
import { expect, test } from "vitest";
import { completionBody, toCompletion } from "./completion.ts";

const made = (answer: string, maxTokens: number | null) =>
  toCompletion({ id: "1", created: 1, model: "m", prompt: "Write 20 words.", answer, maxTokens });

test("the tokens of an answer join to the answer, and are counted", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (answer) => {
      const completion = made(answer, null);
      expect(completion.tokens.join("")).toBe(answer);
      expect(completion.usage).toEqual({
        prompt_tokens: 4,
        completion_tokens: completion.tokens.length,
        total_tokens: 4 + completion.tokens.length,
      });
    }),
  );
});

test("English has about four tokens for every three words, as with real models", () => {
  const { tokens } = made(
    "“Nobody leaves here with clean hands,” said Teodor, counting under his breath.",
    null,
  );
  expect(tokens.length).toBeGreaterThan(12);
  expect(tokens.length).toBeLessThan(24);
});

test("a limit cuts the answer after so many tokens and says so; one it just reaches does not", () => {
  const cut = made("one two three", 2);
  expect(completionBody(cut).choices).toMatchObject([
    { finish_reason: "length", message: { content: "one two" } },
  ]);
  expect(made("one two three", 3).finishReason).toBe("stop");
});
