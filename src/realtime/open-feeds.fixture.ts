import pino from "pino";
import type { NovelEvent } from "#/contract/event.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import type { LogStore } from "#/ports/store/log.ts";
import type { Reader, Subscription } from "./novel-feed.ts";
import { NovelFeeds } from "./novel-feeds.ts";

/** The novel that these fixtures are about. */
export const novelId = "novel-1";

export function eventOf(seq: number): NovelEvent {
  return {
    version: 1,
    novelId,
    seq,
    at: "2026-01-01T00:00:00.000Z",
    traceId: "trace",
    requestId: "request",
    type: "novel.paused",
    data: {},
  };
}

export class FakeReader implements Reader {
  isReady = true;
  /** The `seq` of each event told, and where among them the replay ended. */
  readonly told: (number | "arrived")[] = [];
  readonly failures: unknown[] = [];
  subscription: Subscription<FakeReader> | undefined;
  after = 0;

  ready(): boolean {
    return this.isReady;
  }
}

/** A log that grows, its feeds, and a store that can be slow, away or behind. */
export function openFeeds({ firstSeq = 1, readMs = 0 } = {}) {
  const clock = createFakeClock();
  const warnings: unknown[] = [];
  const log = {
    last: firstSeq - 1,
    firstSeq,
    /** How many of the newest events are not to be read yet. */
    hidden: 0,
    away: false,
    reads: 0,
    sweeps: 0,
  };
  const store: LogStore = {
    async read({ after, limit }) {
      log.reads += 1;
      if (log.away) throw new Error("away");
      const lastSeq = log.last - log.hidden;
      const from = Math.max(after + 1, log.firstSeq);
      const to = Math.min(lastSeq, from + limit - 1);
      if (readMs > 0) await clock.sleep(readMs);
      const items: NovelEvent[] = [];
      for (let seq = from; seq <= to; seq += 1) items.push(eventOf(seq));
      return { items, lastSeq, firstSeq: log.firstSeq };
    },
    async heads(novelIds) {
      log.sweeps += 1;
      if (log.away) throw new Error("away");
      return new Map(novelIds.map((id) => [id, log.last]));
    },
  };
  const feeds = new NovelFeeds<FakeReader>({
    log: store,
    clock,
    logger: pino({ level: "warn" }, { write: (line: string) => void warnings.push(line) }),
    tell: (event, subscriptions) => {
      for (const { reader } of subscriptions) reader.told.push(event.seq);
    },
  });
  return {
    clock,
    log,
    feeds,
    warnings,
    append(count = 1): NovelEvent[] {
      const events = Array.from({ length: count }, (_, index) => eventOf(log.last + 1 + index));
      log.last += count;
      return events;
    },
    receive(...events: NovelEvent[]) {
      for (const event of events) feeds.get(novelId)?.receive(event);
    },
    join(after = log.last, reader = new FakeReader()): FakeReader {
      const subscription = feeds.join(novelId, reader);
      reader.after = Math.max(after, firstSeq - 1);
      reader.subscription = subscription;
      feeds.get(novelId)?.begin(subscription, {
        after: reader.after,
        head: log.last,
        arrived: () => reader.told.push("arrived"),
        failed: (error) => {
          reader.failures.push(error);
          feeds.leave(subscription);
        },
      });
      return reader;
    },
    leave(reader: FakeReader) {
      if (reader.subscription !== undefined) feeds.leave(reader.subscription);
    },
  };
}
