import type { BusMessage } from "#/ports/event-bus.ts";

/**
 * What goes over the channel. Redis carries no headers, so the trace context travels beside the
 * message, under the names that W3C gives it. Unknown fields are for later releases to add.
 */
interface Envelope {
  carrier: Readonly<Record<string, string>>;
  message: BusMessage;
}

/** A message as text for the channel. */
export function sealEnvelope({ traceparent, ...message }: BusMessage): string {
  const carrier = traceparent === undefined ? {} : { traceparent };
  const envelope: Envelope = { carrier, message };
  return JSON.stringify(envelope);
}

/** What is published; a newer release beside this one may publish more. */
const knownKinds: readonly unknown[] = ["event", "text", "probe"] satisfies BusMessage["kind"][];

/**
 * The message of a text from the channel; undefined when it is of a kind that only a newer release
 * knows. Throws when it is none: not JSON, without a kind, or without what listeners go by. The rest is
 * taken on trust: only our own processes publish.
 */
export function openEnvelope(text: string): BusMessage | undefined {
  const { carrier, message } = JSON.parse(text) as { carrier?: unknown; message?: unknown };
  if (isRecord(message) && areTexts(message["kind"]) && !knownKinds.includes(message["kind"]))
    return undefined;
  if (!isBusMessage(message)) throw new Error("a message on the bus is not one of ours");
  const traceparent = isRecord(carrier) ? carrier["traceparent"] : undefined;
  return typeof traceparent === "string" ? { ...message, traceparent } : message;
}

function isBusMessage(value: unknown): value is BusMessage {
  if (!isRecord(value)) return false;
  const { kind, event, frame, probe } = value;
  if (kind === "probe")
    return isRecord(probe) && areTexts(probe["from"]) && typeof probe["sentAt"] === "number";
  if (kind === "event")
    return (
      isRecord(event) &&
      areTexts(event["novelId"], event["type"], event["traceId"]) &&
      isCount(event["seq"]) &&
      isRecord(event["data"])
    );
  return (
    kind === "text" &&
    isRecord(frame) &&
    areTexts(frame["novelId"], frame["draftId"], frame["text"]) &&
    isCount(frame["chapter"]) &&
    isCount(frame["offset"])
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function areTexts(...values: unknown[]): boolean {
  return values.every((value) => typeof value === "string");
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
