import type { OnConnection, RedisAccess } from "#/ports/redis-connection.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import { countRedisConnections } from "./count-redis-connections.ts";

/**
 * For connections to one Redis: counts them, logs `failed` for what goes wrong, and `back` once when
 * all of them are ready again after that.
 */
export function watchRedis(
  { log, metrics }: { log: Logger; metrics: Metrics },
  { failed, back }: { failed: string; back: string },
): { onError: RedisAccess["onError"]; onConnection: OnConnection } {
  const count = countRedisConnections(metrics);
  let connecting = 0;
  let hasFailed = false;
  return {
    onError(error) {
      hasFailed = true;
      log.warn({ event: "redis.failed", err: error }, failed);
    },
    onConnection(from, to) {
      count(from, to);
      if (from === "connecting") connecting -= 1;
      if (to === "connecting") connecting += 1;
      if (!hasFailed || to !== "ready" || connecting > 0) return;
      hasFailed = false;
      log.info({ event: "redis.back" }, back);
    },
  };
}
