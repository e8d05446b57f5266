import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { createMemoryBus } from "#/adapters/memory/event-bus.ts";
import { createMemoryQueue } from "#/adapters/memory/queue.ts";
import { createOpenAiModel } from "#/adapters/openai/openai-model.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { createSystemClock } from "#/adapters/system/clock.ts";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { type NovelInput, novelInput } from "#/contract/novel.ts";
import { acceptNovel } from "#/domain/accept-novel.ts";
import type { AdvanceDeps } from "#/domain/advance-novel.ts";
import { createModelPlan } from "#/domain/model-plan.ts";
import type { Clock } from "#/ports/clock.ts";
import type { LanguageModel } from "#/ports/language-model.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { startTrace } from "#/telemetry/trace-context.ts";
import { startWorker } from "#/worker/worker.ts";
import { until } from "./until.ts";

// Longer than any test waits: a call that ends was ended by what the test is about.
const bounds = { idleMs: 60_000, totalMs: 60_000, maxBytes: 100_000, concurrency: 8 };
const prices = { "other-model": { inputUsdPerMillion: 1, outputUsdPerMillion: 2 } };

/**
 * A worker with the embedded adapters in this process, around a model server or a model of the
 * test's own: for what cannot be seen from outside.
 */
export async function openWritingRoom(options: {
  baseUrl?: string;
  model?: LanguageModel;
  plan?: Partial<Parameters<typeof createModelPlan>[0]>;
  activePerOwner?: number;
  clock?: Clock;
  /** Puts faults between the worker and its Store. */
  wrapStore?: (store: Store) => Store;
}) {
  const dataDir = await mkdtemp(join(tmpdir(), "colophon-room-"));
  const log = pino({ level: "silent" });
  const { wrapStore = (whole) => whole } = options;
  const store = wrapStore(await createSqliteStore({ dataDir }));
  const queue = createMemoryQueue();
  const bus = createMemoryBus({ onError: (error) => log.error(error) });
  const model =
    options.model ??
    createOpenAiModel({ apiKey: () => null, baseUrl: options.baseUrl ?? null, bounds });
  const deps: AdvanceDeps & { notice: null; unpricedModels: () => [] } = {
    store,
    queue,
    bus,
    model,
    plan: createModelPlan({
      model: "other-model",
      notice: null,
      overrides: {},
      prices,
      dayBudgetNanoUsd: null,
      ...options.plan,
    }),
    clock: options.clock ?? createSystemClock(),
    ids: createSystemIds(),
    metrics: createMetrics(),
    log,
    holder: "room",
    activePerOwner: options.activePerOwner ?? 3,
    notice: null,
    // As if every model had had a price when the novel was accepted.
    unpricedModels: () => [],
    random: () => 0,
  };
  let worker = startWorker(deps, { concurrency: 4 });
  return {
    ...deps,
    async accept(input: Partial<NovelInput> = {}): Promise<NovelRecord> {
      const { novel } = await acceptNovel(deps, {
        owner: "owner",
        idempotencyKey: null,
        input: novelInput.parse({
          title: "The Borrowed Page",
          premise: "An archivist finds a page in her archive that nobody has written yet.",
          genre: "mystery",
          targetWordCount: 6_000,
          targetChapters: 3,
          ...input,
        }),
        requestId: "test",
        trace: startTrace(deps.ids),
      });
      return novel;
    },
    /** Resolves with the row once the log has an event of one of these types. */
    async until(novelId: string, ...types: string[]): Promise<NovelRecord> {
      return until(types.join(" or "), async () => {
        const page = await store.log.read({ novelId, after: 0, limit: 500 });
        const novel = await store.novels.get(novelId);
        return page?.items.some(({ type }) => types.includes(type)) === true && novel;
      });
    },
    /** Stops the worker as a shutdown would, and starts another. */
    async restart() {
      await worker.drain(0);
      worker = startWorker(deps, { concurrency: 4 });
    },
    async close() {
      await worker.drain(0);
      await queue.close();
      await bus.close();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
