import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type FaultModelServer,
  type ReceivedRequest,
  startModelServer,
} from "#test/faults/model-server.ts";
import type { AcceptedNovel } from "./check-novel.ts";
import { Client } from "./client.ts";
import { Customer } from "./customer.ts";
import { type Failpoint, passings } from "./failpoints.ts";
import { MortalColophon } from "./mortal-colophon.ts";
import { novelOf } from "./oracle.ts";
import { Progress } from "./progress.ts";
import type { Seeded } from "./seeded.ts";
import { Watcher } from "./watcher.ts";
import type { Wish } from "./wish.ts";

export interface LaneOptions {
  seed: Seeded;
  /** Where its data and its logs are kept. */
  dir: string;
  plant?: string | undefined;
  /** How it dies each time: at a failpoint, or null for at any moment. */
  deaths: readonly (Failpoint | null)[];
  /** The novels to write. Of several, the last is asked for after the last death. */
  wishes: readonly Wish[];
  /** One novel more, for when all are done and deaths are left; without it those are spared. */
  extraWish?: () => Wish;
  /** How many novels are under way at the same time. */
  openAtOnce: number;
  /** The share of novels that are paused and resumed. */
  pausedShare: number;
  /** How long the process may live while a novel does not go on. */
  patienceMs: number;
}

/** How many novels the process works on at the same time. */
export const concurrency = 4;

/** How long a failpoint is waited for before the process is killed where it is, and how often it is tried. */
const reachWithinMs = 20_000;
const triesAtMost = 3;

/** How long the watchers have to see the ends of all novels: the gateway heals within 2 s. */
const seenWithinMs = 20_000;

/** The answers of the model that a short novel takes: before its chapters, and for each of them. */
const answersFor = ({ chapters }: Wish) => 3 + 3 * chapters;

/**
 * One Colophon that is killed again and again while it writes, with its model server, its customer
 * and its watchers.
 */
export class Lane {
  readonly client = new Client();
  readonly progress = new Progress();
  readonly watchers: readonly Watcher[];
  readonly accepted: AcceptedNovel[] = [];
  /** The failpoints that it died at, and those that it never came to. */
  readonly reached: Failpoint[] = [];
  readonly missed: Failpoint[] = [];
  /** Lives that ended by themselves. */
  readonly accidents: string[] = [];
  kills = 0;

  readonly #options: LaneOptions;
  readonly #server: FaultModelServer;
  readonly #colophon: MortalColophon;
  readonly #customer: Customer;
  readonly #ended = new Set<string>();
  #armed: Failpoint | null = null;
  #dying = true;

  static async open(options: LaneOptions): Promise<Lane> {
    const server = await startModelServer();
    const colophon = new MortalColophon({
      dir: options.dir,
      plant: options.plant,
      env: {
        OPENAI_BASE_URL: server.baseUrl,
        OPENAI_MODEL: "other-model",
        WORKER_CONCURRENCY: String(concurrency),
        NOVELS_ACTIVE_PER_OWNER: "1000",
      },
    });
    const lane = new Lane(options, server, colophon);
    await colophon.start();
    lane.client.moveTo(colophon.url);
    await lane.client.insist("GET", "/api/novel?limit=1");
    // A clean end writes the compiled code down, and every later start is quicker.
    await colophon.stop();
    return lane;
  }

  private constructor(options: LaneOptions, server: FaultModelServer, colophon: MortalColophon) {
    this.#options = options;
    this.#server = server;
    this.#colophon = colophon;
    const { seed, pausedShare } = options;
    const pace = seed.branch();
    server.behave({
      latencyMs: () => pace.whole(5, 100),
      chunkMs: 5,
      intercept: (request) => {
        this.progress.note(novelOf(request));
        return false;
      },
    });
    const noteEvent = ({ novelId }: { novelId: string }) => {
      this.progress.note(this.accepted.find(({ id }) => id === novelId)?.title);
    };
    this.watchers = ["first", "second", "restless"].map((name) => new Watcher(name, noteEvent));
    this.#customer = new Customer({
      client: this.client,
      seed: seed.branch(),
      pausedShare,
      wish: () => this.#wish(),
      eventsOf: (id) => this.watchers[0]?.seen(id).length ?? 0,
      accepted: (novel) => {
        this.accepted.push(novel);
        for (const watcher of this.watchers) watcher.follow(novel.id);
      },
      paused: ({ title }) => {
        this.progress.excuse(title);
      },
      resumed: ({ id, title }) => {
        if (!this.#ended.has(id)) this.progress.expect([title]);
      },
    });
  }

  /** The oracle's log. */
  get requests(): readonly ReceivedRequest[] {
    return this.#server.requests;
  }

  /** How many pauses of a novel were answered. */
  pausesOf(novelId: string): number {
    return this.#customer.pausesOf(novelId);
  }

  /**
   * Writes and dies as planned, and then lives until all that was accepted is done, or nothing goes on
   * any more.
   */
  async run(): Promise<void> {
    const { deaths, wishes, extraWish } = this.#options;
    const counting = new AbortController();
    const census = this.#takeCensus(counting.signal);
    const customer = this.#customer.begin();
    const left = deaths.map((failpoint) => ({ failpoint, tries: 1 }));
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { failpoint, tries } = next;
      const asPlanned = await this.#liveAndDie(failpoint, tries, left.length + 1);
      if (failpoint !== null && asPlanned) this.reached.push(failpoint);
      if (!asPlanned && tries < triesAtMost) left.push({ failpoint, tries: tries + 1 });
      else if (failpoint !== null && !asPlanned) this.missed.push(failpoint);
      const idle = this.accepted.length > 0 && this.#open.length === 0;
      if (this.#isStuck || (idle && extraWish === undefined)) break;
    }
    this.#armed = null;
    this.#dying = false;
    await this.#colophon.start();
    this.#arrive();
    const isDone = () => this.accepted.length >= wishes.length && this.#open.length === 0;
    while (!this.#isStuck && !isDone()) await sleep(50);
    this.#customer.leave();
    await customer;
    counting.abort();
    await census;
  }

  /** Resolves when every watcher has seen the end of every novel, or has had the time to. */
  async untilSeen(): Promise<void> {
    const end = performance.now() + seenWithinMs;
    const isSeen = (watcher: Watcher) => this.accepted.every(({ id }) => watcher.sawEnd(id));
    while (!this.watchers.every(isSeen) && performance.now() < end) await sleep(50);
  }

  /** Ends the last life, and writes the oracle's log down. */
  async close(): Promise<void> {
    const log = this.requests.map((request) => `${JSON.stringify(request)}\n`);
    writeFileSync(join(this.#options.dir, "oracle.jsonl"), log.join(""));
    for (const watcher of this.watchers) watcher.disconnect();
    await this.#colophon.stop();
    await this.#server.close();
  }

  get #open(): AcceptedNovel[] {
    return this.accepted.filter(({ id }) => !this.#ended.has(id));
  }

  get #answers(): number {
    return this.requests.filter(({ answered }) => answered).length;
  }

  /** Whether there is no use in going on. */
  get #isStuck(): boolean {
    const { mostAwaited, silentMs } = this.progress;
    return Math.max(mostAwaited.ms, silentMs) > this.#options.patienceMs;
  }

  #wish(): Wish | undefined {
    const { wishes, extraWish, openAtOnce } = this.#options;
    const open = this.#open.length;
    // Who is to die of a request gets one, however much there is to do.
    const accepting = this.#armed?.endsWith("-accept") === true;
    const kept = this.#dying && wishes.length > 1 ? 1 : 0;
    if (wishes.length - this.accepted.length > kept)
      return accepting || open < openAtOnce ? wishes[this.accepted.length] : undefined;
    return this.#dying && (accepting || open === 0) ? extraWish?.() : undefined;
  }

  /** One life, with its death. Resolves with whether it died as planned. */
  async #liveAndDie(failpoint: Failpoint | null, tries: number, left: number): Promise<boolean> {
    const { seed, wishes } = this.#options;
    const luck = seed.next();
    const delayMs = seed.whole(0, 80);
    // So many answers a life that the novels last until the last death.
    const planned = wishes.reduce((sum, wish) => sum + answersFor(wish), 0);
    const pacing = Math.max(0.3, (planned - this.#answers) / left);
    const passing = tries > 1 ? 1 : 1 + Math.floor((luck * 2 * pacing * passings(failpoint)) / 3);
    this.#armed = failpoint;
    this.kills += 1;
    if (!(await this.#colophon.start(failpoint === null ? undefined : `${failpoint}:${passing}`)))
      return true;
    this.#arrive();
    const answers = failpoint === null ? Math.round(luck * 2 * pacing) : 2 * pacing + 8;
    const due = new AbortController();
    const end = await Promise.race([
      this.#colophon.died,
      this.#dueToDie({ answers, delayMs }, due.signal),
    ]);
    due.abort();
    await this.#colophon.kill();
    this.progress.die();
    if (end === "due") return failpoint === null;
    if (end !== "killed") this.accidents.push(`a process ended with exit code ${end.exitCode}`);
    return failpoint !== null;
  }

  /** Everybody comes back to a process that was started again. */
  #arrive(): void {
    const { url } = this.#colophon;
    this.progress.revive(this.#open.map(({ title }) => title));
    this.client.moveTo(url);
    for (const watcher of this.watchers) watcher.connect(this.client);
    // One of the watchers also loses its connection while the process lives.
    const comeAgain = () => {
      if (this.#colophon.url === url) this.watchers.at(-1)?.connect(this.client);
    };
    setTimeout(comeAgain, this.#options.seed.whole(50, 600)).unref();
  }

  /** Resolves when the process has lived long enough, or a failpoint will not be reached any more. */
  async #dueToDie(
    { answers, delayMs }: { answers: number; delayMs: number },
    over: AbortSignal,
  ): Promise<"due"> {
    const reachBefore = performance.now() + reachWithinMs;
    const enough = this.#answers + answers;
    const isDue = () =>
      this.#answers >= enough ||
      (this.#armed !== null && performance.now() > reachBefore) ||
      (this.accepted.length > 0 && this.#open.length === 0 && this.#wish() === undefined);
    while (!over.aborted && !this.#isStuck && !isDue()) await sleep(8);
    await sleep(delayMs);
    return "due";
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
      }
      await sleep(250);
    }
  }
}
