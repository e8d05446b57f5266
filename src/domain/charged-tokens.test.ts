import { expect, test } from "vitest";
import { ModelError } from "#/ports/language-model.ts";
import { chargedTokens } from "./charged-tokens.ts";

const ours = { promptTokens: 1_000, receivedTokens: 300, maxOutputTokens: 2_000 };

const charged = (inputTokens: number | null, outputTokens: number | null, counted = ours) =>
  chargedTokens({ answer: { inputTokens, outputTokens }, error: undefined, ...counted });

test("the provider's count is believed, also where it is not ours", () => {
  expect(charged(700, 2_000)).toEqual({ input: 700, output: 2_000 });
  expect(charged(20_000, 13_000)).toEqual({ input: 20_000, output: 13_000 });
});

test.each([null, 0, -5, 1.5, Number.NaN, 20_001, 1e9])(
  "%d tokens for a prompt and a text that were there is no count: ours is charged",
  (reported) => {
    expect(charged(reported, reported)).toEqual({ input: 1_000, output: 300 });
  },
);

test("no tokens for no text are believed", () => {
  const { input, output } = charged(900, 0, { ...ours, receivedTokens: 0 });
  expect([input, output]).toEqual([900, 0]);
});

const broken = (error: unknown, receivedTokens = 0) =>
  chargedTokens({ answer: undefined, error, ...ours, receivedTokens });

test("a call that broke off before any text is charged for its prompt, if that had gone out", () => {
  const silent = new ModelError("unavailable", "no byte for 60 s", { promptSent: true });
  expect(broken(silent)).toEqual({ input: 1_000, output: 0 });
  const refused = new ModelError("unavailable", "too many requests");
  expect(broken(refused)).toEqual({ input: 0, output: 0 });
  expect(broken(new Error("not sent: draining"))).toEqual({ input: 0, output: 0 });
});

test("a call that broke off in its text is charged for its prompt and what had come", () => {
  const cut = new ModelError("unavailable", "the answer ended", { promptSent: true });
  expect(broken(cut, 300)).toEqual({ input: 1_000, output: 300 });
  expect(broken(new Error("of whatever kind"), 300)).toEqual({ input: 1_000, output: 300 });
});
