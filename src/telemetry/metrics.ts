import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import { novelStatuses } from "#/contract/novel.ts";
import type { Queue } from "#/ports/queue.ts";
import type { Store } from "#/ports/store/store.ts";

/** Every metric of Colophon, made once for each process. Labels are bounded: no ids, no free text. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    httpRequestDuration: new Histogram({
      name: "colophon_http_request_duration_seconds",
      help: "Time from the request's arrival to the end of its response.",
      labelNames: ["method", "route", "status"] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1, 2.5, 5, 10],
      registers,
    }),
    realtimeConnections: new Gauge({
      name: "colophon_realtime_connections",
      help: "Open sockets on this process.",
      registers,
    }),
    realtimeSubscriptions: new Gauge({
      name: "colophon_realtime_subscriptions",
      help: "Subscriptions to novels on this process.",
      registers,
    }),
    realtimeCatchupDuration: new Histogram({
      name: "colophon_realtime_catchup_duration_seconds",
      help: "Time from a subscribe message to the last replayed event.",
      buckets: [0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 5],
      registers,
    }),
    realtimeBroadcastDuration: new Histogram({
      name: "colophon_realtime_broadcast_duration_seconds",
      help: "Time from an event's stamp to its write on a socket.",
      buckets: [0.005, 0.01, 0.05, 0.1, 0.25, 0.6, 1, 2, 5],
      registers,
    }),
    realtimeDropped: new Counter({
      name: "colophon_realtime_dropped_total",
      help: "Sockets that the server closed, by reason.",
      labelNames: ["reason"] as const,
      registers,
    }),
    queueEnqueued: new Counter({
      name: "colophon_queue_enqueued_total",
      help: "Jobs handed to the queue.",
      labelNames: ["job"] as const,
      registers,
    }),
    jobDuration: new Histogram({
      name: "colophon_job_duration_seconds",
      help: "Time a worker spent on one step.",
      labelNames: ["stage", "outcome"] as const,
      buckets: [0.1, 0.5, 1, 5, 15, 60, 120, 300, 600, 1200],
      registers,
    }),
    llmRequestDuration: new Histogram({
      name: "colophon_llm_request_duration_seconds",
      help: "Time of one model call, from request to the end of its answer.",
      labelNames: ["stage", "model", "outcome"] as const,
      buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
      registers,
    }),
    llmTokens: new Counter({
      name: "colophon_llm_tokens_total",
      help: "Tokens sent to and received from models.",
      labelNames: ["stage", "model", "direction"] as const,
      registers,
    }),
    llmCost: new Counter({
      name: "colophon_llm_cost_usd_total",
      help: "Cost of model calls in US dollars, as the ledger has it.",
      labelNames: ["stage", "model"] as const,
      registers,
    }),
    mongodbPoolConnections: new Gauge({
      name: "colophon_mongodb_pool_connections",
      help: "This process's connections to MongoDB, by what they are doing.",
      labelNames: ["state"] as const,
      registers,
    }),
    mongodbPoolWaiting: new Gauge({
      name: "colophon_mongodb_pool_waiting",
      help: "Operations that wait for a connection to MongoDB.",
      registers,
    }),
    redisConnections: new Gauge({
      name: "colophon_redis_connections",
      help: "This process's connections to Redis, by their state.",
      labelNames: ["state"] as const,
      registers,
    }),
    logSuppressed: new Counter({
      name: "colophon_log_suppressed_total",
      help: "Lines of high-volume events that sampling left out of the log.",
      labelNames: ["event"] as const,
      registers,
    }),
    logRedactions: new Counter({
      name: "colophon_log_redactions_total",
      help: "Secrets and personal data taken out of lines of the log and of error answers, by kind.",
      labelNames: ["kind"] as const,
      registers,
    }),
    llmInflight: new Gauge({
      name: "colophon_llm_inflight",
      help: "Model calls under way.",
      registers,
    }),
  };
}

/** Adds the gauges that are read from the shared Store and queue at each scrape; who is down is left out. */
export function observeSharedState(
  { registry }: Metrics,
  { store, queue }: { store: Store; queue: Queue },
): void {
  new Gauge({
    name: "colophon_novels",
    help: "Novels in the Store, by status.",
    labelNames: ["status"] as const,
    registers: [registry],
    async collect() {
      // What was true once must not stay when the Store cannot be asked; nor may the scrape fail.
      const counts = await store.novels.countByStatus().catch(() => null);
      if (counts === null) return this.reset();
      for (const status of novelStatuses) this.set({ status }, counts[status] ?? 0);
    },
  });
  new Gauge({
    name: "colophon_queue_depth",
    help: "Jobs in the shared queue, by state: take the maximum over processes, not the sum.",
    labelNames: ["state"] as const,
    registers: [registry],
    async collect() {
      const depth = await queue.depth().catch(() => null);
      if (depth === null) return this.reset();
      for (const state of ["waiting", "delayed", "active"] as const)
        this.set({ state }, depth[state]);
    },
  });
}
