import { expect, test } from "vitest";
import { ProblemError } from "#/contract/problem.ts";
import { createScrubber } from "#/telemetry/scrub.ts";
import { writeProblem } from "./write-problem.ts";

test("a problem repeats no secret that its words or its fields got hold of, and keeps its request's id", () => {
  const secret = "sk-proj-abcdefgh12345678";
  const problem = new ProblemError("invalid-input", `not a field: ${secret}`, {
    errors: [{ path: secret, message: `${secret} is unknown` }],
  });
  const { status, headers, text } = writeProblem(problem, {
    requestId: "10.1.2.3",
    traceId: "0af7651916cd43dd8448eb211c80319c",
    scrubber: createScrubber(),
  });
  expect(status).toBe(400);
  expect(headers["content-length"]).toBe(Buffer.byteLength(text));
  expect(JSON.parse(text)).toMatchObject({
    detail: "not a field: [redacted]",
    errors: [{ path: "[redacted]", message: "[redacted] is unknown" }],
    requestId: "10.1.2.3",
    traceId: "0af7651916cd43dd8448eb211c80319c",
  });
});
