import type { Clock } from "#/ports/clock.ts";
import type { LogStore } from "#/ports/store/log.ts";
import type { Logger } from "#/telemetry/logger.ts";
import { type FeedDeps, NovelFeed, type Reader, Subscription } from "./novel-feed.ts";

/** How soon a lost last event is noticed at the latest. */
const sweepMs = 2_000;

export interface FeedsDeps<R extends Reader> extends FeedDeps<R> {
  log: LogStore;
  clock: Clock;
  logger: Logger;
}

/**
 * The feeds of all novels that somebody reads. While there are any, a sweep asks the Store for the
 * ends of their logs in one query, so that what the bus lost is told all the same.
 */
export class NovelFeeds<R extends Reader> {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #log: LogStore;
  readonly #deps: FeedDeps<R>;
  readonly #feeds = new Map<string, NovelFeed<R>>();
  readonly #troubles = new Set<string>();
  #sweeping: AbortController | undefined;

  constructor({ log, clock, logger, tell }: FeedsDeps<R>) {
    this.#clock = clock;
    this.#logger = logger;
    this.#log = log;
    const read: LogStore["read"] = async (query) => this.#watch("read", log.read(query));
    this.#deps = { log: { read }, tell };
  }

  /** The feed of a novel that somebody reads. */
  get(novelId: string): NovelFeed<R> | undefined {
    return this.#feeds.get(novelId);
  }

  /** How many follow each novel. */
  followers(): [novelId: string, subscriptions: number][] {
    return [...this.#feeds].map(([novelId, { subscriptions }]) => [novelId, subscriptions.size]);
  }

  /** Adds a subscription that waits for its feed's `begin`. */
  join(novelId: string, reader: R): Subscription<R> {
    const subscription = new Subscription(novelId, reader);
    const feed = this.#feeds.get(novelId) ?? new NovelFeed(novelId, this.#deps);
    this.#feeds.set(novelId, feed);
    feed.add(subscription);
    this.#startSweep();
    return subscription;
  }

  leave(subscription: Subscription<R>): void {
    const feed = this.#feeds.get(subscription.novelId);
    feed?.remove(subscription);
    if (feed?.subscriptions.size === 0) this.#feeds.delete(feed.novelId);
    if (this.#feeds.size === 0) this.#stopSweep();
  }

  /** Asks the Store for the ends of all logs at once: what the bus lost is told now. */
  async catchUp(): Promise<void> {
    if (this.#feeds.size === 0) return;
    try {
      const heads = await this.#watch("heads", this.#log.heads([...this.#feeds.keys()]));
      for (const [novelId, head] of heads) this.#feeds.get(novelId)?.notice(head);
    } catch {
      // Told by the watch; the next sweep tries again.
    }
  }

  #startSweep(): void {
    if (this.#sweeping !== undefined) return;
    this.#sweeping = new AbortController();
    void this.#sweep(this.#sweeping.signal);
  }

  #stopSweep(): void {
    this.#sweeping?.abort();
    this.#sweeping = undefined;
  }

  async #sweep(signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.#clock.sleep(sweepMs, signal);
      } catch {
        return;
      }
      await this.catchUp();
    }
  }

  /** Says once that a query fails, not at every try. */
  async #watch<T>(query: string, answer: Promise<T>): Promise<T> {
    try {
      const value = await answer;
      this.#troubles.delete(query);
      return value;
    } catch (error) {
      if (!this.#troubles.has(query))
        this.#logger.warn(
          { event: "realtime.log-unreadable", query, err: error },
          "the log could not be read; what was missed is told once it can be",
        );
      this.#troubles.add(query);
      throw error;
    }
  }
}
