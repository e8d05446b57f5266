import {
  Counter,
  Gauge,
  Histogram,
  type OpenMetricsContentType,
  Registry,
  collectDefaultMetrics,
} from "prom-client";
import { novelStatuses } from "#/contract/novel.ts";
import type { Queue } from "#/ports/queue.ts";
import type { Store } from "#/ports/store/store.ts";

export type Metrics = ReturnType<typeof createMetrics>;

/** Gauges of prom-client's that are named as if they were counters; their detailed twins stay. */
const misnamed = [
  "nodejs_active_handles_total",
  "nodejs_active_requests_total",
  "nodejs_active_resources_total",
];

/**
 * Every metric of Colophon, made once for each process, and its counters die with it. Labels are
 * bounded: no ids, no free text. `docs/ops/metrics.md` is made from this.
 */
export function createMetrics() {
  // The kind of registry that takes exemplars; `writeMetrics` writes it either way.
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  return {
    registry,
    httpRequestDuration: new Histogram({
      name: "colophon_http_request_duration_seconds",
      help: "Time from the request's arrival to the end of its response. `route` is a pattern, `static`, `unmatched` or `unparsed`; `status` is 499 where the caller left before there was one.",
      labelNames: ["method", "route", "status"] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1, 2.5, 5, 10],
      enableExemplars: true,
      registers,
    }),
    httpConnections: new Gauge({
      name: "colophon_http_connections",
      help: "Open connections to this process's HTTP server, those of WebSockets among them.",
      registers,
    }),
    httpConnectionsRefused: new Counter({
      name: "colophon_http_connections_refused_total",
      help: "Connections that were closed at once because there were HTTP_MAX_CONNECTIONS already. Nothing was asked on them, so no line tells of them.",
      registers,
    }),
    authFailures: new Counter({
      name: "colophon_auth_failures_total",
      help: "Callers turned away as unauthorized: `metrics-token` at /metrics, `admin-token` under /internal, `session` at the handshake of a socket and by a browser that was signed out, `recovery-code` at `/api/session`, `api-key` wherever a key is taken.",
      labelNames: ["kind"] as const,
      registers,
    }),
    auditEntries: new Counter({
      name: "colophon_audit_entries_total",
      help: "Acts of operators that this process wrote into the audit log, by what was done.",
      labelNames: ["action"] as const,
      registers,
    }),
    cspViolations: new Counter({
      name: "colophon_csp_violations_total",
      help: "Things that a page's content policy stopped, as browsers report them; extensions of a browser cause some.",
      registers,
    }),
    clientErrors: new Counter({
      name: "colophon_client_errors_total",
      help: "Errors of the web app in browsers, as it reports them.",
      registers,
    }),
    clientVital: new Histogram({
      name: "colophon_client_vital_seconds",
      help: "How fast pages were in browsers, by web vital: FCP, INP, LCP, TTFB.",
      labelNames: ["vital"] as const,
      buckets: [0.05, 0.1, 0.2, 0.5, 0.8, 1, 1.8, 2.5, 4, 10],
      registers,
    }),
    clientLayoutShift: new Histogram({
      name: "colophon_client_layout_shift",
      help: "The share of a page that moved under its reader (CLS), as browsers report it.",
      buckets: [0.01, 0.05, 0.1, 0.15, 0.25, 0.5, 1],
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
      enableExemplars: true,
      registers,
    }),
    realtimeBroadcastDuration: new Histogram({
      name: "colophon_realtime_broadcast_duration_seconds",
      help: "Time from an event's stamp, made just before it is appended to the log, to its write on sockets; by two wall clocks where another process wrote it. One observation for all sockets that get it at once; replays do not count.",
      buckets: [0.005, 0.01, 0.05, 0.1, 0.25, 0.6, 1, 2, 5],
      enableExemplars: true,
      registers,
    }),
    realtimeDropped: new Counter({
      name: "colophon_realtime_dropped_total",
      help: "Sockets that the server gave up, by reason: `slow-consumer`, `ping-timeout`, `parse-error`, `idle`, `key-ended` (expired or deleted), `session-ended` (signed out), `too-many-messages`, `shutdown`; `refused` are handshakes beyond a limit.",
      labelNames: ["reason"] as const,
      registers,
    }),
    busLag: new Gauge({
      name: "colophon_bus_lag_seconds",
      help: "What a message takes over the bus and back to this process, asked each second; while none comes back, how long that is so.",
      labelNames: ["bus"] as const,
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
      enableExemplars: true,
      registers,
    }),
    llmRequestDuration: new Histogram({
      name: "colophon_llm_request_duration_seconds",
      help: "Time of one model call, from request to the end of its answer; `outcome` is accepted, rejected (an answer that cannot be used) or failed (none).",
      labelNames: ["stage", "model", "outcome"] as const,
      buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
      enableExemplars: true,
      registers,
    }),
    llmTokens: new Counter({
      name: "colophon_llm_tokens_total",
      help: "Tokens sent to (`input`) and received from (`output`) models, as this process settled them in the ledger.",
      labelNames: ["stage", "model", "direction"] as const,
      registers,
    }),
    llmCost: new Counter({
      name: "colophon_llm_cost_usd_total",
      help: "Cost in US dollars of the model calls that this process settled in the ledger, failed ones included. Calls whose worker died are `unknown` there, charged as reserved, and not counted here unless they are settled late.",
      labelNames: ["stage", "model"] as const,
      registers,
    }),
    proseQuality: new Histogram({
      name: "colophon_prose_quality",
      help: "Measures of chapters as they are finished: `distinct3` (share of three-word runs that stand once), `repeated_sentences` (how many), `length` (words for each word of the budget).",
      labelNames: ["measure"] as const,
      buckets: [0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.25, 2, 5, 10],
      registers,
    }),
    redisConnections: new Gauge({
      name: "colophon_redis_connections",
      help: "This process's connections to Redis by state: ready, or connecting (for the first time or anew).",
      labelNames: ["state"] as const,
      registers,
    }),
    logSuppressed: new Counter({
      name: "colophon_log_suppressed_total",
      help: "Lines of high-volume events that sampling left out of the log; as event `sentry`, errors that were not reported.",
      labelNames: ["event"] as const,
      registers,
    }),
    logRedactions: new Counter({
      name: "colophon_log_redactions_total",
      help: "Secrets and personal data taken out of lines of the log, error answers, spans and request ids, by kind.",
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
    help: "Novels in the shared Store, by status: take the maximum over processes, not the sum.",
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

/** Adds the gauges of this process's connections to MongoDB, which `read` counts at each scrape. */
export function observeMongoPool(
  { registry }: Metrics,
  read: () => {
    connections: { available: number; inUse: number; pending: number };
    waiting: number;
  },
): void {
  new Gauge({
    name: "colophon_mongodb_pool_connections",
    help: "This process's connections to MongoDB by state: available, in_use, or pending (being made).",
    labelNames: ["state"] as const,
    registers: [registry],
    collect() {
      const { available, inUse, pending } = read().connections;
      this.set({ state: "available" }, available);
      this.set({ state: "in_use" }, inUse);
      this.set({ state: "pending" }, pending);
    },
  });
  new Gauge({
    name: "colophon_mongodb_pool_waiting",
    help: "Operations that wait for a connection to MongoDB.",
    registers: [registry],
    collect() {
      this.set(read().waiting);
    },
  });
}
