import type { NovelEvent } from "#/contract/event.ts";
import type { EventBus } from "#/ports/event-bus.ts";
import type { Queue } from "#/ports/queue.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";

export interface Announcers {
  bus: EventBus;
  queue: Queue;
  metrics: Metrics;
  /** Whose lines tell of the novel: `novelLog`. */
  log: Logger;
}

/**
 * Tells of events that the Store already has. Never throws: the bus is a hint, and who missed an
 * event reads it from the log.
 */
export async function announce(
  { bus, log }: Pick<Announcers, "bus" | "log">,
  events: readonly NovelEvent[],
): Promise<void> {
  if (events.length === 0) return;
  try {
    await bus.publish(events.map((event) => ({ kind: "event", event })));
  } catch (error) {
    log.warn({ event: "bus.publish-failed", err: error }, "events were not published");
  }
}

/** Asks the workers to go on with a novel. Throws when the queue takes nothing. */
export async function enqueueNovel(
  { queue, metrics }: Pick<Announcers, "queue" | "metrics">,
  novel: Wakeable,
  delayMs = 0,
): Promise<void> {
  const { id: novelId, wake, requestId, traceparent, runAt: dueAt } = novel;
  await queue.enqueue({ novelId, wake, requestId, traceparent, dueAt }, { delayMs });
  metrics.queueEnqueued.inc({ job: "advance" });
}

/** The same, but never throws: the reconciler finds what was not enqueued. */
export async function wakeNovel(
  deps: Pick<Announcers, "queue" | "metrics" | "log">,
  novel: Wakeable,
  delayMs = 0,
): Promise<void> {
  try {
    await enqueueNovel(deps, novel, delayMs);
  } catch (error) {
    deps.log.warn({ event: "queue.enqueue-failed", err: error }, "a job was not enqueued");
  }
}

type Wakeable = Pick<NovelRecord, "id" | "wake" | "requestId" | "traceparent" | "runAt">;
