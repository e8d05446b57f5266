import { expect, test, vi } from "vitest";
import { eventBusContract } from "#/ports/event-bus.contract.ts";
import type { BusMessage } from "#/ports/event-bus.ts";
import { eventually } from "#test/harness/eventually.ts";
import { createMemoryBus } from "./event-bus.ts";

const ignore = () => {};

eventBusContract("memory", async () => {
  const bus = createMemoryBus({ onError: ignore });
  return { bus, close: () => bus.close() };
});

function frame(offset: number): BusMessage {
  const of = { novelId: "novel-1", chapter: 1, draftId: "call-1:1", traceId: "none" };
  return { kind: "text", frame: { ...of, offset, text: "word " } };
}

test("a publisher goes on before any listener is told", async () => {
  const bus = createMemoryBus({ onError: ignore });
  const heard = vi.fn<(message: BusMessage) => void>();
  bus.subscribe(heard);
  const published = bus.publish([frame(0)]);
  expect(heard).not.toHaveBeenCalled();
  await published;
  expect(heard).toHaveBeenCalledOnce();
});

test("a listener that publishes is heard after what was published before", async () => {
  const bus = createMemoryBus({ onError: ignore });
  const heard: BusMessage[] = [];
  bus.subscribe((message) => {
    if (message.kind === "text" && message.frame.offset === 0) void bus.publish([frame(9)]);
  });
  bus.subscribe((message) => heard.push(message));
  await bus.publish([frame(0), frame(1)]);
  await eventually(() => expect(heard).toEqual([frame(0), frame(1), frame(9)]));
});

test("a listener that stops while a message is on its way does not hear it", async () => {
  const bus = createMemoryBus({ onError: ignore });
  const heard = vi.fn<(message: BusMessage) => void>();
  const stop = bus.subscribe(heard);
  const published = bus.publish([frame(0)]);
  stop();
  await published;
  expect(heard).not.toHaveBeenCalled();
});

test("what a listener throws is reported", async () => {
  const onError = vi.fn<(error: unknown) => void>();
  const bus = createMemoryBus({ onError });
  const failure = new Error("a broken listener");
  bus.subscribe(() => {
    throw failure;
  });
  await bus.publish([frame(0)]);
  expect(onError).toHaveBeenCalledExactlyOnceWith(failure);
});

test("a closed bus tells nobody anything", async () => {
  const bus = createMemoryBus({ onError: ignore });
  const heard = vi.fn<(message: BusMessage) => void>();
  bus.subscribe(heard);
  await bus.close();
  bus.subscribe(heard);
  await bus.publish([frame(0)]);
  expect(heard).not.toHaveBeenCalled();
});
