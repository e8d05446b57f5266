import { jobId, type AdvanceJob, type Queue } from "#/ports/queue.ts";

type Consume = Queue["consume"];

interface Consumer {
  handle: Parameters<Consume>[0];
  concurrency: number;
  onError: Parameters<Consume>[1]["onError"];
  running: Set<Promise<void>>;
}

/** A queue within this process. It forgets everything when closed; its timers keep no process alive. */
export function createMemoryQueue(): Queue {
  const waiting = new Map<string, AdvanceJob>();
  const delayed = new Map<string, NodeJS.Timeout>();
  const consumers = new Set<Consumer>();
  let active = 0;
  let dispatching: NodeJS.Immediate | undefined;
  let open = true;

  function addWaiting(id: string, job: AdvanceJob): void {
    waiting.set(id, job);
    dispatchSoon();
  }

  /** In a turn of its own, so that a long line of quick jobs leaves room for everything else. */
  function dispatchSoon(): void {
    dispatching ??= setImmediate(dispatch);
  }

  function dispatch(): void {
    dispatching = undefined;
    for (const [id, job] of waiting) {
      const consumer = consumers
        .values()
        .find(({ running, concurrency }) => running.size < concurrency);
      if (consumer === undefined) return;
      waiting.delete(id);
      run(consumer, job);
    }
  }

  function run({ handle, onError, running }: Consumer, job: AdvanceJob): void {
    active += 1;
    const done = Promise.resolve()
      .then(() => handle(job))
      .catch((error: unknown) => onError(error, job))
      .finally(() => {
        active -= 1;
        running.delete(done);
        dispatchSoon();
      });
    running.add(done);
  }

  return {
    async enqueue(job, { delayMs = 0 } = {}) {
      const id = jobId(job);
      if (!open || waiting.has(id)) return;
      if (delayMs <= 0) {
        clearTimeout(delayed.get(id));
        delayed.delete(id);
        return addWaiting(id, job);
      }
      if (delayed.has(id)) return;
      const timer = setTimeout(() => {
        delayed.delete(id);
        addWaiting(id, job);
      }, delayMs);
      delayed.set(id, timer.unref());
    },

    consume(handle, { concurrency, onError }) {
      const consumer: Consumer = { handle, concurrency, onError, running: new Set() };
      consumers.add(consumer);
      dispatchSoon();
      return {
        async close(graceMs) {
          consumers.delete(consumer);
          await settledWithin(graceMs, [...consumer.running]);
        },
      };
    },

    async depth() {
      return { waiting: waiting.size, delayed: delayed.size, active };
    },

    async health() {
      return open ? "ok" : "down";
    },

    async close() {
      open = false;
      consumers.clear();
      waiting.clear();
      for (const timer of delayed.values()) clearTimeout(timer);
      delayed.clear();
    },
  };
}

function settledWithin(graceMs: number, running: readonly Promise<void>[]): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, graceMs);
    void Promise.allSettled(running).then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
