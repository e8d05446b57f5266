import type { Clock } from "#/ports/clock.ts";
import type { EventBus } from "#/ports/event-bus.ts";
import type { Ids } from "#/ports/ids.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import { startUpkeep } from "./start-upkeep.ts";

const everyMs = 1_000;

/**
 * Sends itself a stamped message over the bus each second and tells how long it takes, by this
 * process's own monotonic clock; while none comes back, how long that is so. Nothing depends on it:
 * what cannot be sent is seen in the figure. Returns the way to stop.
 */
export function watchBusLag(
  deps: { bus: EventBus; clock: Clock; ids: Ids; log: Logger; metrics: Metrics },
  name: "redis" | "memory",
): () => Promise<void> {
  const { bus, clock, metrics } = deps;
  const from = deps.ids.uuid();
  let lagMs = 0;
  /** When the first of the messages was sent that have not come back. */
  let waitingSince: number | undefined;

  const tell = (ms: number) => {
    metrics.busLag.set({ bus: name }, ms / 1_000);
  };
  const unsubscribe = bus.subscribe((message) => {
    if (message.kind !== "probe" || message.probe.from !== from) return;
    lagMs = clock.monotonic() - message.probe.sentAt;
    waitingSince = undefined;
    tell(lagMs);
  });
  const run = async () => {
    const sentAt = clock.monotonic();
    if (waitingSince !== undefined) tell(Math.max(lagMs, sentAt - waitingSince));
    waitingSince ??= sentAt;
    await bus.publish([{ kind: "probe", probe: { from, sentAt } }]).catch(() => {
      // The bus tells its own troubles.
    });
  };
  const stopUpkeep = startUpkeep([{ name: "bus-lag", everyMs, run }], deps);
  return async () => {
    unsubscribe();
    await stopUpkeep();
  };
}
