import type { RealtimeMetrics } from "#/contract/realtime-metrics.ts";
import type { DependencyState } from "#/contract/service.ts";
import type { AdminToken } from "#/domain/identify-admin.ts";
import type { Stage } from "#/domain/prompts/prompt.ts";
import type { Clock } from "#/ports/clock.ts";
import type { EventBus } from "#/ports/event-bus.ts";
import type { Ids } from "#/ports/ids.ts";
import type { LiveSettings } from "#/ports/live-settings.ts";
import type { Queue } from "#/ports/queue.ts";
import type { RateLimitStore } from "#/ports/rate-limit-store.ts";
import type { Store } from "#/ports/store/store.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import type { Scrubber } from "#/telemetry/scrub.ts";

/** What answering operators needs, in every kind of process. */
export interface OperationsDeps {
  store: Store;
  queue: Queue;
  bus: EventBus;
  model: { health(): Promise<DependencyState> };
  clock: Clock;
  ids: Ids;
  metrics: Metrics;
  log: Logger;
  /** Of what error answers say. */
  scrubber: Pick<Scrubber, "scrub">;
  /** Whether the process has begun to stop, and is not ready any more. */
  isDraining: () => boolean;
  /** Whether it takes on nothing new. */
  isClosing: () => boolean;
  /** The bearer tokens of `/metrics`; none leaves it open. */
  metricsAuthTokens: () => readonly string[];
}

/**
 * Whose `X-Forwarded-*` headers are believed: nobody's, those of so many proxies in front, or those of
 * proxies in these networks.
 */
export type TrustProxy = false | number | readonly string[];

/** What the whole HTTP interface needs. */
export interface HttpDeps extends OperationsDeps {
  /** A number in [0, 1), for the jitter of retries. */
  random: () => number;
  /** `notice` is what every reader should be told of the model; null when nothing. */
  model: { name: string; notice: string | null; health(): Promise<DependencyState> };
  /** How long the server of a stage's model is left alone yet, in milliseconds; null where this process makes no calls. */
  modelRestMs: (stage: Stage) => number | null;
  /** The models in use that have no price: with any, no budget can be kept. */
  unpricedModels: () => readonly string[];
  /** Never empty: the first signs session cookies, all are accepted. */
  sessionSecrets: () => readonly string[];
  /** The bearer tokens of `/internal`; none lets nobody in. */
  adminTokens: () => readonly AdminToken[];
  /** Exact origins, beside our own, whose pages may use the API. */
  corsOrigins: readonly string[];
  trustProxy: TrustProxy;
  /** Whether nobody but this machine is to ask, and has to ask for it by its own name. */
  loopbackOnly: boolean;
  /** Whether requests of plain HTTP are redirected or refused. */
  forceHttps: boolean;
  settings: LiveSettings;
  rateLimitStore: RateLimitStore;
  /** What the gateway of this process tells of itself. */
  realtime: () => Promise<Omit<RealtimeMetrics, "process" | "at">>;
  /** `service@host:pid`, where it matters which process answers. */
  processName: string;
  version: string;
  /** The folder of the built web app. */
  webRoot: string;
}
