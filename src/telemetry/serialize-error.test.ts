import { expect, test } from "vitest";
import { serializeError } from "./serialize-error.ts";

test("an error is told by class, message, stack and causes, and by the code that says where it came from", () => {
  const cause = Object.assign(new TypeError("no route"), { code: "ENETUNREACH" });
  const error = Object.assign(new Error("not sent", { cause }), { code: "E1", port: 6379 });
  expect(serializeError(error)).toEqual({
    type: "Error",
    message: "not sent: no route",
    stack: expect.stringMatching(/^Error: not sent[^]*caused by: TypeError: no route/) as string,
    code: "E1",
    port: 6379,
  });
});

test("an error that gathers others tells of each", () => {
  const gathered = new AggregateError([new RangeError("one"), "two"], "all failed");
  expect(serializeError(gathered)).toMatchObject({
    type: "AggregateError",
    aggregateErrors: [{ type: "RangeError", message: "one" }, "two"],
  });
});

test("an error tells of those that its cause gathers, also where causes go in a circle", () => {
  const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  const gathered = new AggregateError([refused, new Error("no route")], "all failed");
  const error = new Error("fetch failed", {
    cause: new Error("no connection", { cause: gathered }),
  });
  gathered.cause = error;
  expect(serializeError(error)).toMatchObject({
    message: expect.stringContaining("fetch failed: no connection: all failed") as string,
    aggregateErrors: [{ message: "refused", code: "ECONNREFUSED" }, { message: "no route" }],
  });
});

test("what drivers hang on an error, such as the text that was to be written, is not told", () => {
  const text = "Ines walked into the night";
  const reply = Object.assign(new Error("NOPERM"), { command: { name: "publish", args: [text] } });
  const bulk = Object.assign(new Error("failed validation", { cause: reply }), {
    code: 121,
    writeErrors: [{ index: 0, op: { text } }],
    errors: [reply],
  });
  for (const error of [reply, bulk]) {
    expect(JSON.stringify(serializeError(error))).toContain("NOPERM");
    expect(JSON.stringify(serializeError(error))).not.toContain("Ines");
  }
});

test("what was thrown and is no error stays as it is", () => {
  expect(serializeError("a word")).toBe("a word");
  expect(serializeError(undefined)).toBeUndefined();
});
