import { expect, test, vi } from "vitest";
import { ModelError } from "#/ports/language-model.ts";
import { chargedTokens } from "./charged-tokens.ts";

const received = (tokens: number) => ({ begun: tokens > 0, countReceived: async () => tokens });
const ours = { promptTokens: 1_000, maxOutputTokens: 2_000 };

const charged = (inputTokens: number | null, outputTokens: number | null, receivedTokens = 300) =>
  chargedTokens({
    answer: { inputTokens, outputTokens },
    error: undefined,
    ...ours,
    ...received(receivedTokens),
  });

test("the provider's count is believed, also where it is not ours", async () => {
  expect(await charged(700, 2_000)).toEqual({ input: 700, output: 2_000 });
  expect(await charged(20_000, 13_000)).toEqual({ input: 20_000, output: 13_000 });
});

test.each([null, 0, -5, 1.5, Number.NaN, 20_001, 1e9])(
  "%d tokens for a prompt and a text that were there is no count: ours is charged",
  async (reported) => {
    expect(await charged(reported, reported)).toEqual({ input: 1_000, output: 300 });
  },
);

test("no tokens for no text are believed", async () => {
  const { input, output } = await charged(900, 0, 0);
  expect([input, output]).toEqual([900, 0]);
});

test("text is not counted where the provider's count is within what was allowed", async () => {
  const countReceived = vi.fn(async () => 300);
  const call = { ...ours, error: undefined, begun: true, countReceived };
  await chargedTokens({ ...call, answer: { inputTokens: 700, outputTokens: 2_000 } });
  expect(countReceived).not.toHaveBeenCalled();
});

const broken = (error: unknown, receivedTokens = 0) =>
  chargedTokens({ answer: undefined, error, ...ours, ...received(receivedTokens) });

test("a call that broke off before any text is charged for its prompt, if that had gone out", async () => {
  const silent = new ModelError("unavailable", "no byte for 60 s", { promptSent: true });
  expect(await broken(silent)).toEqual({ input: 1_000, output: 0 });
  const refused = new ModelError("unavailable", "too many requests");
  expect(await broken(refused)).toEqual({ input: 0, output: 0 });
  expect(await broken(new Error("not sent: draining"))).toEqual({ input: 0, output: 0 });
});

test("a call that broke off in its text is charged for its prompt and what had come", async () => {
  const cut = new ModelError("unavailable", "the answer ended", { promptSent: true });
  expect(await broken(cut, 300)).toEqual({ input: 1_000, output: 300 });
  expect(await broken(new Error("of whatever kind"), 300)).toEqual({ input: 1_000, output: 300 });
});
