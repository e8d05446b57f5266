import { Worker } from "bullmq";
import { Redis } from "ioredis";
import type { AdvanceJob, Queue, QueueConsumer } from "#/ports/queue.ts";
import {
  type OnConnection,
  redisConnectionOptions,
  settlesWithin,
  watchConnection,
} from "#/ports/redis-connection.ts";

/** How long a dead worker's job stays hidden; the job of a worker that lives is never handed out twice while Redis answers within it. */
const lockMs = 30_000;

/** After an error Redis is not asked again at once. */
const restMs = 1_000;

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
  const connections: Redis[] = [];
  const running = new Set<Promise<void>>();
  let closing = false;

  function report(error: unknown): void {
    if (!closing) onTrouble(error);
  }

  function connect(connectionName?: string): Redis {
    const connection = new Redis(url, {
      ...redisConnectionOptions,
      // BullMQ waits for as long as it takes.
      maxRetriesPerRequest: null,
      // A silence longer than BullMQ ever waits for a job (10 s) is a connection that hangs.
      socketTimeout: 11_000,
      connectionName,
    });
    watchConnection(connection, { onError: report, onConnection });
    // This is how BullMQ makes the connection on which it waits for jobs.
    connection.duplicate = (override) => connect(override?.connectionName);
    connections.push(connection);
    return connection;
  }

  async function handleOne(job: AdvanceJob): Promise<void> {
    try {
      await handle(job);
    } catch (error) {
      onError(error, job);
    }
  }

  const worker = new Worker<AdvanceJob>(
    "novel",
    async ({ data }) => {
      const handled = handleOne(data);
      running.add(handled);
      await handled.finally(() => running.delete(handled));
    },
    {
      connection: connect(),
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
    report(error);
    rest();
  });

  // BullMQ asks again at once when Redis answers with an error (out of memory, read-only …).
  function rest(): void {
    if (closing || worker.isPaused() || connections[0]?.status !== "ready") return;
    void worker.pause(true);
    setTimeout(() => {
      if (!closing) void worker.resume();
    }, restMs);
  }

  return {
    async close(graceMs) {
      closing = true;
      const closed = worker.close();
      // BullMQ's own closing has no end while Redis is away.
      if (await settlesWithin(graceMs, Promise.all(running))) await settlesWithin(restMs, closed);
      for (const connection of connections) connection.disconnect();
    },
  };
}
