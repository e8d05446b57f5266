import { type Logger, pino, stdTimeFunctions } from "pino";
import { prettyFactory } from "pino-pretty";
import type { Scrubber } from "./scrub.ts";

export type { Logger } from "pino";

export const logLevels = ["debug", "info", "warn", "error"] as const;

export type LogLevel = (typeof logLevels)[number];

/** What writes a finished line, newline included. */
export interface LogSink {
  write(line: string): void;
}

/**
 * The process's logger: one JSON object a line with `level, time, service, version, msg`, scrubbed
 * after serialization; for people in a terminal the same lines, pretty.
 */
export function createLogger(options: {
  level: LogLevel;
  service: "api" | "worker" | "embedded";
  version: string;
  scrubber: Pick<Scrubber, "scrub">;
  pretty: boolean;
  sink: LogSink;
}): Logger {
  const { level, service, version, scrubber, sink } = options;
  const print = options.pretty
    ? prettyFactory({
        colorize: true,
        ignore: "service,version,request_id,trace_id",
        translateTime: "SYS:HH:MM:ss",
        singleLine: true,
      })
    : (line: string) => line;
  return pino(
    {
      level,
      base: { service, version },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write: (line: string) => {
        sink.write(print(scrubber.scrub(line)));
      },
    },
  );
}
