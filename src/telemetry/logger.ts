import { type Logger, levels, pino } from "pino";
import { prettyFactory } from "pino-pretty";
import type { LogLevel } from "#/contract/log-levels.ts";
import type { Clock } from "#/ports/clock.ts";
import { RequestLine } from "./request-line.ts";
import type { Scrubber } from "./scrub.ts";
import { serializeError } from "./serialize-error.ts";

export type { Logger } from "pino";

// Pino shows its inside "for performant integration": https://getpino.io/#/docs/api?id=pino-symbols
interface Inside {
  [pino.symbols.asJsonSym](
    fields: unknown,
    message: string,
    severity: number,
    time: string,
  ): string;
  /** How a line of each severity begins. */
  readonly [pino.symbols.lsCacheSym]: Readonly<Record<number, string>>;
  /** The fields of each line, with those of a child's. */
  readonly [pino.symbols.chindingsSym]: string;
}

/** What writes a finished line, newline included. */
export interface LogSink {
  write(line: string): void;
  /** Writes what it has gathered. */
  flush?(): void;
}

/**
 * The process's logger: one JSON object a line with `level, time, service, version, msg`, scrubbed
 * after serialization, but for a request's own, which holds nothing to scrub; for people in a terminal
 * the same lines, pretty. Its `level` can be set at any time and its children obey, those made before
 * too (they inherit it, unless they set their own). `takes` may leave out a line below WARN, by its
 * `event`. A fatal line is flushed. `onLine` hears each line as it goes out, JSON also where people are
 * shown another form.
 */
export function createLogger(options: {
  level: LogLevel;
  service: "api" | "worker" | "embedded";
  version: string;
  clock: Pick<Clock, "now">;
  scrubber: Pick<Scrubber, "scrub">;
  pretty: boolean;
  sink: LogSink;
  takes?: (event: unknown) => boolean;
  onLine?: (line: string) => void;
}): Logger {
  const { level, service, version, clock, scrubber, sink } = options;
  const { takes = () => true, onLine } = options;
  const print = options.pretty
    ? prettyFactory({
        colorize: true,
        ignore: "service,version,request_id,trace_id",
        translateTime: "SYS:HH:MM:ss",
        singleLine: true,
      })
    : (line: string) => line;
  // Pino hands the line that it made of some fields on at once.
  let isOwn = false;
  const logger = pino(
    {
      level,
      base: { service, version },
      timestamp: () => `,"time":"${clock.now()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: serializeError },
      hooks: {
        logMethod(args, method, severity) {
          if (severity >= levels.values.warn! || takes(eventOf(args[0]))) method.apply(this, args);
        },
      },
    },
    {
      write: (line: string) => {
        const clean = isOwn ? line : scrubber.scrub(line);
        sink.write(print(clean));
        onLine?.(clean);
      },
      flushSync: () => {
        sink.flush?.();
      },
    } as { write(line: string): void },
  );
  const inner = logger as unknown as Inside;
  const spellAny = inner[pino.symbols.asJsonSym];
  inner[pino.symbols.asJsonSym] = function spell(this: Inside, fields, message, severity, time) {
    isOwn = fields instanceof RequestLine;
    if (!(fields instanceof RequestLine))
      return spellAny.call(this, fields, message, severity, time);
    const head = `${this[pino.symbols.lsCacheSym][severity]}${time}${this[pino.symbols.chindingsSym]}`;
    return `${head}${fields.toMembers()},"msg":"${message}"}\n`;
  };
  return logger;
}

function eventOf(fields: unknown): unknown {
  return typeof fields === "object" && fields !== null && "event" in fields
    ? fields.event
    : undefined;
}
