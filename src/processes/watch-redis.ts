import type { Clock } from "#/ports/clock.ts";
import type { OnConnection, RedisAccess } from "#/ports/redis-connection.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import { startUpkeep } from "#/upkeep/start-upkeep.ts";
import { countRedisConnections } from "./count-redis-connections.ts";

const lookMs = 10_000;
/** What goes on failing is told once a minute: after this long without a word nothing does. Milliseconds. */
const quietMs = 90_000;

/** What a Redis says that answers and takes no writes: a connection that is ready again tells nothing then. */
const refusesWrites = /^(OOM|READONLY|MISCONF|NOREPLICAS)\b/;

/**
 * For connections to one Redis: counts them, logs `failed` for what goes wrong, and `back` once after that: when
 * all of them are ready again, or, where none was lost or it took no writes, when nothing has failed for 90 s. `close`
 * ends the watch.
 */
export function watchRedis(
  { log, metrics, clock }: { log: Logger; metrics: Metrics; clock: Clock },
  { failed, back }: { failed: string; back: string },
): { onError: RedisAccess["onError"]; onConnection: OnConnection; close: () => Promise<void> } {
  const count = countRedisConnections(metrics);
  const connections = { ready: 0, connecting: 0 };
  let failedAt: number | undefined;
  let refusing = false;

  function tellIfBack(): void {
    if (failedAt === undefined || connections.ready === 0 || connections.connecting > 0) return;
    failedAt = undefined;
    refusing = false;
    log.info({ event: "redis.back" }, back);
  }

  const look = async () => {
    if (failedAt !== undefined && clock.monotonic() - failedAt >= quietMs) tellIfBack();
  };
  return {
    onError(error) {
      failedAt = clock.monotonic();
      refusing ||= error instanceof Error && refusesWrites.test(error.message);
      log.warn({ event: "redis.failed", err: error }, failed);
    },
    onConnection(from, to) {
      count(from, to);
      if (from !== null) connections[from] -= 1;
      if (to !== null) connections[to] += 1;
      if (to === "ready" && !refusing) tellIfBack();
    },
    close: startUpkeep([{ name: "redis-watch", everyMs: lookMs, run: look }], { clock, log }),
  };
}
