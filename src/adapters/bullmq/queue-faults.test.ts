import { setTimeout as sleep } from "node:timers/promises";
import { Queue as BullQueue } from "bullmq";
import { Redis } from "ioredis";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from "vitest";
import { type AdvanceJob, type Queue, jobId } from "#/ports/queue.ts";
import { type TcpProxy, startTcpProxy } from "#test/faults/tcp-proxy.ts";
import { eventually } from "#test/harness/eventually.ts";
import { livedMs } from "#test/harness/lived-ms.ts";
import { type RunningRedis, noRedisServer, startRedis } from "#test/harness/start-redis.ts";
import { createBullQueue } from "./queue.ts";

const promptMs = 2_000;

function newJob(wake: number): AdvanceJob {
  return { novelId: "novel-1", wake, requestId: "request-1", traceparent: "none", dueAt: null };
}

describe("a queue whose Redis fails", () => {
  let redis: RunningRedis;
  let proxy: TcpProxy;
  const queues: Queue[] = [];

  beforeAll(async () => {
    if (!noRedisServer) redis = await startRedis();
  });
  beforeEach(({ skip }) => {
    if (noRedisServer) skip(noRedisServer);
  });
  afterAll(() => redis?.stop());
  afterEach(async () => {
    await Promise.all(queues.splice(0).map((queue) => queue.close()));
    await proxy?.close();
    if (!noRedisServer) await emptied();
  });

  async function emptied(): Promise<void> {
    const direct = new Redis(redis.url);
    await direct.flushall();
    direct.disconnect();
  }

  /** A queue that reaches Redis through the proxy. */
  async function open(onError: (error: unknown) => void = () => {}): Promise<Queue> {
    proxy = await startTcpProxy({ target: redis });
    const queue = createBullQueue({ url: `redis://127.0.0.1:${proxy.port}`, onError });
    queues.push(queue);
    return queue;
  }

  /** Consumes into a list of the wakes that came. */
  function collect(queue: Queue, concurrency = 2): number[] {
    const came: number[] = [];
    queue.consume(
      async ({ wake }) => {
        came.push(wake);
      },
      { concurrency, onError: () => {} },
    );
    return came;
  }

  async function arrives(queue: Queue, came: number[], wake: number) {
    await eventually(() => queue.enqueue(newJob(wake)));
    await eventually(() => expect(came).toContain(wake));
  }

  async function promptly(act: () => Promise<unknown>): Promise<void> {
    expect(await livedMs(act)).toBeLessThan(promptMs);
  }

  test("one that was never reached refuses promptly, says that it is down, and closes", async () => {
    const queue = createBullQueue({ url: "redis://127.0.0.1:1", onError: () => {} });
    const consumer = queue.consume(async () => {}, { concurrency: 1, onError: () => {} });
    const took = await livedMs(async () => {
      await expect(queue.enqueue(newJob(1))).rejects.toThrow("Redis is away");
      await expect(queue.depth()).rejects.toThrow("Redis is away");
      expect(await queue.health()).toBe("down");
      await consumer.close(60_000);
      await queue.close();
    });
    expect(took).toBeLessThan(promptMs);
  });

  test("one that is opened before its Redis works as soon as that is there", async () => {
    proxy = await startTcpProxy({ target: redis });
    proxy.refuse();
    const queue = createBullQueue({ url: `redis://127.0.0.1:${proxy.port}`, onError: () => {} });
    queues.push(queue);
    const came = collect(queue);
    expect(await queue.health()).toBe("down");
    proxy.accept();
    await arrives(queue, came, 1);
    expect(await queue.health()).toBe("ok");
  });

  test("it goes on by itself when Redis was killed and started again", async () => {
    const queue = await open();
    const came = collect(queue);
    await arrives(queue, came, 1);
    for (const wake of [2, 3]) {
      await redis.kill();
      await eventually(async () => expect(await queue.health()).toBe("down"));
      await expect(queue.enqueue(newJob(wake))).rejects.toBeInstanceOf(Error);
      await sleep(500);
      await redis.start();
      await eventually(async () => expect(await queue.health()).toBe("ok"));
      await arrives(queue, came, wake);
    }
  });

  test("it goes on at once when Redis was emptied, also under a job at work, and calls that no failure", async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const queue = await open(onError);
    const came: number[] = [];
    const gate = Promise.withResolvers<void>();
    queue.consume(
      async ({ wake }) => {
        came.push(wake);
        if (wake === 2) await gate.promise;
      },
      { concurrency: 1, onError: () => {} },
    );
    await arrives(queue, came, 1);
    await sleep(200);
    await emptied();
    // After a failure it would rest for a second.
    expect(await livedMs(() => arrives(queue, came, 2))).toBeLessThan(1_000);
    await emptied();
    await queue.enqueue(newJob(3));
    gate.resolve();
    const third = await livedMs(() => eventually(() => expect(came).toContain(3)));
    expect(third).toBeLessThan(800);
    expect(await livedMs(() => arrives(queue, came, 4))).toBeLessThan(800);
    expect(onError).not.toHaveBeenCalled();
  });

  test("every job comes when connections are cut again and again and what is missing is enqueued anew", async () => {
    const queue = await open();
    const came = collect(queue, 4);
    const wakes = Array.from({ length: 200 }, (_, index) => index);
    for (const wake of wakes) {
      if (wake % 20 === 10) proxy.cut();
      await eventually(() => queue.enqueue(newJob(wake)));
    }
    // The answer that hands a job out may be cut off: Redis takes that job to be at work for 30 s.
    await eventually(async () => {
      const missing = wakes.filter((wake) => !came.includes(wake));
      for (const wake of missing) await queue.enqueue(newJob(wake));
      expect(missing).toEqual([]);
    });
  });

  test("while its connections hang it answers in time", async () => {
    const queue = await open();
    const came = collect(queue);
    await arrives(queue, came, 1);
    proxy.stall();
    await Promise.all([
      promptly(() => expect(queue.enqueue(newJob(2))).rejects.toThrow("Command timed out")),
      promptly(() => expect(queue.depth()).rejects.toThrow("Command timed out")),
      promptly(async () => expect(await queue.health()).toBe("down")),
    ]);
    await sleep(4_000);
    await promptly(() => expect(queue.enqueue(newJob(3))).rejects.toThrow("Redis is away"));
    expect(await queue.health()).toBe("down");
    proxy.resume();
    await arrives(queue, came, 4);
  });

  test("a consumer whose connections hang for good makes new ones", async () => {
    const queue = await open();
    const came = collect(queue);
    await arrives(queue, came, 1);
    // With a delayed job BullMQ waits its longest, 10 s, before it asks again by itself; what would
    // wake it, Redis may give to the connection that hangs.
    await queue.enqueue(newJob(99), { delayMs: 60_000 });
    await sleep(500);
    proxy.stall("standing");
    expect(await livedMs(() => arrives(queue, came, 2))).toBeLessThan(12_000);
  });

  test("a consumer closes within its grace while Redis is away", async () => {
    const queue = await open();
    const gate = Promise.withResolvers<void>();
    const started = vi.fn<() => void>();
    const consumer = queue.consume(
      async () => {
        started();
        await gate.promise;
      },
      { concurrency: 1, onError: () => {} },
    );
    await queue.enqueue(newJob(1));
    await eventually(() => expect(started).toHaveBeenCalled());
    proxy.stall();
    expect(await livedMs(() => consumer.close(300))).toBeLessThan(1_000);
    gate.resolve();
  });

  test.each([
    ["its place in the list", (direct: Redis) => direct.del("colophon:novel:wait")],
    ["what it says", (direct: Redis) => direct.del(`colophon:novel:${jobId(newJob(1))}`)],
  ])("a job of which Redis lost %s comes when it is enqueued anew", async (_, lose) => {
    const queue = await open();
    await queue.enqueue(newJob(1));
    const direct = new Redis(redis.url);
    onTestFinished(() => direct.disconnect());
    await lose(direct);
    const came = collect(queue);
    await queue.enqueue(newJob(2));
    await eventually(() => expect(came).toEqual([2]));
    await arrives(queue, came, 1);
    expect(came).toEqual([2, 1]);
  });

  test("what is in the queue and no job of ours is dropped, and told of once", async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const queue = await open(onError);
    const connection = { url: redis.url };
    const stranger = new BullQueue<unknown>("novel", { connection, prefix: "colophon" });
    const strange = [null, 7, {}, { ...newJob(1), novelId: { $gt: "" } }, { novelId: "novel-1" }];
    for (const data of strange) await stranger.add("advance", data);
    await stranger.close();
    await queue.enqueue(newJob(1));
    const handle = vi.fn<(job: AdvanceJob) => Promise<void>>(async () => {});
    queue.consume(handle, { concurrency: 1, onError: () => {} });
    await eventually(async () => {
      expect(handle.mock.calls).toEqual([[newJob(1)]]);
      expect(await queue.depth()).toEqual({ waiting: 0, delayed: 0, active: 0 });
    });
    expect(onError.mock.calls).toEqual([[new Error("a job in the queue is not one of ours")]]);
  });

  test("a Redis that refuses to write is asked seldom, and its refusals are not told one by one", async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const queue = await open(onError);
    const came = new Set<number>();
    queue.consume(
      async ({ wake }) => {
        came.add(wake);
        await sleep(50);
      },
      { concurrency: 4, onError: () => {} },
    );
    for (let wake = 1; wake <= 60; wake += 1) await queue.enqueue(newJob(wake));
    await eventually(() => expect(came.size).toBeGreaterThan(8));
    const direct = new Redis(redis.url);
    await direct.config("SET", "min-replicas-to-write", "1");
    const before = await commandCount(direct);
    await sleep(3_000);
    expect((await commandCount(direct)) - before).toBeLessThan(100);
    expect(await queue.health(), "it answers, and takes nothing").toBe("down");
    expect(came.size).toBeLessThan(60);
    await direct.config("SET", "min-replicas-to-write", "0");
    await eventually(() => expect(came.size).toBe(60));
    expect(await queue.health()).toBe("ok");
    expect(onError.mock.calls.length).toBeLessThan(5);
    direct.disconnect();
  });
});

async function commandCount(redis: Redis): Promise<number> {
  const stats = await redis.info("stats");
  return Number(/total_commands_processed:(\d+)/.exec(stats)?.[1]);
}
