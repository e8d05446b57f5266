import { createMemoryBus } from "#/adapters/memory/event-bus.ts";
import { createMemoryQueue } from "#/adapters/memory/queue.ts";
import { lockDataDir } from "#/adapters/sqlite/lock-data-dir.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { createSystemClock } from "#/adapters/system/clock.ts";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { observeSharedState } from "#/telemetry/metrics.ts";
import { breakAllLeases } from "#/upkeep/break-dead-leases.ts";
import { watchBusLag } from "#/upkeep/watch-bus-lag.ts";
import type { ProcessFrame } from "./run-process.ts";
import { type Services, traceServices } from "./services.ts";

/** The services of a process that has its data directory to itself: SQLite, and queue and bus in memory. */
export async function openEmbeddedServices({
  config: { dataDir },
  log,
  metrics,
  opened,
  tracing,
}: ProcessFrame): Promise<Services> {
  opened("data directory", lockDataDir(dataDir));
  const store = await createSqliteStore({ dataDir });
  opened("store", store.close);
  const clock = createSystemClock();
  const queue = createMemoryQueue();
  opened("queue", queue.close);
  const bus = createMemoryBus({
    onError: (error) => {
      log.error({ event: "bus.listener-failed", err: error }, "a listener failed");
    },
  });
  opened("bus", bus.close);
  observeSharedState(metrics, { store, queue });
  const services = traceServices(
    { store, queue, bus, clock, ids: createSystemIds(), metrics, log },
    { tracing, queueSystem: "memory", busSystem: "memory" },
  );
  // The lock says that whoever held these leases is dead.
  await breakAllLeases({ ...services, random: Math.random });
  opened("bus lag", watchBusLag(services, "memory"));
  return services;
}
