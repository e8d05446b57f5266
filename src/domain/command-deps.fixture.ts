import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { createMemoryBus } from "#/adapters/memory/event-bus.ts";
import { createMemoryQueue } from "#/adapters/memory/queue.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import type { BusMessage } from "#/ports/event-bus.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import type { Store } from "#/ports/store/store.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import type { Announcers } from "./announce.ts";

export const cause = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", requestId: "the-request" };

/** What commands need, on a real Store of which parts may be replaced, and what the bus was told. */
export async function openCommandDeps(
  replace: (store: Store) => Partial<Store["novels"]> = () => ({}),
) {
  const dataDir = mkdtempSync(join(tmpdir(), "colophon-command-"));
  const store = await createSqliteStore({ dataDir });
  onTestFinished(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  const told: BusMessage[] = [];
  const bus = createMemoryBus({ onError: () => {} });
  bus.subscribe((message) => told.push(message));
  const deps = {
    store: { ...store, novels: { ...store.novels, ...replace(store) } },
    bus,
    queue: createMemoryQueue(),
    clock: createFakeClock(),
    random: () => 0,
    metrics: createMetrics(),
    log: pino({ level: "silent" }),
  };
  return { deps, told };
}

/** The same with a Redis that refuses every hint; `lines` are those of the log. */
export function withoutRedis<Deps extends Announcers>(deps: Deps) {
  const lines: Record<string, unknown>[] = [];
  const refuse = () => Promise.reject(new Error("Redis is away"));
  const log = pino(
    {},
    { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const bus = { ...deps.bus, publish: refuse };
  const queue = { ...deps.queue, enqueue: refuse };
  return { deps: { ...deps, bus, queue, log }, lines };
}

/** The same with a Redis that hangs: nothing comes of hints; `asked` says which there were, in order. */
export function withoutAnswer<Deps extends Announcers>(deps: Deps) {
  const asked: string[] = [];
  const hang = (hint: string) => () => {
    asked.push(hint);
    return new Promise<never>(() => {});
  };
  const bus = { ...deps.bus, publish: hang("publish") };
  const queue = { ...deps.queue, enqueue: hang("enqueue") };
  return { deps: { ...deps, bus, queue }, asked };
}
