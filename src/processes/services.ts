import type { Clock } from "#/ports/clock.ts";
import type { EventBus } from "#/ports/event-bus.ts";
import type { Ids } from "#/ports/ids.ts";
import type { Queue } from "#/ports/queue.ts";
import type { Store } from "#/ports/store/store.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";

/** What both halves of Colophon, its API and its workers, meet at: of one process, or of many. */
export interface Services {
  store: Store;
  queue: Queue;
  bus: EventBus;
  clock: Clock;
  ids: Ids;
  metrics: Metrics;
  log: Logger;
}
