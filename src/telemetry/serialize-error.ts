import { stdSerializers } from "pino";

/** An error as a line tells it: https://github.com/pinojs/pino-std-serializers, without what it carries along. */
export interface SerializedError {
  type: string;
  message: string;
  stack: string;
  aggregateErrors?: unknown[];
}

/** What tells where it came from, and is never what it was about. */
const toldProperties = ["code", "errno", "syscall", "address", "port", "status"] as const;

/**
 * What a line tells of an error: its class, message and stack with those of its causes, the errors that it
 * or a cause gathers, and properties of a few names. Drivers hang commands and documents on theirs, with all the text that
 * was to be written. What is no error stays as it is.
 */
export function serializeError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { type, message, stack } = stdSerializers.err(thrown);
  const serialized: SerializedError & Record<string, unknown> = { type, message, stack };
  const gathered = chainOf(thrown).flatMap(({ errors }): unknown[] =>
    Array.isArray(errors) ? errors : [],
  );
  if (gathered.length > 0) serialized.aggregateErrors = gathered.map(serializeError);
  for (const name of toldProperties) {
    const value: unknown = Reflect.get(thrown, name);
    if (typeof value === "string" || typeof value === "number") serialized[name] = value;
  }
  return serialized;
}

/** An error and its causes, each once: nothing keeps them from going in a circle. */
function chainOf(thrown: Error): (Error & { errors?: unknown })[] {
  const chain = new Set<Error>();
  for (let link: unknown = thrown; link instanceof Error && !chain.has(link); link = link.cause)
    chain.add(link);
  return [...chain];
}
