import { isDeepStrictEqual } from "node:util";
import { type Socket, io } from "socket.io-client";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { NovelEvent } from "#/contract/event.ts";
import type { NovelView } from "#/contract/novel.ts";
import type { TextFrame } from "#/contract/realtime.ts";
import type { Readiness } from "#/contract/service.ts";
import { type FaultModelServer, startModelServer } from "#test/faults/model-server.ts";
import { type Cluster, noCluster, startCluster } from "#test/harness/start-cluster.ts";
import { StartRefused, startColophon } from "#test/harness/start-colophon.ts";
import { until } from "#test/harness/until.ts";
import { type Visitor, visit } from "#test/harness/visitor.ts";

const short = { targetWordCount: 1_000, targetChapters: 2 };
const quick = { latencyMs: 20, chunkMs: 1 };

let model: FaultModelServer;
let cluster: Cluster;

/** The nth API process's address. */
const api = (nth: number) => cluster.apis[nth]?.url ?? "";

async function readiness(url: string): Promise<{ code: number } & Readiness> {
  const response = await fetch(`${url}/health/ready`);
  return { code: response.status, ...((await response.json()) as Readiness) };
}

/** As `until`, for longer than a dead worker's novel waits for another. */
const untilAtLast = async <T>(what: string, read: () => Promise<T | undefined | false>) =>
  until(what, read, 60_000);

/** How long it takes, in milliseconds. */
async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

/** Watches a novel at one process. */
async function watch(url: string, visitor: Visitor, novelId: string) {
  const events: NovelEvent[] = [];
  const frames: TextFrame[] = [];
  const socket: Socket = io(url, {
    path: "/ws",
    transports: ["websocket"],
    forceNew: true,
    extraHeaders: { cookie: visitor.cookie() },
  });
  onTestFinished(() => void socket.disconnect());
  socket.on("novel.event", (event: NovelEvent) => events.push(event));
  socket.on("novel.text", (frame: TextFrame) => frames.push(frame));
  expect(await socket.emitWithAck("subscribe", { novelId, afterSeq: 0 })).toMatchObject({
    ok: true,
  });
  return {
    events,
    frames,
    seqs: () => events.map(({ seq }) => seq),
    untilType: (type: string) =>
      untilAtLast(`${type} at ${url}`, async () => events.find((event) => event.type === type)),
  };
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("a Colophon of many processes", () => {
  beforeEach(({ skip }) => {
    if (noCluster) skip(noCluster);
  });

  beforeAll(async () => {
    if (noCluster) return;
    model = await startModelServer(quick);
    cluster = await startCluster({
      apis: 2,
      workers: 2,
      env: {
        OPENAI_BASE_URL: model.baseUrl,
        OPENAI_MODEL: "other-model",
        LOG_LEVEL: "info",
        RATE_LIMIT_NOVEL_CREATE: "10000/hour",
        RATE_LIMIT_NOVEL_READ: "100000/hour",
        RATE_LIMIT_READ: "100000/hour",
        RATE_LIMIT_WRITE: "100000/hour",
      },
    });
  });

  afterAll(async () => {
    await cluster?.close();
    await model?.close();
  });

  test("every process says that it is ready, and what it depends on", async () => {
    for (const { url } of [...cluster.apis, ...cluster.workers])
      expect(await readiness(url)).toMatchObject({
        code: 200,
        status: "ok",
        dependencies: { store: "ok", queue: "ok", bus: "ok" },
      });
  });

  test("a novel posted to one API process is seen live, whole and in order at either", async () => {
    const watched = Promise.withResolvers<void>();
    model.behave({ ...quick, intercept: () => watched.promise.then(() => false) });
    onTestFinished(() => model.behave(quick));
    const visitor = visit(api(0));
    const { id } = await visitor.createNovel(short);
    const watchers = await Promise.all([watch(api(0), visitor, id), watch(api(1), visitor, id)]);
    watched.resolve();
    for (const { untilType } of watchers) await untilType("novel.completed");
    const { lastSeq } = await visitor.get<NovelView>(`/api/novel/${id}`);
    for (const { frames, seqs } of watchers) {
      expect(seqs()).toEqual(upTo(lastSeq));
      expect(new Set(frames.map(({ chapter }) => chapter)), "live text").toEqual(new Set([1, 2]));
    }
    visitor.moveTo(api(1));
    expect(await visitor.get<NovelView>(`/api/novel/${id}`)).toMatchObject({
      status: "completed",
      progress: { chaptersCompleted: 2 },
    });
  });

  test("a hundred copies of a submit, spread over two processes, make one novel", async () => {
    const body = JSON.stringify({
      ...short,
      title: "The Twin Page",
      premise: "Two clerks copy the same page at the same time, and only one of them is real.",
      genre: "mystery",
    });
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const response = await fetch(`${api(index % 2)}/api/novel`, {
          method: "POST",
          headers: { "content-type": "application/json", "idempotency-key": "the-same" },
          body,
        });
        return { code: response.status, id: ((await response.json()) as NovelView).id };
      }),
    );
    expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 202));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  });

  test("while Redis is away novels are read and accepted, and written once it is back", async () => {
    const visitor = visit(api(0));
    const before = await visitor.createNovel(short);
    await cluster.redis.kill();
    await untilAtLast("degraded", async () => {
      const { code, status, dependencies } = await readiness(api(0));
      expect(code).toBe(200);
      return status === "degraded" && dependencies.queue === "down";
    });
    const start = performance.now();
    expect(await visitor.get(`/api/novel/${before.id}`)).toMatchObject({ id: before.id });
    const during = await visitor.createNovel(short);
    const took = performance.now() - start;
    await cluster.redis.start();
    const otherwise = await timeOf(() => visitor.get(`/api/novel/${before.id}`));
    expect(took - otherwise, "nothing waits for Redis").toBeLessThan(4_000);
    for (const { id } of [before, during]) await visitor.eventsUntil(id, "novel.completed", 45_000);
    for (const { url } of [...cluster.apis, ...cluster.workers])
      await untilAtLast("ready again", async () => (await readiness(url)).status === "ok");
    for (const { logs } of [...cluster.apis, ...cluster.workers])
      await untilAtLast("word of it", async () => {
        // A process whose connections were only made anew has nothing to take back.
        const last = (event: string) => logs().lastIndexOf(`"event":"${event}"`);
        return last("redis.back") >= last("redis.failed");
      });
  });

  test("a Redis that hangs holds no submit up, and its novel is written once Redis goes on", async () => {
    const visitor = visit(api(0));
    await visitor.get("/api/novel");
    // As long as this machine takes for one.
    const otherwise = await timeOf(() => visitor.createNovel(short));
    cluster.redis.freeze();
    onTestFinished(() => cluster.redis.thaw());
    for (const submit of ["the first, which finds out", "the second"]) {
      const took = await timeOf(() => visitor.createNovel(short));
      expect(took - otherwise, submit).toBeLessThan(1_000);
    }
    cluster.redis.thaw();
    const { items } = await visitor.get<{ items: NovelView[] }>("/api/novel");
    for (const { id } of items) await visitor.eventsUntil(id, "novel.completed", 45_000);
  });

  test("an event that the bus lost is delivered by the sweep within seconds", async () => {
    const visitor = visit(api(0));
    // It waits for its review, so that it is not over before the pause.
    const { id } = await visitor.createNovel({ ...short, reviewOutline: true });
    const { seqs, untilType } = await watch(api(1), visitor, id);
    await cluster.redis.kill();
    onTestFinished(() => cluster.redis.start());
    const paused = await visitor.send("POST", `/api/novel/${id}/pause`);
    expect(paused.status).toBe(200);
    const { seq } = await untilType("novel.paused");
    expect(seqs()).toEqual(upTo(seq));
  });

  test("while MongoDB is away the API answers 503 within 2 s, and goes on by itself", async () => {
    const visitor = visit(api(0));
    const { id } = await visitor.createNovel(short);
    // As long as this machine takes for one.
    const otherwise = await timeOf(() => visitor.send("GET", `/api/novel/${id}`));
    cluster.mongo.stall();
    onTestFinished(() => {
      cluster.mongo.resume();
    });
    for (const [method, path] of [
      ["GET", `/api/novel/${id}`],
      ["POST", `/api/novel/${id}/pause`],
      ["GET", "/health/ready"],
    ] as const) {
      const start = performance.now();
      const response = await visitor.send(method, path);
      expect(response.status, path).toBe(503);
      expect(performance.now() - start - otherwise, path).toBeLessThan(2_000);
    }
    cluster.mongo.resume();
    cluster.mongo.cut();
    await visitor.eventsUntil(id, "novel.completed", 60_000).catch(() => undefined);
    await untilAtLast("completed", async () => {
      const response = await visitor.send("GET", `/api/novel/${id}`);
      return response.ok && ((await response.json()) as NovelView).status === "completed";
    });
  });

  test("a worker that is killed in mid-call leaves its novel to another within 30 s", async () => {
    const doomed = await cluster.startWorker({ OPENAI_API_KEY: "doomed" });
    const visitor = visit(api(0));
    await visitor.get("/api/novel");
    const novels = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        visitor.createNovel({ ...short, title: `The Page of Clerk ${index + 1}` }),
      ),
    );
    model.behave({ latencyMs: 200, chunkMs: 1 });
    const { body } = await untilAtLast("a call of the doomed worker", async () =>
      model.requests.find(({ key, endedAt }) => key === "doomed" && endedAt === null),
    );
    await doomed.kill();
    const start = performance.now();
    const orphan = novels.find(({ title }) => body.includes(title));
    expect(orphan).toBeDefined();
    await untilAtLast("a call of its heir", async () =>
      model.requests.some(
        (request) =>
          request.key !== "doomed" && request.at > start && request.body.includes(orphan!.title),
      ),
    );
    expect(performance.now() - start).toBeLessThan(30_000);
    for (const { id } of novels) await visitor.eventsUntil(id, "novel.completed");
    for (const { id } of novels) {
      const { calls } = await visitor.get<{ calls: { unknown: number } }>(
        `/api/novel/${id}/metrics`,
      );
      expect(calls.unknown, "one call is lost, and is accounted for").toBeLessThanOrEqual(1);
    }
  });

  test("requests that alternate between two API processes count against one limit", async () => {
    const strict = await startCluster({
      apis: 2,
      workers: 0,
      env: { DEMO_WRITER: "true", RATE_LIMIT_READ: "6/hour", TRUST_PROXY: "1" },
    });
    onTestFinished(() => strict.close());
    /** What ten requests of one caller are answered. */
    const ask = async (address: string) => {
      const codes: number[] = [];
      for (let request = 0; request < 10; request += 1) {
        const url = `${strict.apis[request % 2]?.url}/api/novel`;
        const response = await fetch(url, { headers: { "x-forwarded-for": address } });
        codes.push(response.status);
      }
      return codes;
    };
    // A process that Redis answers too late counts by itself: what another caller meets then tells.
    const ofOne = [200, 200, 200, 200, 200, 200, 429, 429, 429, 429];
    let codes = await ask("198.51.100.1");
    for (let caller = 2; caller <= 5 && !isDeepStrictEqual(codes, ofOne); caller += 1)
      codes = await ask(`198.51.100.${caller}`);
    expect(codes).toEqual(ofOne);
  });
});

test.each([
  ["no SESSION_SECRETS", {}],
  ["a SESSION_SECRETS that can be guessed", { SESSION_SECRETS: "guess-me" }],
])("npm run api refuses to start with %s, and names it in one line", async (_, secrets) => {
  const starting = startColophon({
    command: ["npm", "run", "api"],
    env: {
      MONGODB_URI: "mongodb://127.0.0.1:1/colophon",
      REDIS_URL: "redis://127.0.0.1:1",
      ...secrets,
    },
  });
  const refusal = await starting.then(
    async (running) => {
      await running.stop();
      throw new Error("it started");
    },
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(StartRefused);
  const { code, logs } = refusal as StartRefused;
  expect(code).toBe(1);
  expect(logs.split("\n").filter((line) => line.includes("SESSION_SECRETS"))).toHaveLength(1);
  expect(logs).not.toContain("guess-me");
});
