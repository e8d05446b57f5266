import { expect, test } from "vitest";
import { ProblemError } from "#/contract/problem.ts";
import { explainProblem } from "./explain-problem.ts";

const cause = new Error("no answer in 1500 ms");

test.each([
  ["The store cannot be reached.", cause, "The store cannot be reached: no answer in 1500 ms"],
  ["MongoDB says: no answer in 1500 ms", cause, "MongoDB says: no answer in 1500 ms"],
  ["There is nothing at this address.", undefined, "There is nothing at this address."],
])("a problem is told with its cause, once: %s", (message, behind, told) => {
  const problem = new ProblemError("store-unavailable", message, { cause: behind });
  expect(explainProblem(problem)).toBe(told);
});
