import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { createMemoryBus } from "#/adapters/memory/event-bus.ts";
import { createMemoryQueue } from "#/adapters/memory/queue.ts";
import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { createSystemIds } from "#/adapters/system/ids.ts";
import type { NovelView } from "#/contract/novel.ts";
import { createLiveSettings } from "#/domain/live-settings.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import type { Settings } from "#/ports/live-settings.ts";
import type { Change, NovelState } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { createScrubber } from "#/telemetry/scrub.ts";
import { createApp } from "./app.ts";
import { type Answer, createConformance } from "./conformance.fixture.ts";
import { createHttpServer } from "./create-http-server.ts";
import type { HttpDeps } from "./http-deps.ts";

export const input = {
  title: "The Lamp at Sable Point",
  premise: "A lighthouse keeper finds that the lamp shows ships that have not sailed yet.",
  genre: "mystery",
  targetWordCount: 2_000,
  targetChapters: 4,
};

const plenty = { limit: 1_000_000, windowMs: 3_600_000 };

/** Limits that no test reaches by chance. */
export const unlimited: Settings["rateLimits"] = {
  "novel-create": plenty,
  "novel-read": plenty,
  "realtime-metrics": plenty,
  "admin-failure": plenty,
  report: plenty,
  "socket-connect": plenty,
  read: plenty,
  write: plenty,
};

/** What a proxy tells that ends TLS, where one is trusted. */
export const overTls = { "x-forwarded-proto": "https" };

/** What nobody has set otherwise. */
const environment = {
  logLevel: "debug",
  traceSampleRatio: null,
  queuePaused: false,
  budgetUsdPerDay: null,
} as const;

/** Of a gateway that nobody is connected to. */
const aRealtime: Awaited<ReturnType<HttpDeps["realtime"]>> = {
  connections: 0,
  subscriptions: 0,
  idle: 0,
  perOrigin: {},
  perNovel: [],
  dropped: {},
  catchupSeconds: { last: null, p95: null },
  broadcastSeconds: { last: null, p95: null },
  busLagSeconds: null,
  limits: {
    connections: 0,
    connectionsPerOrigin: 0,
    connectionsPerOwner: 20,
    subscriptionsPerClient: 20,
    messagesPerSecond: 50,
    idleSeconds: 300,
    bufferBytes: 1_000_000,
  },
};

export interface Sent {
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  body?: string | Uint8Array<ArrayBuffer>;
}

/** Sends a request, and fails the test when its answer is not as the OpenAPI document says. */
export type Send = (
  method: string,
  path: string,
  sent?: Sent,
) => Promise<Answer & { json: () => unknown }>;

/** A whole app on real adapters, listening on a free port until the test ends. */
export async function serveApp({
  rateLimits = unlimited,
  ...overrides
}: Partial<HttpDeps> & Partial<Pick<Settings, "rateLimits">> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "colophon-http-"));
  const store = overrides.store ?? (await createSqliteStore({ dataDir }));
  const clock = createFakeClock();
  const logs: Record<string, unknown>[] = [];
  const log = pino(
    { level: "debug", formatters: { level: (level) => ({ level }) } },
    { write: (line) => void logs.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const deps: HttpDeps = {
    store,
    queue: createMemoryQueue(),
    bus: createMemoryBus({ onError: (error) => log.error(error) }),
    clock,
    ids: createSystemIds(),
    random: () => 0,
    metrics: createMetrics(),
    log,
    scrubber: createScrubber(),
    isDraining: () => false,
    isClosing: () => false,
    model: { name: "a-model", notice: null, health: async () => "ok" },
    modelRestMs: () => 0,
    unpricedModels: () => [],
    sessionSecrets: () => ["the first secret, of 32 characters or more"],
    adminTokens: () => [],
    corsOrigins: [],
    trustProxy: false,
    loopbackOnly: false,
    forceHttps: false,
    settings: createLiveSettings({ store, environment: { ...environment, rateLimits }, log }),
    rateLimitStore: createMemoryRateLimitStore({ clock }),
    metricsAuthTokens: () => [],
    version: "1.2.3",
    realtime: async () => aRealtime,
    processName: "embedded@here:1",
    webRoot: join(dataDir, "web"),
    ...overrides,
  };
  const server = createHttpServer(createApp(deps), deps, { maxConnections: 0 });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await store.close();
    rmSync(dataDir, { recursive: true });
  });

  const conformance = createConformance(
    await (await fetch(`${url}/openapi.json`, { headers: overTls })).json(),
  );
  const send: Send = async (method, path, sent = {}) => {
    const { json, body = JSON.stringify(json) } = sent;
    const response = await fetch(url + path, {
      method,
      redirect: "manual",
      headers: {
        ...(json !== undefined && { "content-type": "application/json" }),
        ...sent.headers,
      },
      ...(body !== undefined && { body }),
    });
    const answer = {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
    };
    conformance.check(method, path, answer);
    return { ...answer, json: () => JSON.parse(answer.text) as unknown };
  };

  /** Somebody with a browser: keeps the session cookie. */
  function visitor(): {
    send: Send;
    create: (more?: Record<string, unknown>) => Promise<NovelView>;
  } {
    let cookie: string | undefined;
    const sendAs: Send = async (method, path, sent = {}) => {
      const headers = { ...(cookie !== undefined && { cookie }), ...sent.headers };
      const answer = await send(method, path, { ...sent, headers });
      cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? cookie;
      return answer;
    };
    return {
      send: sendAs,
      async create(more = {}) {
        const answer = await sendAs("POST", "/api/novel", { json: { ...input, ...more } });
        if (answer.status !== 202) throw new Error(answer.text);
        return answer.json() as NovelView;
      },
    };
  }

  return { url, deps, clock, logs, send, visitor, conformance };
}

/** Changes a novel behind the API's back, as a worker would. */
export async function changeNovel(
  store: Store,
  id: string,
  set: Partial<NovelState>,
  more: Pick<Change, "artifacts" | "chapters"> = {},
): Promise<void> {
  const novel = await store.novels.get(id);
  if (novel === undefined) throw new Error("no such novel");
  const { outcome } = await store.novels.applyCommand(
    { id, lastSeq: novel.lastSeq },
    {
      at: "2026-01-01T00:10:00.000Z",
      set,
      cause: { traceId: "0af7651916cd43dd8448eb211c80319c", requestId: "a-worker" },
      events: [{ type: "novel.started", data: {} }],
      ...more,
    },
  );
  if (outcome !== "committed") throw new Error(outcome);
}
