import { expect, test } from "vitest";
import { subscribeInput } from "#/contract/realtime.ts";
import { parseInput } from "./client-message.ts";

test.each([
  [{ novelId: "", afterSeq: 1.5 }, "novelId: must not be empty; afterSeq: must be a whole number"],
  [{ novelId: "n", token: "secret" }, "token: is not known here"],
  [undefined, "input: is required"],
  ["secret", "input: must be an object"],
])("what is wrong with %j is said in plain words, by field", (input, message) => {
  expect(() => parseInput(subscribeInput, input)).toThrow(message);
});
