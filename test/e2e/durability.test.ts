import { describe, expect, test } from "vitest";
import { createSystemClock } from "#/adapters/system/clock.ts";
import { ProblemError } from "#/contract/problem.ts";
import { wakeNovel } from "#/domain/announce.ts";
import { changeNovel } from "#/domain/change-novel.ts";
import { changeStatus } from "#/domain/change-status.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { reconcile } from "#/upkeep/reconcile.ts";
import { type ModelBehaviour, refuse } from "#test/faults/model-server.ts";
import { type Room, openRoomWithServer } from "#test/harness/room-with-server.ts";
import { until } from "#test/harness/until.ts";

const short = { targetWordCount: 1_000, targetChapters: 1 };
const cause = { traceId: "0af7651916cd43dd8448eb211c80319c", requestId: "test" };

/** The sums of the ledger must be what the row says. */
async function expectAccountsToAgree(room: Room, { id }: Pick<NovelRecord, "id">) {
  const novel = await room.store.novels.get(id);
  const sums = await room.store.ledger.sums(id);
  expect(novel?.spentNanoUsd).toBe(sums.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0));
  expect(novel?.reservedNanoUsd).toBe(0);
}

describe("a novel's budget", () => {
  test("pauses it before the call that could exceed it, and goes on when it is raised", async () => {
    const { room, server } = await openRoomWithServer();
    const novel = await room.accept({ ...short, budgetUsd: 0.009 });
    const paused = await room.until(novel.id, "budget.reached");
    expect(paused).toMatchObject({ status: "paused", hold: "budget", lease: null });
    expect(paused.statusReason).toContain("$0.009");
    expect(paused.spentNanoUsd).toBeLessThanOrEqual(9_000_000);
    const asked = server.requests.length;
    expect(asked).toBeGreaterThan(0);
    await room.clock.sleep(100);
    expect(server.requests).toHaveLength(asked);

    await changeNovel(room, paused, { budgetUsd: 5 }, cause);
    const done = await room.until(novel.id, "novel.completed");
    expect(done).toMatchObject({ status: "completed", hold: null, statusReason: null });
    const bodies = server.requests.map(({ body }) => body);
    expect(new Set(bodies).size).toBe(bodies.length);
    await expectAccountsToAgree(room, novel);
  });

  test("with a model that has no price fails the novel with the way to give it one", async () => {
    const { room, server } = await openRoomWithServer({}, { plan: { model: "unpriced-model" } });
    const novel = await room.accept({ ...short, budgetUsd: 1 });
    const failed = await room.until(novel.id, "novel.failed");
    expect(failed.statusReason).toContain("MODEL_PRICES");
    expect(server.requests).toHaveLength(0);
  });
});

test("the day's budget delays every novel until the next day, costs no call, and they go on then", async () => {
  // More than any one call may cost, and less than what a novel's first calls cost and its next one may.
  const dayBudgetNanoUsd = 11_000_000;
  const { room, server } = await openRoomWithServer({}, { plan: { dayBudgetNanoUsd } });
  const novels = await Promise.all([1, 2, 3].map(() => room.accept(short)));
  for (const { id } of novels) {
    const delayed = await room.until(id, "call.retried");
    expect(delayed.statusReason).toContain("day's budget");
    expect(delayed.hold).toBe("day-budget");
    expect(delayed.runAt?.slice(11, 16)).toMatch(/^00:0[01]$/);
  }
  const day = await room.store.days.read(room.clock.now().slice(0, 10));
  expect(day.reservedNanoUsd).toBe(0);
  expect(day.spentNanoUsd).toBeGreaterThan(0);
  expect(day.spentNanoUsd).toBeLessThanOrEqual(dayBudgetNanoUsd);
  const spent = await Promise.all(novels.map(({ id }) => room.store.novels.get(id)));
  expect(spent.reduce((sum, novel) => sum + (novel?.spentNanoUsd ?? 0), 0)).toBe(day.spentNanoUsd);
  expect(server.requests.every(({ answered }) => answered)).toBe(true);

  // What their jobs do at midnight.
  room.plan.dayBudgetNanoUsd = null;
  for (const { id } of novels) {
    const waiting = await room.until(id, "call.retried");
    await wakeNovel(room, { ...waiting, wake: waiting.wake + 1 });
    const done = await room.until(id, "novel.completed");
    expect(done).toMatchObject({ status: "completed", hold: null, statusReason: null });
  }
});

describe("a worker that lost its lease", () => {
  test("ends its call, commits nothing, and its charge still stands", async () => {
    const { room, server } = await openRoomWithServer({
      intercept: async (_request, response, nth) => {
        if (nth !== 3) return false;
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(
          `data: {"choices":[{"index":0,"delta":{"content":"{"},"finish_reason":null}]}\n\n`,
        );
        await new Promise((resolve) => response.once("close", resolve));
        return true;
      },
    });
    const { id } = await room.accept(short);
    while (server.requests.length < 3) await room.clock.sleep(5);
    const [lease] = await room.store.novels.leases();
    if (lease === undefined) throw new Error("nobody holds the novel");
    expect(await room.store.novels.breakLease(lease, { runAt: null, at: room.clock.now() })).toBe(
      true,
    );
    // The next claim is another worker's.
    const novel = await room.store.novels.get(id);
    await room.queue.enqueue({
      novelId: id,
      wake: (novel?.wake ?? 0) + 1,
      requestId: "test",
      traceparent: novel?.traceparent ?? "",
      dueAt: null,
    });
    await room.until(id, "novel.completed");
    await until("every call is settled", async () => {
      const sums = await room.store.ledger.sums(id);
      return !sums.some(({ outcome }) => outcome === "unknown" || outcome === "intent");
    });
    const calls = await room.store.ledger.calls(id);
    expect(calls.map(({ outcome }) => outcome).filter((outcome) => outcome !== "accepted")).toEqual(
      ["failed"],
    );
    const chapters = await room.store.novels.chapters(id);
    expect(chapters).toHaveLength(1);
    await expectAccountsToAgree(room, { id });
  });
});

describe("commands while a call runs", () => {
  // The bible's call: the outline's comes after it in the same step.
  const holdSecond = (release: Promise<unknown>): ModelBehaviour => ({
    intercept: async (_request, _response, nth) => {
      if (nth === 2) await release;
      return false;
    },
  });

  test("pause lets the answer come and keeps it; resume asks only for the rest", async () => {
    const answer = Promise.withResolvers<undefined>();
    const { room, server } = await openRoomWithServer(holdSecond(answer.promise));
    const { id } = await room.accept(short);
    while (server.requests.length < 2) await room.clock.sleep(5);
    const running = await room.store.novels.get(id);
    if (running === undefined) throw new Error("the novel is gone");
    const paused = await changeStatus(room, running, "pause", cause);
    answer.resolve(undefined);
    while ((await room.store.novels.get(id))?.lease !== null) await room.clock.sleep(5);
    expect(server.requests).toHaveLength(2);
    expect(await room.store.novels.get(id)).toMatchObject({ status: "paused" });
    await changeStatus(room, paused, "resume", cause);
    await room.until(id, "novel.completed");
    const bodies = server.requests.map(({ body }) => body);
    expect(new Set(bodies).size).toBe(bodies.length);
  });

  test("cancel ends the call, and nothing is asked any more", async () => {
    const never = new Promise(() => undefined);
    const { room, server } = await openRoomWithServer(holdSecond(never));
    const { id } = await room.accept(short);
    while (server.requests.length < 2) await room.clock.sleep(5);
    const running = await room.store.novels.get(id);
    if (running === undefined) throw new Error("the novel is gone");
    await changeStatus(room, running, "cancel", cause);
    while ((await room.store.novels.get(id))?.lease !== null) await room.clock.sleep(5);
    expect(await room.store.novels.get(id)).toMatchObject({ status: "cancelled", lease: null });
    expect(server.requests).toHaveLength(2);
    await expectAccountsToAgree(room, { id });
  });
});

test("pausing and resuming takes no owner beyond what is written at the same time", async () => {
  const { room, server } = await openRoomWithServer({ latencyMs: 20 }, { activePerOwner: 2 });
  let most = 0;
  server.behave({
    latencyMs: 20,
    intercept: async () => {
      most = Math.max(most, (await room.store.novels.leases()).length);
      return false;
    },
  });
  const novels: NovelRecord[] = [];
  for (let n = 0; n < 6; n += 1) {
    const { id } = await room.accept(short);
    await reconcile(room);
    const begun = await room.until(id, "novel.started");
    novels.push(await changeStatus(room, begun, "pause", cause));
    while ((await room.store.novels.get(id))?.lease !== null) await room.clock.sleep(5);
  }
  await Promise.all(novels.map((novel) => changeStatus(room, novel, "resume", cause)));
  for (let done = 0; done < novels.length;) {
    await reconcile(room);
    await room.clock.sleep(5);
    const rows = await Promise.all(novels.map(({ id }) => room.store.novels.get(id)));
    done = rows.filter((row) => row?.status === "completed").length;
  }
  expect(most).toBe(2);
});

test("of one owner's novels only so many are written at the same time, and all of them are in the end", async () => {
  const { room } = await openRoomWithServer({ latencyMs: 5 }, { activePerOwner: 2 });
  const novels = await Promise.all([1, 2, 3, 4, 5].map(() => room.accept(short)));
  let most = 0;
  for (let done = 0; done < novels.length;) {
    const rows = await Promise.all(novels.map(({ id }) => room.store.novels.get(id)));
    done = rows.filter((row) => row?.status === "completed").length;
    const active = rows.filter((row) => row?.status !== "completed" && row?.status !== "queued");
    most = Math.max(most, active.length);
    await reconcile(room);
    await room.clock.sleep(5);
  }
  expect(most).toBe(2);
});

describe("a Store that takes nothing for a while", () => {
  test("stops the work before the model is asked, and it goes on by itself", async () => {
    let full = false;
    let refused = 0;
    const { room, server } = await openRoomWithServer(
      {},
      {
        wrapStore: (store) => ({
          ...store,
          ledger: {
            ...store.ledger,
            intend: (...intent) => {
              if (!full) return store.ledger.intend(...intent);
              refused += 1;
              return Promise.reject(new ProblemError("storage-full", "the disk is full"));
            },
          },
        }),
      },
    );
    full = true;
    const { id } = await room.accept(short);
    while (refused === 0) await room.clock.sleep(5);
    await room.clock.sleep(200);
    expect(server.requests).toHaveLength(0);
    expect(refused, "no hot loop").toBeLessThan(3);
    full = false;
    await reconcile(room);
    await room.until(id, "novel.completed");
  });

  test("loses no answer that was paid for: it is settled when the Store is back", async () => {
    let away = 3;
    const { room, server } = await openRoomWithServer(
      {},
      {
        wrapStore: (store) => ({
          ...store,
          ledger: {
            ...store.ledger,
            settle: (callId, settlement) => {
              if (away === 0) return store.ledger.settle(callId, settlement);
              away -= 1;
              return Promise.reject(new ProblemError("store-unavailable", "no connection"));
            },
          },
        }),
      },
    );
    const { id } = await room.accept(short);
    await room.until(id, "novel.completed");
    expect(away).toBe(0);
    const bodies = server.requests.map(({ body }) => body);
    expect(new Set(bodies).size).toBe(bodies.length);
  });
});

test.each([-86_400_000, 86_400_000])(
  "a wall clock that jumps by %i ms delays no novel and disorders no log",
  async (jumpMs) => {
    const real = createSystemClock();
    let offset = 0;
    const clock = {
      ...real,
      now: () => new Date(Date.parse(real.now()) + offset).toISOString(),
    };
    const { room } = await openRoomWithServer(
      {
        intercept: (_request, response, nth) => {
          if (nth !== 2 && nth !== 4) return false;
          refuse(response, 503, "busy");
          return true;
        },
      },
      { clock },
    );
    const { id } = await room.accept(short);
    await room.until(id, "call.retried");
    offset = jumpMs;
    await room.until(id, "novel.completed");
    const page = await room.store.log.read({ novelId: id, after: 0, limit: 500 });
    expect(page?.items.map(({ seq }) => seq)).toEqual(page?.items.map((_, index) => index + 1));
    const calls = await room.store.ledger.calls(id);
    for (const { durationMs } of calls) expect(durationMs).toBeLessThan(60_000);
    for (const { durationMs } of calls) expect(durationMs).toBeGreaterThanOrEqual(0);
  },
);
