import { expect, test } from "vitest";
import { formatTraceparent, parseTraceparent } from "./trace-context.ts";

test.each([true, false])("a context survives being written and read (sampled: %s)", (sampled) => {
  const context = {
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    spanId: "00f067aa0ba902b7",
    sampled,
  };
  expect(parseTraceparent(formatTraceparent(context))).toEqual(context);
});

test("what is no traceparent is refused", () => {
  expect(() => parseTraceparent("00-short-00f067aa0ba902b7-01")).toThrow("not a traceparent");
});
