import type { Event, Exception, StackFrame } from "@sentry/core";

/** The fields of a line by which Sentry can search; nothing else of it is sent but what `errorEvent` names. */
const tags = ["service", "event", "request_id", "novel_id", "job_id", "step"] as const;

/** A line of the log that tells of an error; what is in it was scrubbed. */
export interface ErrorLine extends Partial<Record<(typeof tags)[number], string>> {
  level: "error" | "fatal";
  time: string;
  msg?: string;
  trace_id?: string;
  span_id?: string;
  /** As pino writes it; whatever was thrown, where that was no error. */
  err: unknown;
}

const longest = 2_000;

/**
 * What Sentry is told of a line: which error it was, with its causes and where in the code (file and
 * line, no source, no variables), and the ids by which its trace, request and novel are found. An
 * error's own properties and all other fields stay in the log. Format: https://develop.sentry.dev/sdk/data-model/event-payloads/
 */
export function errorEvent(
  line: ErrorLine,
  { eventId, spanId }: { eventId: string; spanId: string },
): Event {
  const { level, time, msg, trace_id, span_id } = line;
  return {
    event_id: eventId,
    timestamp: Date.parse(time) / 1000,
    platform: "node",
    level,
    ...(msg === undefined ? {} : { message: short(msg) }),
    exception: { values: exceptionsOf(line) },
    tags: Object.fromEntries(
      tags.flatMap((name) => (line[name] === undefined ? [] : [[name, line[name]]])),
    ),
    // Sentry's format has no trace without a span, its own SDK makes one up too.
    ...(trace_id === undefined
      ? {}
      : { contexts: { trace: { trace_id, span_id: span_id ?? spanId } } }),
    sdk: { settings: { infer_ip: "never" } },
  };
}

/** The error and its causes, the innermost first. */
function exceptionsOf({ err, level }: ErrorLine): Exception[] {
  const mechanism = { type: "log", handled: level === "error" };
  const { type, message, stack } = fieldsOf(err);
  if (stack === undefined)
    return [{ type: type ?? "Error", value: short(message ?? ""), mechanism }];
  const [thrown, ...causes] = stack.split("\ncaused by: ").map(exceptionOf);
  // A class may name itself only after its stack was taken.
  return [{ ...thrown, type: type ?? thrown?.type ?? "Error", mechanism }, ...causes].toReversed();
}

function fieldsOf(err: unknown): { type?: string; message?: string; stack?: string } {
  if (typeof err === "string") return { message: err };
  return typeof err === "object" && err !== null ? err : {};
}

const heading = /^(\w+)(?: \[\w+\])?(?:: |$)/;
const frameLine = /^\s+at /;
const frame = /^\s{1,16}at (?:async )?(.*):(\d{1,9}):(\d{1,9})\)?$/;
// A longer one is no place in the code, and may be anybody's text.
const longestFrame = 1_024;

/** One part of a stack: `TypeError: its message`, which may have many lines, and then where it was. */
function exceptionOf(stack: string): Exception {
  const lines = stack.split("\n");
  const first = lines.findIndex((line) => frameLine.test(line));
  const message = (first === -1 ? lines : lines.slice(0, first)).join("\n");
  const frames = first === -1 ? [] : lines.slice(first).flatMap(frameOf);
  return {
    type: heading.exec(message)?.[1] ?? "Error",
    value: short(message.replace(heading, "")),
    stacktrace: { frames: frames.toReversed() },
  };
}

function frameOf(line: string): StackFrame[] {
  const found = line.length > longestFrame ? null : frame.exec(line);
  if (found === null) return [];
  const [, before = "", lineno, colno] = found;
  // "place" alone, or "function (place".
  const opened = before.indexOf(" (");
  const called = opened === -1 ? undefined : before.slice(0, opened);
  const file = opened === -1 ? before : before.slice(opened + 2);
  const filename = file.replace(/^file:\/\//, "");
  return [
    {
      ...(called === undefined ? {} : { function: called }),
      filename,
      lineno: Number(lineno),
      colno: Number(colno),
      in_app: !filename.startsWith("node:") && !filename.includes("node_modules/"),
    },
  ];
}

function short(text: string): string {
  return text.slice(0, longest);
}
