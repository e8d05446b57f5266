import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { beforeEach } from "vitest";
import { queueContract } from "#/ports/queue.contract.ts";
import { noRedisUrl, sharedRedisUrl } from "#test/harness/start-redis.ts";
import { createBullQueue } from "./queue.ts";

function unexpected(error: unknown): void {
  throw error;
}

beforeEach(({ skip }) => {
  if (noRedisUrl) skip(noRedisUrl);
});

queueContract("BullMQ", async () => {
  const url = sharedRedisUrl ?? "";
  const prefix = `test-${randomUUID()}`;
  const queue = createBullQueue({ url, prefix, onError: unexpected });
  return {
    queue,
    elapse: (ms) => sleep(ms),
    async close() {
      await queue.close();
      await forget(url, prefix);
    },
  };
});

async function forget(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
}
