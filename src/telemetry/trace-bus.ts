import { SpanKind } from "@opentelemetry/api";
import type { BusMessage, EventBus } from "#/ports/event-bus.ts";
import { attribute } from "./attributes.ts";
import { spanNames } from "./span-names.ts";
import { activeTraceparent, inSpan, inTrace, isTraced, outsideTraces } from "./spans.ts";

/**
 * The same bus, with spans, and with the publisher's context beside each event, in which listeners
 * are called, in whichever process. Frames of text leave no span anywhere.
 */
export function traceBus(bus: EventBus, system: "redis" | "memory"): EventBus {
  function publishEvents(messages: readonly BusMessage[], types: string[]): Promise<void> {
    const options = {
      name: spanNames.publish,
      kind: SpanKind.PRODUCER,
      attributes: {
        [attribute.messagingSystem]: system,
        [attribute.messagingOperation]: "send",
        [attribute.messagingDestination]: "events",
        [attribute.messagingBatchCount]: types.length,
        [attribute.eventTypes]: types,
      },
    };
    return inSpan(options, () => {
      const traceparent = activeTraceparent();
      return bus.publish(messages.map((message) => ({ ...message, traceparent })));
    });
  }

  return {
    ...bus,
    publish(messages) {
      const types = messages.flatMap((message) =>
        message.kind === "event" ? [message.event.type] : [],
      );
      if (types.length === 0) return outsideTraces(() => bus.publish(messages));
      return isTraced() ? publishEvents(messages, types) : bus.publish(messages);
    },
    subscribe: (listen) =>
      bus.subscribe((message) => {
        inTrace(message.traceparent, () => {
          listen(message);
        });
      }),
  };
}
