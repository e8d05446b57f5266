import { expect, test } from "vitest";
import { type ErrorLine, errorEvent } from "./error-event.ts";

const made = { eventId: "0".repeat(31).concat("1"), spanId: "00000000000000aa" };

const line: ErrorLine = {
  level: "error",
  time: "2026-01-01T00:00:01.500Z",
  service: "worker",
  event: "step.crashed",
  msg: "a step failed unexpectedly",
  request_id: "req-1",
  novel_id: "novel-1",
  job_id: "novel-novel-1-3",
  trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
  span_id: "00f067aa0ba902b7",
  err: {
    type: "StoreTrouble",
    message: "it broke: the disk\nis full",
    stack: [
      "Error: it broke",
      "    at Store.put (file:///app/src/adapters/sqlite/store.ts:12:34)",
      "    at async file:///app/node_modules/express/lib/router.js:5:6",
      "    at async Promise.all (index 0)",
      "    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)",
      "caused by: RangeError [ERR_FULL]: the disk",
      "is full",
      "    at new Promise (<anonymous>)",
      "    at write (/app (copy)/src/write.ts:1:2)",
      `    at ${" (".repeat(50_000)}`,
    ].join("\n"),
  },
};

test("an event tells of the error with its causes, the innermost first, and where each was", () => {
  expect(errorEvent(line, made)).toEqual({
    event_id: made.eventId,
    timestamp: Date.parse("2026-01-01T00:00:01.500Z") / 1000,
    platform: "node",
    level: "error",
    message: "a step failed unexpectedly",
    exception: {
      values: [
        {
          type: "RangeError",
          value: "the disk\nis full",
          stacktrace: {
            frames: [
              {
                function: "write",
                filename: "/app (copy)/src/write.ts",
                lineno: 1,
                colno: 2,
                in_app: true,
              },
            ],
          },
        },
        {
          type: "StoreTrouble",
          value: "it broke",
          mechanism: { type: "log", handled: true },
          stacktrace: {
            frames: [
              {
                function: "process.processTicksAndRejections",
                filename: "node:internal/process/task_queues",
                lineno: 104,
                colno: 5,
                in_app: false,
              },
              {
                filename: "/app/node_modules/express/lib/router.js",
                lineno: 5,
                colno: 6,
                in_app: false,
              },
              {
                function: "Store.put",
                filename: "/app/src/adapters/sqlite/store.ts",
                lineno: 12,
                colno: 34,
                in_app: true,
              },
            ],
          },
        },
      ],
    },
    tags: {
      service: "worker",
      event: "step.crashed",
      request_id: "req-1",
      novel_id: "novel-1",
      job_id: "novel-novel-1-3",
    },
    contexts: { trace: { trace_id: line.trace_id, span_id: line.span_id } },
    sdk: { settings: { infer_ip: "never" } },
  });
});

test("what else a line or an error holds is not told", () => {
  const more = {
    ...line,
    url: "/x?q=private",
    headers: { cookie: "private" },
    err: { ...(line.err as object), body: "private", config: { premise: "private" } },
  };
  expect(errorEvent(more, made)).toEqual(errorEvent(line, made));
});

test.each([
  ["a string", "just words", "Error", "just words"],
  ["nothing", null, "Error", ""],
  ["an object of any kind", { premise: "private" }, "Error", ""],
  ["an error without a stack", { type: "TypeError", message: "bare" }, "TypeError", "bare"],
  ["an error whose stack is its name", { type: "TypeError", stack: "TypeError" }, "TypeError", ""],
])("%s that was thrown is told as an exception", (_what, err, type, value) => {
  const [exception, ...more] = errorEvent({ ...line, err }, made).exception?.values ?? [];
  expect(more).toEqual([]);
  expect(exception).toMatchObject({ type, value });
});

test("a long message is cut", () => {
  const [exception] =
    errorEvent({ ...line, err: "x".repeat(100_000) }, made).exception?.values ?? [];
  expect(exception?.value).toHaveLength(2_000);
});

test("a trace without a span gets one made up, as the format wants; no trace, none", () => {
  const { span_id: _span, ...spanless } = line;
  expect(errorEvent(spanless, made).contexts?.trace).toEqual({
    trace_id: line.trace_id,
    span_id: made.spanId,
  });
  const { trace_id: _trace, ...traceless } = spanless;
  expect(errorEvent(traceless, made).contexts).toBeUndefined();
});
