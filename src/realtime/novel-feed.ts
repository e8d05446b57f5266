import type { NovelEvent } from "#/contract/event.ts";
import { noSuchNovel } from "#/domain/find-own-novel.ts";
import type { LogStore } from "#/ports/store/log.ts";

/** Who reads a novel's log: one client's socket. */
export interface Reader {
  /** Whether it can take more from the log now; if not, it calls `resume` of its feeds once it can. */
  ready(): boolean;
}

const pageSize = 100;

/**
 * One reader's place in one novel's log. It takes the event after `position` and no other, which is
 * why nothing is ever left out or told twice.
 */
export class Subscription<R extends Reader> {
  readonly novelId: string;
  readonly reader: R;
  /** The `seq` of the last event told; until it begins, beyond every event, so that none is next. */
  position = Number.POSITIVE_INFINITY;
  #start: Start | undefined;
  #replayed = 0;
  #live = false;

  constructor(novelId: string, reader: R) {
    this.novelId = novelId;
    this.reader = reader;
  }

  /** Whether it has reached the end that the log had when it began. */
  get live(): boolean {
    return this.#live;
  }

  begin(start: Start): void {
    this.position = start.after;
    this.#start = start;
    this.#arrive();
  }

  /** The event after `position` was told. */
  step(): void {
    this.position += 1;
    this.#replayed += 1;
    this.#arrive();
  }

  /** Leaves out what can no longer be told. */
  skipTo(seq: number): void {
    this.position = seq;
    this.#arrive();
  }

  /** Ends a replay that cannot be finished; a live subscription just waits. */
  fail(error: unknown): void {
    const start = this.#start;
    this.#start = undefined;
    start?.failed(error);
  }

  #arrive(): void {
    if (this.#start === undefined || this.position < this.#start.head) return;
    const { arrived } = this.#start;
    this.#start = undefined;
    this.#live = true;
    arrived({ lastSeq: this.position, replayed: this.#replayed });
  }
}

/** Where a subscription begins, and who hears of its replay's end: `arrived` before any later event is told. */
export interface Start {
  after: number;
  /** The end of the log as it was known; `after` where nothing is to be replayed. */
  head: number;
  arrived: (replay: { lastSeq: number; replayed: number }) => void;
  failed: (error: unknown) => void;
}

export interface FeedDeps<R extends Reader> {
  log: Pick<LogStore, "read">;
  /** Writes one event to each of these subscriptions' readers, in order of calls. */
  tell: (event: NovelEvent, subscriptions: readonly Subscription<R>[]) => void;
}

/**
 * Tells all readers of one novel its events, each from its own place on, in order, without gaps or
 * doubles, whatever the bus does. What the bus brings next is told at once; anything else is a hint
 * that the log has more, which is then read once for all who lack it.
 */
export class NovelFeed<R extends Reader> {
  readonly novelId: string;
  readonly #deps: FeedDeps<R>;
  readonly #subscriptions = new Set<Subscription<R>>();
  /** The end of the log as far as anybody has said. */
  #head = 0;
  #reading = false;

  constructor(novelId: string, deps: FeedDeps<R>) {
    this.novelId = novelId;
    this.#deps = deps;
  }

  get subscriptions(): ReadonlySet<Subscription<R>> {
    return this.#subscriptions;
  }

  /** Adds a subscription that waits: events are noticed for it, and told from `begin` on. */
  add(subscription: Subscription<R>): void {
    this.#subscriptions.add(subscription);
  }

  remove(subscription: Subscription<R>): void {
    this.#subscriptions.delete(subscription);
  }

  /** Sets a waiting subscription going; one that was removed meanwhile stays silent. */
  begin(subscription: Subscription<R>, start: Start): void {
    if (!this.#subscriptions.has(subscription)) return;
    subscription.begin(start);
    this.notice(start.head);
  }

  /** Takes an event from the bus. */
  receive(event: NovelEvent): void {
    this.#tell(event, () => true);
    this.notice(event.seq);
  }

  /** Takes the end of the log, and catches up to it. */
  notice(head: number): void {
    this.#head = Math.max(this.#head, head);
    this.resume();
  }

  /** Goes on telling: a reader may be ready again. */
  resume(): void {
    if (!this.#reading) void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    this.#reading = true;
    try {
      for (let after = this.#lowest(); after !== undefined; after = this.#lowest()) {
        const { novelId } = this;
        const page = await this.#deps.log.read({ novelId, after, limit: pageSize });
        if (page === undefined) throw noSuchNovel();
        this.#skipTo(page.firstSeq - 1);
        for (const event of page.items) this.#tell(event, (reader) => reader.ready());
        // A log that lags behind what was heard of it: the next sweep asks again.
        if (this.#lowest() === after) break;
      }
    } catch (error) {
      for (const subscription of this.#subscriptions) subscription.fail(error);
    } finally {
      this.#reading = false;
    }
  }

  /** The lowest position of those who lack something and can take it. */
  #lowest(): number | undefined {
    let lowest: number | undefined;
    for (const { position, reader } of this.#subscriptions)
      if (position < Math.min(this.#head, lowest ?? this.#head) && reader.ready())
        lowest = position;
    return lowest;
  }

  /** What is no longer kept cannot be told: the subscriber knows `firstSeq`. */
  #skipTo(seq: number): void {
    for (const subscription of this.#subscriptions)
      if (subscription.position < seq) subscription.skipTo(seq);
  }

  #tell(event: NovelEvent, wanted: (reader: R) => boolean): void {
    const next = [...this.#subscriptions].filter(
      ({ position, reader }) => position === event.seq - 1 && wanted(reader),
    );
    if (next.length === 0) return;
    this.#deps.tell(event, next);
    for (const subscription of next) subscription.step();
  }
}
