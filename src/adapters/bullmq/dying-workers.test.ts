import { spawn } from "node:child_process";
import { once } from "node:events";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { jobId } from "#/ports/queue.ts";
import { patienceMs } from "#test/harness/patience.ts";
import { type RunningRedis, noRedisServer, startRedis } from "#test/harness/start-redis.ts";
import { createBullQueue } from "./queue.ts";

const job = { novelId: "novel-1", wake: 1, requestId: "r", traceparent: "none", dueAt: null };

/** Takes a job and dies at work, as often as it is started. */
const ours = (url: string, prefix: string) => `
  import { createBullQueue } from ${JSON.stringify(new URL("./queue.ts", import.meta.url).href)};
  const queue = createBullQueue(${JSON.stringify({ url, prefix })});
  const onError = console.error;
  queue.consume(() => { console.log("taken"); return new Promise(() => {}); }, { concurrency: 1, onError });`;

/** The same with a worker of BullMQ as it comes. */
const bare = (url: string, prefix: string) => `
  import { Worker } from "bullmq";
  const options = { connection: { url: ${JSON.stringify(url)} }, prefix: ${JSON.stringify(prefix)} };
  new Worker("novel", () => { console.log("taken"); return new Promise(() => {}); }, options)
    .on("failed", (_job, error) => console.log("buried: " + error.message));`;

describe("a job whose workers are killed", () => {
  let redis: RunningRedis;
  let keys: Redis;

  beforeAll(async () => {
    if (noRedisServer) return;
    redis = await startRedis();
    keys = new Redis(redis.url);
  });
  beforeEach(({ skip }) => {
    if (noRedisServer) skip(noRedisServer);
  });
  afterAll(async () => {
    keys?.disconnect();
    await redis?.stop();
  });

  /** Enqueues the job, kills one worker after the other, and tells what each said of the job. */
  async function killWorkers(prefix: string, script: string, times: number): Promise<string[]> {
    const queue = createBullQueue({ url: redis.url, prefix, onError: () => {} });
    await queue.enqueue(job);
    const said: string[] = [];
    for (let nth = 0; nth < times; nth += 1) {
      said.push(await killAtWork(script));
      await letTheLockEnd(prefix);
    }
    await queue.close();
    return said;
  }

  /** What the time does that a dead worker's lock needs to end and BullMQ to see it: 30 s and more. */
  async function letTheLockEnd(prefix: string): Promise<void> {
    const of = (key: string) => `${prefix}:novel:${key}`;
    await keys.del(of(`${jobId(job)}:lock`), of("stalled-check"));
    await keys.sadd(of("stalled"), jobId(job));
  }

  test("comes again however often that was", async () => {
    const said = await killWorkers("ours", ours(redis.url, "ours"), 6);
    expect(said).toEqual(Array.from({ length: 6 }, () => "taken"));
  });

  test("would be buried by BullMQ's own defaults the second time", async () => {
    expect(await killWorkers("bare", bare(redis.url, "bare"), 3)).toEqual([
      "taken",
      "taken",
      "buried: job stalled more than allowable limit",
    ]);
  });
});

/** Starts a worker, kills it when it first says something, and tells what it said. */
async function killAtWork(script: string): Promise<string> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const silent = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  const [said] = (await Promise.race([once(child.stdout, "data"), ended])) as [unknown];
  clearTimeout(silent);
  child.kill("SIGKILL");
  await ended;
  return String(said).trim();
}
