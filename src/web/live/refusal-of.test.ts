import { expect, test } from "vitest";
import { refusalOf } from "./refusal-of.ts";

test.each([
  ["over the connection", { data: { code: "unauthorized" } }, "unauthorized"],
  [
    "at the handshake",
    { context: { responseText: '{"code":4,"message":"rate-limited"}' } },
    "rate-limited",
  ],
  ["by a proxy", { context: { responseText: '{"code":"rate-limited"}' } }, "rate-limited"],
  ["without a reason", {}, undefined],
  ["by a page of a proxy", { context: { responseText: "<html>" } }, undefined],
  ["with nothing", { context: { responseText: "null" } }, undefined],
  ["with a code of no kind of ours", { data: { code: 4 } }, undefined],
])("a refusal %s has its code", (_how, error, code) => {
  expect(refusalOf(error)).toBe(code);
});
