import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "#test/harness/eventually.ts";
import type { BusMessage, EventBus } from "./event-bus.ts";

/** A bus of its own for each test. */
export type OpenBus = () => Promise<{ bus: EventBus; close: () => Promise<void> }>;

const novelId = "019b7640-0000-7000-8000-000000000001";
const traceId = "0af7651916cd43dd8448eb211c80319c";

function event(seq: number): BusMessage {
  return {
    kind: "event",
    event: {
      version: 1,
      novelId,
      seq,
      at: "2026-01-01T00:00:00.000Z",
      traceId,
      requestId: "request-1",
      type: "novel.failed",
      data: { reason: "第一章 👩‍👩‍👧 __proto__" },
    },
  };
}

function text(offset: number): BusMessage {
  const frame = { novelId, chapter: 1, draftId: "call-1:1", offset, text: "Sie ging.\n", traceId };
  return { kind: "text", frame };
}

/** What every bus promises while nothing goes wrong. */
export function eventBusContract(name: string, open: OpenBus): void {
  describe(`the bus in ${name}`, () => {
    let bus: EventBus;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ bus, close } = await open());
    });
    afterEach(() => close());

    function listen(): { heard: BusMessage[]; stop: () => void } {
      const heard: BusMessage[] = [];
      return { heard, stop: bus.subscribe((message) => heard.push(message)) };
    }

    test("every listener hears every message, in the order of publishing", async () => {
      const first = listen();
      const second = listen();
      const published: BusMessage[] = [];
      for (let seq = 1; seq <= 100; seq += 1) {
        published.push(event(seq), text(seq));
        await bus.publish([event(seq), text(seq)]);
      }
      await eventually(() => expect(first.heard).toHaveLength(200));
      await eventually(() => expect(second.heard).toHaveLength(200));
      expect(first.heard).toEqual(published);
      expect(second.heard).toEqual(published);
    });

    test("a probe comes as it was sent, also to its sender", async () => {
      const { heard } = listen();
      const probe: BusMessage = { kind: "probe", probe: { from: "process-1", sentAt: 12_345.678 } };
      await bus.publish([probe]);
      await eventually(() => expect(heard).toEqual([probe]));
    });

    test("messages published at once come in order too", async () => {
      const { heard } = listen();
      await Promise.all([1, 2, 3, 4].map((seq) => bus.publish([event(seq)])));
      await eventually(() => expect(heard).toEqual([1, 2, 3, 4].map(event)));
    });

    test("publishing nothing, or to nobody, is no error", async () => {
      await bus.publish([event(1)]);
      const { heard } = listen();
      await bus.publish([]);
      await bus.publish([event(2)]);
      await eventually(() => expect(heard).toContainEqual(event(2)));
    });

    test("a listener hears what is published from its subscription on", async () => {
      const early = listen();
      await bus.publish([event(1)]);
      await eventually(() => expect(early.heard).toHaveLength(1));
      const late = listen();
      await bus.publish([event(2)]);
      await eventually(() => expect(late.heard).toEqual([event(2)]));
    });

    test("a listener that stopped hears nothing more, and the others go on", async () => {
      const leaver = listen();
      const stayer = listen();
      await bus.publish([event(1)]);
      await eventually(() => expect(leaver.heard).toHaveLength(1));
      leaver.stop();
      leaver.stop();
      await bus.publish([event(2)]);
      await eventually(() => expect(stayer.heard).toEqual([event(1), event(2)]));
      expect(leaver.heard).toEqual([event(1)]);
    });

    test("a function that subscribes twice is called twice, and stops one at a time", async () => {
      const heard: BusMessage[] = [];
      const hear = (message: BusMessage) => heard.push(message);
      const stop = bus.subscribe(hear);
      bus.subscribe(hear);
      await bus.publish([event(1)]);
      await eventually(() => expect(heard).toEqual([event(1), event(1)]));
      stop();
      await bus.publish([event(2)]);
      await eventually(() => expect(heard).toEqual([event(1), event(1), event(2)]));
    });

    test("a listener that throws hurts neither the publisher nor the others", async () => {
      const before = listen();
      bus.subscribe(() => {
        throw new Error("a broken listener");
      });
      const after = listen();
      await bus.publish([event(1), text(0)]);
      await bus.publish([event(2)]);
      for (const { heard } of [before, after])
        await eventually(() => expect(heard).toEqual([event(1), text(0), event(2)]));
    });

    test("an open bus is well, a closed one is down", async () => {
      expect(await bus.health()).toBe("ok");
      await bus.close();
      expect(await bus.health()).toBe("down");
    });
  });
}
