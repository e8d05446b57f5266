import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { queueContract } from "#/ports/queue.contract.ts";
import { patienceMs } from "#test/harness/patience.ts";
import { createMemoryQueue } from "./queue.ts";

const job = {
  novelId: "novel-1",
  wake: 1,
  requestId: "request-1",
  traceparent: "none",
  dueAt: null,
};

const ignore = () => {};

queueContract("memory", async () => {
  vi.useFakeTimers();
  const queue = createMemoryQueue();
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

describe("the memory queue", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("forgets its jobs when closed, and takes no more", async () => {
    vi.useFakeTimers();
    const queue = createMemoryQueue();
    const handle = vi.fn<() => Promise<void>>();
    await queue.enqueue(job);
    await queue.enqueue({ ...job, wake: 2 }, { delayMs: 100 });
    queue.consume(handle, { concurrency: 1, onError: ignore });
    await queue.close();
    await queue.enqueue({ ...job, wake: 3 });

    await vi.advanceTimersByTimeAsync(1_000);
    expect(handle).not.toHaveBeenCalled();
    expect(await queue.depth()).toEqual({ waiting: 0, delayed: 0, active: 0 });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a long line of quick jobs leaves every timer and socket its turn", async () => {
    const queue = createMemoryQueue();
    let handled = 0;
    for (let wake = 1; wake <= 100; wake += 1) await queue.enqueue({ ...job, wake });
    const handledAtTurn = new Promise<number>((resolve) => {
      queue.consume(
        async () => {
          handled += 1;
          if (handled === 1) setImmediate(() => resolve(handled));
        },
        { concurrency: 1, onError: ignore },
      );
    });
    expect(await handledAtTurn).toBeLessThan(10);
    await queue.close();
  });

  test("a delayed job does not keep the process alive", async () => {
    const module = new URL("./queue.ts", import.meta.url);
    const script = `
      import { createMemoryQueue } from ${JSON.stringify(module.href)};
      const queue = createMemoryQueue();
      queue.consume(async () => {}, { concurrency: 1, onError: console.error });
      await queue.enqueue(${JSON.stringify(job)}, { delayMs: 600_000 });
      console.log("enqueued");`;
    const run = promisify(execFile);
    const child = run(process.execPath, ["--input-type=module", "--eval", script], {
      timeout: patienceMs,
    });
    expect((await child).stdout).toBe("enqueued\n");
  });
});
