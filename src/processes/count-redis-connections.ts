import type { OnConnection } from "#/ports/redis-connection.ts";
import type { Metrics } from "#/telemetry/metrics.ts";

/** Keeps count of every connection to Redis that is told to it. */
export function countRedisConnections({
  redisConnections,
}: Pick<Metrics, "redisConnections">): OnConnection {
  return (from, to) => {
    if (from !== null) redisConnections.dec({ state: from });
    if (to !== null) redisConnections.inc({ state: to });
  };
}
