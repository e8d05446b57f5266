import { Worker } from "bullmq";
import { Redis } from "ioredis";
import type { AdvanceJob, Queue, QueueConsumer } from "#/ports/queue.ts";
import {
  type OnConnection,
  giveUp,
  redisConnectionOptions,
  settlesWithin,
  silenceMs,
  startHeartbeat,
  watchConnection,
} from "#/ports/redis-connection.ts";

/** How long the job of a worker that is not heard of is left to it. */
const lockMs = 30_000;

/** After an error Redis is not asked again at once. */
const restMs = 1_000;

/** For what BullMQ does at its end. */
const closeMs = 1_000;

type Handle = Parameters<Queue["consume"]>[0];

type Options = Parameters<Queue["consume"]>[1] & {
  url: string;
  prefix: string;
  onTrouble: (error: unknown) => void;
  onConnection: OnConnection | undefined;
};

/** Runs a BullMQ worker over two connections of its own. */
export function consumeJobs(handle: Handle, options: Options): QueueConsumer {
  const { url, prefix, concurrency, onError, onTrouble, onConnection } = options;
  const running = new Set<Promise<void>>();
  let closing = false;

  function report(error: unknown): void {
    if (!closing) onTrouble(error);
  }

  function connect(own: { socketTimeout: number; connectionName?: string | undefined }): Redis {
    const connection = new Redis(url, {
      ...redisConnectionOptions,
      // BullMQ's commands wait until Redis is back.
      maxRetriesPerRequest: null,
      ...own,
    });
    watchConnection(connection, { onError: report, onConnection });
    return connection;
  }

  const asking = connect({ socketTimeout: silenceMs });
  const stopHeartbeat = startHeartbeat(asking);
  // This is how BullMQ makes the second one, on which it waits up to 10 s for jobs.
  let waiting: Redis | undefined;
  asking.duplicate = (override) => {
    waiting = connect({ connectionName: override?.connectionName, socketTimeout: 11_000 });
    return waiting;
  };
  // When the one breaks the other may hang, and would notice later.
  asking.on("close", () => {
    if (waiting?.status === "ready") waiting.disconnect(true);
  });

  async function handleOne(job: AdvanceJob): Promise<void> {
    try {
      await handle(job);
    } catch (error) {
      onError(error, job);
    }
  }

  const worker = new Worker<unknown>(
    "novel",
    async ({ data }) => {
      if (!isAdvanceJob(data)) {
        report(new Error("a job in the queue is not one of ours"));
        return;
      }
      const handled = handleOne(data);
      running.add(handled);
      await handled.finally(() => running.delete(handled));
    },
    {
      connection: asking,
      prefix,
      concurrency,
      lockDuration: lockMs,
      lockRenewTime: lockMs / 3,
      stalledInterval: lockMs / 2,
      // A job that outlives its worker is not at fault: by default BullMQ buries it the second time.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      runRetryDelay: restMs,
    },
  );
  worker.on("error", (error) => {
    if (isOfOneJob(error)) return;
    report(error);
    rest();
  });

  // BullMQ asks again at once when Redis answers with an error (out of memory, read-only …).
  function rest(): void {
    if (closing || worker.isPaused() || asking.status !== "ready") return;
    void worker.pause(true);
    setTimeout(() => {
      if (!closing) void worker.resume();
    }, restMs).unref();
  }

  return {
    async close(graceMs) {
      closing = true;
      // BullMQ closes by telling Redis of the jobs that ended, which has no end while Redis is away.
      const closed = worker.close(asking.status !== "ready");
      const idle = await settlesWithin(graceMs, Promise.all(running));
      if (idle) await settlesWithin(closeMs, closed);
      stopHeartbeat();
      for (const connection of [asking, waiting]) if (connection !== undefined) giveUp(connection);
    },
  };
}

/** Anybody who reaches Redis can put jobs there, and a novel's id that is no text would be a filter to MongoDB. */
function isAdvanceJob(data: unknown): data is AdvanceJob {
  if (typeof data !== "object" || data === null) return false;
  const { novelId, wake, requestId, traceparent }: Partial<Record<keyof AdvanceJob, unknown>> =
    data;
  const areTexts = [novelId, requestId, traceparent].every((text) => typeof text === "string");
  return areTexts && Number.isSafeInteger(wake);
}

/**
 * Whether BullMQ tells of a job that is no longer this worker's, or not there any more: Redis forgot
 * it, or gave it to another meanwhile. Nothing is wrong with Redis then, and the claim decides.
 */
function isOfOneJob(error: Error): boolean {
  // BullMQ numbers what its scripts refuse; Redis and sockets have words for what fails.
  const isRefusal = "code" in error && typeof error.code === "number";
  return isRefusal || error.message.startsWith("could not renew lock for job");
}
