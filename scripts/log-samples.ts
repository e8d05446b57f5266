import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createMemoryBus } from "#/adapters/memory/event-bus.ts";
import { createMemoryQueue } from "#/adapters/memory/queue.ts";
import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { readEnvironment } from "#/config/env.ts";
import { createLiveSettings } from "#/domain/live-settings.ts";
import { createModelPlan } from "#/domain/model-plan.ts";
import { answerStrays } from "#/http/answer-strays.ts";
import { createApp } from "#/http/app.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import type { Ids } from "#/ports/ids.ts";
import { type LanguageModel, ModelError } from "#/ports/language-model.ts";
import { createLogger } from "#/telemetry/logger.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { createScrubber } from "#/telemetry/scrub.ts";
import { startWorker } from "#/worker/worker.ts";

/** Where the samples stand. */
export const logSamplesFile = "docs/ops/log-samples.ndjson";

/**
 * Real lines of the log, of a real app and worker on a clock that stands still and with ids that
 * count up, so that they are the same each time.
 */
export async function logSamples(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "colophon-samples-"));
  const lines: string[] = [];
  const clock = createFakeClock();
  const { rateLimits } = readEnvironment("embedded", {});
  const whole = await createSqliteStore({ dataDir });
  const store = { ...whole, novels: { ...whole.novels, list: failingList } };
  const scrubber = createScrubber();
  const log = createLogger({
    level: "debug",
    service: "embedded",
    version: "0.1.0",
    clock,
    scrubber,
    pretty: false,
    sink: { write: (line) => lines.push(line) },
  });
  const queue = createMemoryQueue();
  const services = {
    store,
    queue,
    bus: createMemoryBus({ onError: (error) => log.error(error) }),
    clock,
    ids: countingIds(),
    metrics: createMetrics(),
    log,
    scrubber,
  };
  const plan = createModelPlan({
    model: "gpt-4o-mini",
    notice: null,
    overrides: {},
    prices: {},
    dayBudgetNanoUsd: null,
  });
  const server = createServer(
    createApp({
      ...services,
      random: Math.random,
      model: { name: "gpt-4o-mini", notice: null, health: async () => "ok" },
      modelRestMs: () => 0,
      unpricedModels: () => plan.unpricedModels,
      isDraining: () => false,
      isClosing: () => false,
      sessionSecrets: () => ["a secret for samples, of 32 characters"],
      adminTokens: () => [],
      corsOrigins: [],
      trustProxy: false,
      loopbackOnly: false,
      forceHttps: false,
      settings: createLiveSettings({
        ...services,
        environment: {
          logLevel: "debug",
          traceSampleRatio: null,
          queuePaused: false,
          budgetUsdPerDay: null,
          rateLimits: { ...rateLimits, "novel-read": { limit: 1, windowMs: 3_600_000 } },
        },
      }),
      rateLimitStore: createMemoryRateLimitStore({ clock }),
      metricsAuthTokens: () => ["a-token-for-samples"],
      realtime: () => Promise.reject(new Error("there is no gateway")),
      processName: "embedded@here:1",
      version: "0.1.0",
      webRoot: dataDir,
    }),
  );
  answerStrays(server, services);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await ask((server.address() as AddressInfo).port, lines);
    const worker = startWorker(
      { ...services, model: busyModel, plan, holder: "a", activePerOwner: 3, random: () => 0 },
      { concurrency: 1 },
    );
    await hasLine(lines, '"step.ended"');
    await worker.drain(0);
  } finally {
    server.closeAllConnections();
    server.close();
    await queue.close();
    await store.close();
    await rm(dataDir, { recursive: true });
  }
  return lines.join("");
}

/** Asks for one thing after the other, each under an id that says what it shows. */
async function ask(port: number, lines: string[]): Promise<void> {
  const url = `http://127.0.0.1:${port}`;
  const send = async (id: string, method: string, path: string, sent: RequestInit = {}) => {
    const headers = { "x-request-id": id, ...(sent.headers as Record<string, string>) };
    const answer = await fetch(url + path, { ...sent, method, headers });
    await answer.text();
    await hasLine(lines, `"request_id":"${id}","trace_id"`);
    return answer;
  };
  const json = { "content-type": "application/json" };
  await send("probe", "GET", "/health");
  const created = await send("accepted", "POST", "/api/novel", {
    headers: json,
    body: JSON.stringify({
      title: "The Borrowed Page",
      premise: "An archivist finds a page in her archive that nobody has written yet.",
      genre: "mystery",
      targetWordCount: 600,
      targetChapters: 1,
    }),
  });
  const cookie = created.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const novel = created.headers.get("location") ?? "";
  await send("answered", "GET", novel, { headers: { cookie } });
  await send("too-often", "GET", novel, { headers: { cookie } });
  await send("of-nobody", "GET", "/api/novel/none/events");
  await send("unknown", "GET", "/wp-login.php?password=hunter2");
  await send("wrong-method", "DELETE", "/api/novel");
  await send("no-token", "GET", "/metrics");
  await send("no-json", "POST", "/api/novel", { body: "title=x" });
  await send("too-large", "POST", "/api/novel", { headers: json, body: "1".repeat(1_000_001) });
  await send("failed", "GET", "/api/novel", { headers: { cookie } });
  const leaving = connect(port, "127.0.0.1");
  leaving.write(
    "POST /api/novel HTTP/1.1\r\nhost: x\r\nx-request-id: aborted\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{",
    () => leaving.destroy(),
  );
  await hasLine(lines, '"aborted","trace_id"');
  const stray = connect(port, "127.0.0.1");
  stray.end("this is not HTTP\r\n\r\n");
  await hasLine(lines, '"http.refused"');
}

/** A store in trouble, whose driver tells more than it should. */
async function failingList(): Promise<never> {
  throw Object.assign(new Error("no answer from mongodb://app:hunter2@203.0.113.77:27017"), {
    stack: "MongoError: no answer from mongodb://app:hunter2@203.0.113.77:27017\n    at …",
  });
}

/** A model that is busy: its novel waits. */
const busyModel: LanguageModel = {
  async stream() {
    throw new ModelError("unavailable", "the model's server is busy (429)", {
      retryAfterMs: 20_000,
    });
  },
  restMs: () => 0,
  health: async () => "ok",
};

function countingIds(): Ids {
  let count = 0;
  const next = (digits: number) => {
    count += 1;
    return count.toString(16).padStart(digits, "0");
  };
  return {
    uuid: () => `019b7a5e-0000-7000-8000-${next(12)}`,
    traceId: () => next(32),
    spanId: () => next(16),
  };
}

async function hasLine(lines: readonly string[], part: string): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    if (lines.some((line) => line.includes(part))) return;
    await sleep(5);
  }
  throw new Error(`no line with ${part} came`);
}
