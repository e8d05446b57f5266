import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { createMemoryBus } from "#/adapters/memory/event-bus.ts";
import { createMemoryQueue } from "#/adapters/memory/queue.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { eventBusContract } from "#/ports/event-bus.contract.ts";
import type { BusMessage } from "#/ports/event-bus.ts";
import { queueContract } from "#/ports/queue.contract.ts";
import type { AdvanceJob } from "#/ports/queue.ts";
import { storeContract } from "#/ports/store/store.contract.ts";
import type { Store } from "#/ports/store/store.ts";
import { activeTraceparent, inSpan, inTrace } from "./spans.ts";
import { traceBus } from "./trace-bus.ts";
import { traceQueue } from "./trace-queue.ts";
import { traceStore } from "./trace-store.ts";
import { traceToSink } from "./trace-to-sink.fixture.ts";

// What is traced keeps what its port promises.
describe("traced", () => {
  storeContract("SQLite", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "colophon-traced-"));
    const store = await createSqliteStore({ dataDir });
    return {
      store: traceStore(store),
      async close() {
        await store.close();
        await rm(dataDir, { recursive: true });
      },
    };
  });

  queueContract("memory", async () => {
    vi.useFakeTimers();
    const queue = traceQueue(createMemoryQueue(), "memory");
    return {
      queue,
      elapse: async (ms) => {
        await vi.advanceTimersByTimeAsync(ms);
      },
      async close() {
        await queue.close();
        vi.useRealTimers();
      },
    };
  });

  eventBusContract("memory", async () => {
    const bus = traceBus(createMemoryBus({ onError: () => {} }), "memory");
    return { bus, close: () => bus.close() };
  });
});

const sampled = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const unsampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

const job = (traceparent: string, novelId: string): AdvanceJob => ({
  novelId,
  wake: 1,
  requestId: "request",
  traceparent,
  dueAt: null,
});

const event: BusMessage = {
  kind: "event",
  event: {
    version: 1,
    novelId: "novel",
    seq: 1,
    type: "novel.paused",
    at: "2026-01-01T00:00:00.000Z",
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    requestId: "request",
    data: {},
  },
};
const text: BusMessage = {
  kind: "text",
  frame: { novelId: "novel", chapter: 1, draftId: "d", offset: 0, text: "word", traceId: "t" },
};

/** Waits until the queue has handed out as many jobs, and what each was handled in. */
async function handledIn(jobs: readonly AdvanceJob[]): Promise<unknown[]> {
  const queue = traceQueue(createMemoryQueue(), "memory");
  const seen: unknown[] = [];
  const all = Promise.withResolvers<void>();
  queue.consume(
    async () => {
      seen.push(activeTraceparent()?.slice(3, 35));
      if (seen.length === jobs.length) all.resolve();
    },
    { concurrency: 1, onError: (error) => all.reject(error) },
  );
  // From here on whoever enqueues is whose turn the queue works in.
  await new Promise(setImmediate);
  for (const one of jobs) await queue.enqueue(one);
  await all.promise;
  await queue.close();
  return seen;
}

test("a job is handled in its novel's trace, and one that is not sampled in none, one after the other", async () => {
  const { stop } = await traceToSink();
  const seen = await handledIn([job(sampled, "a"), job(unsampled, "b"), job(sampled, "c")]);
  expect(seen).toEqual([
    "4bf92f3577b34da6a3ce929d0e0e4736",
    undefined,
    "4bf92f3577b34da6a3ce929d0e0e4736",
  ]);
  expect((await stop()).map(({ name }) => name).toSorted()).toEqual([
    "process novel",
    "process novel",
    "send novel",
    "send novel",
  ]);
});

test("what the reconciler enqueues is a part of the novel's trace, and no root", async () => {
  const { stop } = await traceToSink();
  await handledIn([job(sampled, "a")]);
  for (const { traceId, parentSpanId } of await stop())
    expect([traceId, parentSpanId]).toEqual([
      "4bf92f3577b34da6a3ce929d0e0e4736",
      "00f067aa0ba902b7",
    ]);
});

test("a listener hears in its publisher's trace, and of text in none; only events are spans", async () => {
  const { stop } = await traceToSink();
  const bus = traceBus(createMemoryBus({ onError: () => {} }), "memory");
  const heard: unknown[] = [];
  bus.subscribe(({ kind }) => heard.push([kind, activeTraceparent()?.slice(3, 35)]));
  await inTrace(sampled, async () => {
    await bus.publish([event]);
    await bus.publish([text]);
  });
  await inTrace(unsampled, () => bus.publish([event]));
  await new Promise(setImmediate);
  expect(heard).toEqual([
    ["event", "4bf92f3577b34da6a3ce929d0e0e4736"],
    ["text", undefined],
    ["event", undefined],
  ]);
  expect((await stop()).map(({ name }) => name)).toEqual(["publish novel.event"]);
});

test("the Store's operations are spans of who asks; beats, and what nobody asked for, are none", async () => {
  const { stop } = await traceToSink();
  const seen: Record<string, boolean> = {};
  const noting = (name: string) => async () => {
    seen[name] = activeTraceparent() !== undefined;
  };
  const store = traceStore({
    novels: { get: noting("get"), beat: noting("beat") },
    ledger: { intend: () => Promise.reject(new RangeError("no")) },
    log: {},
    days: {},
  } as unknown as Store);
  await store.novels.get("outside");
  await inTrace(sampled, () =>
    inSpan({ name: "work" }, async () => {
      await store.novels.get("inside");
      await store.novels.beat({ id: "inside", epoch: 1 });
      await expect(store.ledger.intend({} as never, { lastSeq: 0 })).rejects.toThrow("no");
    }),
  );
  // Drivers under a beat find nothing to join either.
  expect(seen).toEqual({ get: true, beat: false });
  const spans = await stop();
  expect(spans.map(({ name, status }) => [name, status])).toEqual([
    ["store novels.get", 0],
    ["store ledger.intend", 2],
    ["work", 0],
  ]);
});
