import type { Clock } from "#/ports/clock.ts";
import type { OnConnection, RedisAccess } from "#/ports/redis-connection.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import { startUpkeep } from "#/upkeep/start-upkeep.ts";
import { countRedisConnections } from "./count-redis-connections.ts";

const lookMs = 10_000;
/** What goes on failing is told once a minute: after this long without a word nothing does. Milliseconds. */
const quietMs = 90_000;

/**
 * For connections to one Redis: counts them, logs `failed` for what goes wrong, and `back` once after that: when
 * all of them are ready again, or, where none was lost, when nothing has failed for 90 s. `close` ends the watch.
 */
export function watchRedis(
  { log, metrics, clock }: { log: Logger; metrics: Metrics; clock: Clock },
  { failed, back }: { failed: string; back: string },
): { onError: RedisAccess["onError"]; onConnection: OnConnection; close: () => Promise<void> } {
  const count = countRedisConnections(metrics);
  const connections = { ready: 0, connecting: 0 };
  let failedAt: number | undefined;

  function tellIfBack(): void {
    if (failedAt === undefined || connections.ready === 0 || connections.connecting > 0) return;
    failedAt = undefined;
    log.info({ event: "redis.back" }, back);
  }

  const look = async () => {
    if (failedAt !== undefined && clock.monotonic() - failedAt >= quietMs) tellIfBack();
  };
  return {
    onError(error) {
      failedAt = clock.monotonic();
      log.warn({ event: "redis.failed", err: error }, failed);
    },
    onConnection(from, to) {
      count(from, to);
      if (from !== null) connections[from] -= 1;
      if (to !== null) connections[to] += 1;
      if (to === "ready") tellIfBack();
    },
    close: startUpkeep([{ name: "redis-watch", everyMs: lookMs, run: look }], { clock, log }),
  };
}
