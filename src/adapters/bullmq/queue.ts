import { Queue as BullQueue } from "bullmq";
import { Redis } from "ioredis";
import { type AdvanceJob, type Queue, type QueueConsumer, jobId } from "#/ports/queue.ts";
import {
  type RedisAccess,
  defaultRedisPrefix,
  giveUp,
  promptCommands,
  redisConnectionOptions,
  settlesWithin,
  tellOnce,
  watchConnection,
} from "#/ports/redis-connection.ts";
import { consumeJobs } from "./consume-jobs.ts";

/** BullMQ's code for a job that is no longer delayed: its time came meanwhile. */
const notDelayed = -3;

/**
 * A queue in Redis that all processes share: one BullMQ queue, `novel`. While Redis is away its
 * operations reject, at once or after 1.5 s, and its consumers wait; they go on by themselves when it
 * is back, also when it forgot everything. Nothing that a caller hears of is reported to `onError`.
 */
export function createBullQueue(access: RedisAccess): Queue {
  const { url, onConnection, prefix = defaultRedisPrefix } = access;
  const onError = tellOnce(access.onError);
  const redis = new Redis(url, { ...redisConnectionOptions, ...promptCommands, lazyConnect: true });
  watchConnection(redis, { onError, onConnection });
  const opened = settlesWithin(promptCommands.commandTimeout, redis.connect());
  const jobs = new BullQueue<AdvanceJob>("novel", {
    connection: redis,
    prefix,
    // Else BullMQ waits for the first connection, however long that takes.
    skipWaitingForReady: true,
    skipVersionCheck: true,
    skipMetasUpdate: true,
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
  });
  jobs.on("error", onError);
  const consumers = new Set<QueueConsumer>();

  /** Only the first connection is worth waiting for. */
  async function ensureReached(): Promise<void> {
    await opened;
    if (redis.status !== "ready") throw new Error("Redis is away");
  }

  async function promote(id: string): Promise<void> {
    try {
      await jobs.getBackend().promote(id);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === notDelayed)) throw error;
    }
  }

  /**
   * Whether something of a job is left that nobody will be handed: Redis lost its place in the list, or what it
   * says. BullMQ would take it for a job that is there, and the novel would wait for ever.
   */
  async function isLeftOver(id: string, state: string): Promise<boolean> {
    if (state === "completed" || state === "failed") return true;
    if (state !== "unknown" || (await redis.exists(jobs.toKey(id))) === 0) return false;
    // Another process may have added it since.
    return (await jobs.getJobState(id)) === "unknown";
  }

  return {
    async enqueue(job, { delayMs = 0 } = {}) {
      await ensureReached();
      // BullMQ takes no second job of an id. One that is being handled may have read the novel before
      // what this one tells of, so it is no reason to drop this one.
      for (let twin = 1; ; twin += 1) {
        const id = twin === 1 ? jobId(job) : `${jobId(job)}-${twin}`;
        const state = await jobs.getJobState(id);
        if (state === "active") continue;
        if (await isLeftOver(id, state)) await jobs.remove(id);
        if (state === "delayed" && delayMs <= 0) await promote(id);
        else await jobs.add("advance", job, { jobId: id, delay: Math.max(0, delayMs) });
        return;
      }
    },

    consume(handle, options) {
      const consumer = consumeJobs(handle, {
        ...options,
        url,
        prefix,
        onTrouble: onError,
        onConnection,
      });
      consumers.add(consumer);
      return {
        async close(graceMs) {
          await consumer.close(graceMs);
          consumers.delete(consumer);
        },
      };
    },

    async depth() {
      await ensureReached();
      const {
        waiting = 0,
        delayed = 0,
        active = 0,
      } = await jobs.getJobCounts("waiting", "delayed", "active");
      return { waiting, delayed, active };
    },

    async health() {
      try {
        await ensureReached();
        // A Redis that is full, or a replica by now, answers a ping and takes no job.
        await redis.set(`${prefix}:novel-health`, 1, "PX", 1);
        return "ok";
      } catch {
        return "down";
      }
    },

    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.close(0)));
      await jobs.close();
      giveUp(redis);
    },
  };
}
