import { createRequire } from "node:module";
import { type Attributes, SpanKind } from "@opentelemetry/api";
import { Redis } from "ioredis";
import { attribute } from "./attributes.ts";
import type { RecordedSpan } from "./recorded-span.ts";
import { spanNames } from "./span-names.ts";
import { isTraced, markFailed, startSpan } from "./spans.ts";

/** A connection of MongoDB's driver, as far as this needs to know it. */
interface MongoConnection {
  address: string;
  command(namespace: { db: string }, command: MongoCommand, ...rest: unknown[]): Promise<unknown>;
}

type MongoCommand = Record<string, unknown> & { documents?: unknown[] };

/**
 * Makes spans of what MongoDB's driver and ioredis send from now on, where a sampled trace is active;
 * elsewhere it costs a look whether one is. To be called once in a process. OpenTelemetry's packages do
 * the same by hooks on every module that is loaded (decision 1 has what that costs).
 */
export function instrumentDrivers(): void {
  traceMongo();
  traceRedis();
}

/** The driver tells of its commands by events too, but then decodes each answer twice, traced or not. */
function traceMongo(): void {
  const load = createRequire(import.meta.url);
  const { Connection } = load("mongodb/lib/cmap/connection.js") as {
    Connection: { prototype: MongoConnection };
  };
  const { prototype } = Connection;
  const send = prototype.command;
  prototype.command = function command(namespace, asked, ...rest) {
    // A new connection's own greeting is a part of nobody's work.
    if (!isTraced() || "hello" in asked || "ismaster" in asked)
      return send.call(this, namespace, asked, ...rest);
    const [operation = "unknown"] = Object.keys(asked);
    const { [operation]: about, collection = about } = asked;
    const asksOf = typeof collection === "string" ? collection : undefined;
    const span = startCall(spanNames.mongoCommand(operation, asksOf), {
      [attribute.dbSystem]: "mongodb",
      [attribute.dbNamespace]: namespace.db,
      [attribute.dbOperation]: operation,
      [attribute.dbCollection]: asksOf,
      [attribute.dbQuery]: shapeOf(asked),
      ...addressOf(this.address),
    });
    return ended(span, send.call(this, namespace, asked, ...rest));
  };
}

function traceRedis(): void {
  const { prototype } = Redis;
  // Called with the connection that it was called on.
  const send = prototype.sendCommand;
  prototype.sendCommand = function sendCommand(this: Redis, command, stream) {
    if (!isTraced()) return send.call(this, command, stream);
    const { name, args } = command;
    const { host, port } = this.options;
    const span = startCall(spanNames.redisCommand(name), {
      [attribute.dbSystem]: "redis",
      [attribute.dbOperation]: name,
      // Keys hold addresses and owners, arguments whole jobs and events.
      [attribute.dbQuery]: `${name} [${args.length} arguments]`,
      [attribute.serverAddress]: host,
      [attribute.serverPort]: port,
    });
    void ended(span, command.promise);
    return send.call(this, command, stream);
  };
}

function startCall(name: string, attributes: Attributes): RecordedSpan | undefined {
  return startSpan({ name, kind: SpanKind.CLIENT, attributes });
}

/** The same answer, whose arrival ends the span. */
function ended<Answer>(span: RecordedSpan | undefined, answer: Promise<Answer>): Promise<Answer> {
  if (span === undefined) return answer;
  answer.then(
    () => {
      span.end();
    },
    (error: unknown) => {
      markFailed(span, error);
      span.end();
    },
  );
  return answer;
}

/** What was asked, with `?` for every value; of what is inserted, the first document's shape. */
function shapeOf(asked: MongoCommand): string {
  const told = asked.documents?.[0] ?? asked;
  return JSON.stringify(told, (_key, value: unknown) =>
    typeof value === "object" && value !== null ? value : "?",
  );
}

function addressOf(address: string): Attributes {
  const [, host, port] = /^(.+):(\d+)$/.exec(address) ?? [];
  if (host === undefined) return {};
  return { [attribute.serverAddress]: host, [attribute.serverPort]: Number(port) };
}
