import { expect, test } from "vitest";
import type { BusMessage } from "#/ports/event-bus.ts";
import { openEnvelope, sealEnvelope } from "./bus-envelope.ts";

const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const message: BusMessage = {
  kind: "text",
  frame: { novelId: "novel", chapter: 1, draftId: "call", offset: 0, text: "word", traceId: "t" },
};

test.each([[message], [{ ...message, traceparent }]])(
  "a message arrives as it was sent, its publisher's context included: %j",
  (sent) => {
    expect(openEnvelope(sealEnvelope(sent))).toEqual(sent);
  },
);

test("a carrier of another release's making is no reason to lose the message", () => {
  for (const carrier of [undefined, null, "text", { traceparent: 1 }, { baggage: "a=b" }])
    expect(openEnvelope(JSON.stringify({ carrier, message }))).toEqual(message);
});

test("a kind of a newer release is none of ours to open, and no error", () => {
  expect(openEnvelope(JSON.stringify({ message: { kind: "song", song: {} } }))).toBeUndefined();
});

test.each([
  "{",
  "null",
  "{}",
  '{"message":{}}',
  '{"message":{"kind":7}}',
  '{"message":{"kind":"text"}}',
])("what is no message at all is an error: %s", (text) => {
  expect(() => openEnvelope(text)).toThrow(/message on the bus|JSON/);
});
