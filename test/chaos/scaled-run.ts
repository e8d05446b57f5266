import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type FaultModelServer,
  type ReceivedRequest,
  startModelServer,
} from "#test/faults/model-server.ts";
import { startTcpProxy } from "#test/faults/tcp-proxy.ts";
import { startRedis } from "#test/harness/start-redis.ts";
import { type Calamity, type Scene, type Toll, befall, storeAwayMs } from "./calamities.ts";
import type { AcceptedNovel } from "./check-novel.ts";
import { Client } from "./client.ts";
import { Customer } from "./customer.ts";
import { Fleet } from "./fleet.ts";
import { novelOf, titleOf } from "./oracle.ts";
import { Progress } from "./progress.ts";
import { Seeded } from "./seeded.ts";
import { openStoreServer } from "./store-server.ts";
import { Watcher } from "./watcher.ts";
import type { Wish } from "./wish.ts";

export interface ScaledOptions {
  seed: number;
  toll: Toll;
  novels: number;
  /** A folder of its own. */
  dir: string;
  plant?: string | undefined;
  /** How long a novel may stand still after something was broken and mended. */
  patienceMs: number;
  /** How much longer than promised things may take, on a machine that has others to do. */
  slackMs: number;
}

const processes = { apis: 2, workers: 3 };
/** Novels that each worker writes at the same time. */
export const concurrency = 4;
const openAtOnce = 8;
const fewestOpen = 3;
const watchersPerApi = 2;

/** How long the watchers have to see the ends of all novels: the gateway heals within 2 s. */
const seenWithinMs = 20_000;

/** Many processes that write novels, what they depend on, their customer and their watchers. */
export class ScaledRun {
  readonly accepted: AcceptedNovel[] = [];
  readonly #options: ScaledOptions;
  readonly #seed: Seeded;
  readonly #model: FaultModelServer;
  readonly #scene: Scene;
  readonly client = new Client();
  /** Two at each API process. */
  readonly watchers: readonly Watcher[];
  readonly #customer: Customer;
  readonly progress = new Progress();
  readonly requeued = new Progress();
  readonly #ended = new Set<string>();
  #befalling = true;

  static async open(options: ScaledOptions): Promise<ScaledRun> {
    const { dir, plant } = options;
    const store = await openStoreServer(`chaos-${process.pid}`);
    const redis = await startRedis();
    const redisProxy = await startTcpProxy({ target: { port: redis.port } });
    const model = await startModelServer();
    const fleet = new Fleet({
      dir: join(dir, "scaled"),
      ...processes,
      plant,
      env: {
        MONGODB_URI: store.uri,
        REDIS_URL: `redis://127.0.0.1:${redisProxy.port}`,
        SESSION_SECRETS: "a secret that only the harness signs with",
        WORKER_METRICS_PORT: "0",
        OPENAI_BASE_URL: model.baseUrl,
        OPENAI_MODEL: "other-model",
        WORKER_CONCURRENCY: String(concurrency),
        NOVELS_ACTIVE_PER_OWNER: "1000",
        RATE_LIMIT_NOVEL_CREATE: "1000000/hour",
        RATE_LIMIT_NOVEL_READ: "1000000/hour",
        RATE_LIMIT_READ: "1000000/hour",
        RATE_LIMIT_WRITE: "1000000/hour",
      },
    });
    await fleet.start();
    return new ScaledRun(options, { fleet, redis, redisProxy, store, model });
  }

  private constructor(
    options: ScaledOptions,
    parts: Pick<Scene, "fleet" | "redis" | "redisProxy" | "store"> & { model: FaultModelServer },
  ) {
    const { model, ...scene } = parts;
    this.#options = options;
    this.#model = model;
    this.#seed = new Seeded(options.seed);
    this.#scene = { ...scene, seed: this.#seed.branch(), moved: () => this.#arrive() };
    const pace = this.#seed.branch();
    model.behave({
      latencyMs: () => pace.whole(5, 100),
      chunkMs: 5,
      intercept: (request) => {
        this.#note(novelOf(request));
        return false;
      },
    });
    const noteEvent = ({ novelId }: { novelId: string }) =>
      this.#note(this.accepted.find(({ id }) => id === novelId)?.title);
    this.watchers = scene.fleet.apis.flatMap((_api, index) =>
      ["calm", "restless"].map((name) => new Watcher(`${name} at api-${index + 1}`, noteEvent)),
    );
    this.#customer = new Customer({
      client: this.client,
      seed: this.#seed.branch(),
      pausedShare: 0.8,
      wish: () => this.#wish(),
      eventsOf: (id) => this.watchers[0]?.seen(id).length ?? 0,
      accepted: (novel) => {
        this.accepted.push(novel);
        for (const watcher of this.watchers) watcher.follow(novel.id);
      },
      paused: ({ title }) => {
        this.progress.excuse(title);
        this.requeued.excuse(title);
      },
      resumed: ({ id, title }) => {
        if (!this.#ended.has(id)) this.progress.expect([title]);
      },
    });
  }

  /** The oracle's log. */
  get requests(): readonly ReceivedRequest[] {
    return this.#model.requests;
  }

  /** How many pauses of a novel were answered. */
  pausesOf(novelId: string): number {
    return this.#customer.pausesOf(novelId);
  }

  /** Lives of processes that ended by themselves. */
  get accidents(): readonly string[] {
    return this.#scene.fleet.accidents;
  }

  /** Writes all novels while everything that was planned befalls them. */
  async befallen(): Promise<void> {
    const counting = new AbortController();
    this.client.moveTo(this.#scene.fleet.apis[0]?.url ?? "");
    await this.client.insist("GET", "/api/novel?limit=1");
    const census = this.#takeCensus(counting.signal);
    this.progress.revive([]);
    this.requeued.revive([]);
    this.#arrive();
    const customer = this.#customer.begin();
    const restless = this.#reconnect(counting.signal);
    for (const calamity of this.#plan()) {
      await sleep(this.#seed.whole(50, 900));
      // Whose worker was killed a moment ago waits for that, not for the queue.
      if (calamity === "redis flushed") await this.#untilAllGoOn(this.progress);
      // Nobody can go on without the Store.
      if (calamity === "store stopped") this.progress.die();
      await befall(calamity, this.#scene);
      this.progress.revive(this.#open.map(({ title }) => title));
      if (calamity === "redis flushed") {
        this.requeued.expect(this.#open.map(({ title }) => title));
        await this.#untilAllGoOn(this.requeued);
      }
      if (this.#isStuck) break;
    }
    this.#befalling = false;
    const isDone = () => this.accepted.length >= this.#options.novels && this.#open.length === 0;
    while (!this.#isStuck && !isDone()) await sleep(50);
    this.#customer.leave();
    await customer;
    const end = performance.now() + seenWithinMs;
    const isSeen = (watcher: Watcher) => this.accepted.every(({ id }) => watcher.sawEnd(id));
    while (!this.watchers.every(isSeen) && performance.now() < end) await sleep(50);
    counting.abort();
    await Promise.all([census, restless]);
  }

  async close(): Promise<void> {
    const log = this.#model.requests.map((request) => `${JSON.stringify(request)}\n`);
    writeFileSync(join(this.#options.dir, "scaled", "oracle.jsonl"), log.join(""));
    for (const watcher of this.watchers) watcher.disconnect();
    const { fleet, redis, redisProxy, store } = this.#scene;
    await fleet.stop();
    await redisProxy.close();
    await redis.stop();
    await store.close();
    await this.#model.close();
  }

  get #open(): AcceptedNovel[] {
    return this.accepted.filter(({ id }) => !this.#ended.has(id));
  }

  /** Whether there is no use in going on. */
  get #isStuck(): boolean {
    const { mostAwaited, silentMs } = this.progress;
    return Math.max(mostAwaited.ms, silentMs) > this.#options.patienceMs + storeAwayMs;
  }

  /** What befalls it, in any order. */
  #plan(): Calamity[] {
    const planned = Object.entries(this.#options.toll) as [Calamity, number][];
    return this.#seed.shuffled(
      planned.flatMap(([calamity, times]) => Array.from({ length: times }, () => calamity)),
    );
  }

  #note(title: string | undefined): void {
    this.progress.note(title);
    this.requeued.note(title);
  }

  /** The next novel: while anything is to befall it there are always some under way, and one is kept for the end. */
  #wish(): Wish | undefined {
    const asked = this.accepted.length;
    const open = this.#open.length;
    const kept = this.#befalling ? 1 : 0;
    if (this.#options.novels - asked <= kept && !(this.#befalling && open < fewestOpen))
      return undefined;
    if (open >= openAtOnce) return undefined;
    const chapters = this.#seed.whole(2, 4);
    const title = titleOf(this.#options.seed, "scaled", asked + 1);
    return { title, chapters, words: chapters * this.#seed.whole(300, 1_000) };
  }

  /** Everybody goes where the API processes are now. */
  #arrive(): void {
    const { apis } = this.#scene.fleet;
    this.client.moveTo(this.#seed.pick(apis).url);
    for (const index of this.watchers.keys()) this.#connect(index);
  }

  #connect(index: number): void {
    const api = this.#scene.fleet.apis[Math.floor(index / watchersPerApi)];
    this.watchers[index]?.connect({ url: api?.url ?? "", cookie: this.client.cookie });
  }

  /** The restless lose their connection again and again; in the end they do not, or they would heal the others' novels too. */
  async #reconnect(over: AbortSignal): Promise<void> {
    while (!over.aborted && this.#befalling) {
      await sleep(this.#seed.whole(500, 3_000));
      for (const [index, { name }] of this.watchers.entries())
        if (name.startsWith("restless") && !over.aborted) this.#connect(index);
    }
  }

  /** Resolves when every novel that is awaited has gone on, or is too late; nothing else happens meanwhile. */
  async #untilAllGoOn(progress: Progress): Promise<void> {
    const end = performance.now() + this.#options.patienceMs;
    while (progress.mostAwaited.title !== "none" && performance.now() < end) await sleep(50);
  }

  /** Notes which novels are at their end as the API has it; what it does not have is lost. */
  async #takeCensus(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      const open = this.#open;
      const novels = await this.client.novels();
      for (const { id, title } of open) {
        const { status } = novels.find((novel) => novel.id === id) ?? { status: "lost" };
        if (!/^(completed|failed|cancelled|lost)$/.test(status)) continue;
        this.#ended.add(id);
        this.progress.excuse(title);
        this.requeued.excuse(title);
      }
      await sleep(250);
    }
  }
}
