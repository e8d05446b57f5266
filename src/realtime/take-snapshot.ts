import type { RealtimeMetrics } from "#/contract/realtime-metrics.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import type { ClientConnection, RealtimeLimits } from "./client-connection.ts";
import type { ConnectionCounts } from "./connection-counts.ts";
import type { NovelFeeds } from "./novel-feeds.ts";
import type { RecentDurations } from "./recent-durations.ts";

/** What a gateway tells of itself. */
export type GatewaySnapshot = Omit<RealtimeMetrics, "process" | "at">;

/** The rest would make the answer as long as there are novels. */
const mostFollowed = 100;

/** How a gateway is now. */
export async function takeSnapshot(gateway: {
  connections: ReadonlySet<ClientConnection>;
  counts: ConnectionCounts;
  feeds: NovelFeeds<ClientConnection>;
  catchups: RecentDurations;
  broadcasts: RecentDurations;
  metrics: Pick<Metrics, "realtimeDropped" | "busLag">;
  limits: RealtimeLimits;
}): Promise<GatewaySnapshot> {
  const { connections, counts, feeds, catchups, broadcasts, metrics, limits } = gateway;
  const following = [...connections].map((connection) => connection.following);
  const followers = feeds.followers().toSorted(([, one], [, other]) => other - one);
  const dropped = await metrics.realtimeDropped.get();
  const lag = await metrics.busLag.get();
  const { idleMs, ...others } = limits;
  return {
    connections: connections.size,
    subscriptions: following.reduce((sum, novels) => sum + novels, 0),
    idle: following.filter((novels) => novels === 0).length,
    perOrigin: Object.fromEntries(counts.perOrigin),
    perNovel: followers
      .slice(0, mostFollowed)
      .map(([novelId, subscriptions]) => ({ novelId, subscriptions })),
    dropped: Object.fromEntries(
      dropped.values
        .filter(({ value }) => value > 0)
        .map(({ labels, value }) => [String(labels.reason), value]),
    ),
    catchupSeconds: { last: catchups.last(), p95: catchups.p95() },
    broadcastSeconds: { last: broadcasts.last(), p95: broadcasts.p95() },
    busLagSeconds: lag.values[0]?.value ?? null,
    limits: { ...others, idleSeconds: idleMs / 1_000 },
  };
}
