import type { NovelEvent } from "#/contract/event.ts";
import type { TextFrame } from "#/contract/realtime.ts";
import type { DependencyState } from "#/contract/service.ts";

export type BusMessage = (
  | { kind: "event"; event: NovelEvent }
  | { kind: "text"; frame: TextFrame }
  /** Told by the bus itself, and never published: messages may have been missed until now. */
  | { kind: "gap" }
  /** Goes round to whoever sent it, who stamped it by its own monotonic clock. */
  | { kind: "probe"; probe: { from: string; sentAt: number } }
) & {
  /** W3C trace context of the publisher, where it is traced. */
  traceparent?: string | undefined;
};

/**
 * Tells every process at once what happened. A hint: messages may be lost, doubled or late (the log
 * in the Store is the truth), so who listens checks `seq` and fetches what is missing.
 */
export interface EventBus {
  publish(messages: readonly BusMessage[]): Promise<void>;
  /** Calls `listen` for every message published by any process from now on; returns the way to stop. */
  subscribe(listen: (message: BusMessage) => void): () => void;
  health(): Promise<DependencyState>;
  close(): Promise<void>;
}
