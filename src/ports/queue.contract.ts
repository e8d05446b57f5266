import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "#test/harness/eventually.ts";
import type { AdvanceJob, Queue, QueueConsumer } from "./queue.ts";

/**
 * An empty queue for each test. `elapse` lets that much time go by for the queue: real time, or
 * time that its adapter's test fakes.
 */
export type OpenQueue = () => Promise<{
  queue: Queue;
  elapse: (ms: number) => Promise<void>;
  close: () => Promise<void>;
}>;

function newJob(novel: number, wake = 1): AdvanceJob {
  return {
    novelId: `019b7640-0000-7000-8000-00000000000${novel}`,
    wake,
    requestId: "request-1",
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    dueAt: null,
  };
}

/** What every queue promises. */
export function queueContract(name: string, open: OpenQueue): void {
  describe(`the queue in ${name}`, () => {
    let queue: Queue;
    let elapse: (ms: number) => Promise<void>;
    let close: () => Promise<void>;
    let consumers: QueueConsumer[];

    beforeEach(async () => {
      ({ queue, elapse, close } = await open());
      consumers = [];
    });
    afterEach(async () => {
      await Promise.all(consumers.map((consumer) => consumer.close(0)));
      await close();
    });

    function consume(
      handle: (job: AdvanceJob) => Promise<void>,
      { concurrency = 1, onError = unexpected }: Partial<Parameters<Queue["consume"]>[1]> = {},
    ): QueueConsumer {
      const consumer = queue.consume(handle, { concurrency, onError });
      consumers.push(consumer);
      return consumer;
    }

    /** A handler that notes its jobs and keeps each until it is let go. */
    function slowHandler() {
      const started: AdvanceJob[] = [];
      const letGo: (() => void)[] = [];
      const handle = (job: AdvanceJob) => {
        started.push(job);
        return new Promise<void>((resolve) => letGo.push(resolve));
      };
      return { started, handle, finishNext: () => letGo.shift()?.() };
    }

    /** Collects the jobs of a handler that is done at once. */
    function collect(concurrency = 1): AdvanceJob[] {
      const jobs: AdvanceJob[] = [];
      consume(
        async (job) => {
          jobs.push(job);
        },
        { concurrency },
      );
      return jobs;
    }

    test("a job arrives as it was enqueued, also by a consumer that came later", async () => {
      await queue.enqueue(newJob(1));
      const jobs = collect();
      await eventually(() => expect(jobs).toEqual([newJob(1)]));
    });

    test("first come, first served", async () => {
      const line = [3, 1, 2, 5, 4].map((novel) => newJob(novel));
      for (const job of line) await queue.enqueue(job);
      const jobs = collect();
      await eventually(() => expect(jobs).toEqual(line));
    });

    test("as many jobs run at a time as the concurrency allows, and no more", async () => {
      const { started, handle, finishNext } = slowHandler();
      consume(handle, { concurrency: 2 });
      for (const novel of [1, 2, 3, 4]) await queue.enqueue(newJob(novel));

      await eventually(() => expect(started).toHaveLength(2));
      await elapse(50);
      expect(started).toHaveLength(2);
      expect(await queue.depth()).toEqual({ waiting: 2, delayed: 0, active: 2 });
      finishNext();
      await eventually(() => expect(started).toHaveLength(3));
      await elapse(50);
      expect(started).toHaveLength(3);
      for (let left = 3; left > 0; left -= 1) finishNext();
      await eventually(() => expect(started).toHaveLength(4));
      finishNext();
      await eventually(async () =>
        expect(await queue.depth()).toEqual({ waiting: 0, delayed: 0, active: 0 }),
      );
    });

    test("two consumers share the jobs, each handled once", async () => {
      const first = slowHandler();
      const second = slowHandler();
      consume(first.handle);
      consume(second.handle);
      for (const novel of [1, 2]) await queue.enqueue(newJob(novel));
      await eventually(() => {
        expect(first.started).toHaveLength(1);
        expect(second.started).toHaveLength(1);
      });
      expect(first.started).not.toEqual(second.started);
      first.finishNext();
      second.finishNext();
    });

    test("a delayed job comes after its delay and holds up no other", async () => {
      const jobs = collect();
      await queue.enqueue(newJob(1), { delayMs: 2_000 });
      await queue.enqueue(newJob(2));
      await eventually(() => expect(jobs).toEqual([newJob(2)]));
      await eventually(async () =>
        expect(await queue.depth()).toEqual({ waiting: 0, delayed: 1, active: 0 }),
      );
      await elapse(100);
      expect(jobs).toEqual([newJob(2)]);
      await elapse(2_000);
      await eventually(() => expect(jobs).toEqual([newJob(2), newJob(1)]));
      await eventually(async () =>
        expect(await queue.depth()).toEqual({ waiting: 0, delayed: 0, active: 0 }),
      );
    });

    test("a job that is waiting is left as it is when it is enqueued again", async () => {
      for (const novel of [1, 2, 1]) await queue.enqueue(newJob(novel));
      await queue.enqueue(newJob(1), { delayMs: 10 });
      expect(await queue.depth()).toEqual({ waiting: 2, delayed: 0, active: 0 });
      const jobs = collect();
      await eventually(() => expect(jobs).toHaveLength(2));
      await elapse(100);
      expect(jobs).toEqual([newJob(1), newJob(2)]);
    });

    test("a job that is delayed is left as it is when it is enqueued with a delay again", async () => {
      const jobs = collect();
      await queue.enqueue(newJob(1), { delayMs: 1_500 });
      await queue.enqueue(newJob(1), { delayMs: 10 });
      await queue.enqueue(newJob(1), { delayMs: 1_800 });
      expect(await queue.depth()).toEqual({ waiting: 0, delayed: 1, active: 0 });
      await elapse(100);
      expect(jobs).toEqual([]);
      await elapse(1_900);
      await eventually(() => expect(jobs).toEqual([newJob(1)]));
    });

    test("a job that is delayed comes now when it is enqueued without a delay, and only once", async () => {
      await queue.enqueue(newJob(1), { delayMs: 300 });
      await queue.enqueue(newJob(2));
      await queue.enqueue(newJob(1));
      await queue.enqueue(newJob(1));
      expect(await queue.depth()).toEqual({ waiting: 2, delayed: 0, active: 0 });
      const jobs = collect();
      await eventually(() => expect(jobs).toEqual([newJob(2), newJob(1)]));
      await elapse(400);
      expect(jobs).toEqual([newJob(2), newJob(1)]);
    });

    test("a job that is enqueued while its like is being handled comes too", async () => {
      const { started, handle, finishNext } = slowHandler();
      consume(handle, { concurrency: 3 });
      for (const times of [1, 2, 3]) {
        await queue.enqueue(newJob(1));
        await eventually(() => expect(started).toHaveLength(times));
      }
      for (let left = 3; left > 0; left -= 1) finishNext();
      expect(started).toEqual([newJob(1), newJob(1), newJob(1)]);
    });

    test("another wake of the same novel is another job", async () => {
      const line = [newJob(1, 1), newJob(1, 11), newJob(1, 2)];
      for (const job of line) await queue.enqueue(job);
      const jobs = collect();
      await eventually(() => expect(jobs).toEqual(line));
    });

    test("a job that is done may come again", async () => {
      const jobs = collect();
      await queue.enqueue(newJob(1));
      await eventually(async () => {
        expect(jobs).toHaveLength(1);
        expect(await queue.depth()).toEqual({ waiting: 0, delayed: 0, active: 0 });
      });
      await queue.enqueue(newJob(1));
      await eventually(() => expect(jobs).toEqual([newJob(1), newJob(1)]));
    });

    test("a handler that throws has its job dropped and reported, and goes on with the next", async () => {
      const reports: [unknown, AdvanceJob][] = [];
      const handled: AdvanceJob[] = [];
      const failure = new Error("no such step");
      consume(
        (job) => {
          handled.push(job);
          if (job.wake === 1) throw failure;
          return job.wake === 2 ? Promise.reject(failure) : Promise.resolve();
        },
        { onError: (error, job) => reports.push([error, job]) },
      );
      for (const wake of [1, 2, 3]) await queue.enqueue(newJob(1, wake));
      await eventually(() => expect(handled.map(({ wake }) => wake)).toEqual([1, 2, 3]));
      await eventually(async () =>
        expect(await queue.depth()).toEqual({ waiting: 0, delayed: 0, active: 0 }),
      );
      expect(reports).toEqual([
        [failure, newJob(1, 1)],
        [failure, newJob(1, 2)],
      ]);
    });

    test("a closing consumer takes no new job and waits for the running ones", async () => {
      const { started, handle, finishNext } = slowHandler();
      const consumer = consume(handle);
      for (const novel of [1, 2]) await queue.enqueue(newJob(novel));
      await eventually(() => expect(started).toHaveLength(1));

      let closed = false;
      const closing = consumer.close(60_000).then(() => {
        closed = true;
      });
      await elapse(50);
      expect(closed).toBe(false);
      finishNext();
      await closing;
      await elapse(50);
      expect(started).toEqual([newJob(1)]);
      expect(await queue.depth()).toMatchObject({ waiting: 1, active: 0 });
    });

    test("a closing consumer waits no longer than its grace", async () => {
      const { started, handle, finishNext } = slowHandler();
      const consumer = consume(handle);
      await queue.enqueue(newJob(1));
      await eventually(() => expect(started).toHaveLength(1));
      let closed = false;
      void consumer.close(200).then(() => {
        closed = true;
      });
      await elapse(50);
      expect(closed).toBe(false);
      await elapse(200);
      await eventually(() => expect(closed).toBe(true));
      finishNext();
    });

    test("an idle consumer closes at once", async () => {
      await expect(consume(async () => {}).close(60_000)).resolves.toBeUndefined();
    });

    test("an open queue is well, a closed one is down", async () => {
      expect(await queue.health()).toBe("ok");
      await queue.close();
      expect(await queue.health()).toBe("down");
    });
  });
}

function unexpected(error: unknown): void {
  throw error;
}
