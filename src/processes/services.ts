import type { Clock } from "#/ports/clock.ts";
import type { EventBus } from "#/ports/event-bus.ts";
import type { Ids } from "#/ports/ids.ts";
import type { Queue } from "#/ports/queue.ts";
import type { Store } from "#/ports/store/store.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import type { Tracing } from "#/telemetry/start-tracing.ts";
import { traceBus } from "#/telemetry/trace-bus.ts";
import { traceQueue } from "#/telemetry/trace-queue.ts";
import { traceStore } from "#/telemetry/trace-store.ts";

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

/** The same services, with spans where the process is traced: at the ports, so alike for every adapter. */
export function traceServices(
  services: Services,
  options: {
    tracing: Tracing | null;
    queueSystem: "bullmq" | "memory";
    busSystem: "redis" | "memory";
  },
): Services {
  if (options.tracing === null) return services;
  const { store, queue, bus } = services;
  return {
    ...services,
    store: traceStore(store),
    queue: traceQueue(queue, options.queueSystem),
    bus: traceBus(bus, options.busSystem),
  };
}
