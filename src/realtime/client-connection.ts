import type { Socket } from "socket.io";
import { type ErrorCode, ProblemError } from "#/contract/problem.ts";
import {
  type ClientMessages,
  type ServerMessages,
  type Subscribed,
  subscribeInput,
  unsubscribeInput,
} from "#/contract/realtime.ts";
import { findOwnNovel } from "#/domain/find-own-novel.ts";
import type { Clock } from "#/ports/clock.ts";
import type { SessionName } from "#/ports/store/accounts.ts";
import type { Store } from "#/ports/store/store.ts";
import { exemplarOf } from "#/telemetry/exemplar.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import type { Scrubber } from "#/telemetry/scrub.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import { type Reply, answerMessage, failure, parseInput } from "./client-message.ts";
import type { ConnectionLimits } from "./connection-counts.ts";
import type { DraftCache, DraftCursor } from "./draft-cache.ts";
import { createMessageRate } from "./message-rate.ts";
import type { Reader, Subscription } from "./novel-feed.ts";
import type { NovelFeeds } from "./novel-feeds.ts";
import type { RecentDurations } from "./recent-durations.ts";

export type ClientSocket = Socket<
  ClientMessages,
  ServerMessages,
  Record<string, never>,
  ClientIdentity
>;

/** A session, and which of the secrets signed its cookie. */
export type SignedSession = SessionName & { signer: string };

/** In whose name a client is there. */
export interface ClientIdentity {
  owner: string;
  /** The key by which it came; null where a cookie let it in. */
  key: { id: string; expiresAt: string } | null;
  /** The session by which it came; null where a key let it in. */
  session: SignedSession | null;
}

export interface RealtimeLimits extends ConnectionLimits {
  subscriptionsPerClient: number;
  messagesPerSecond: number;
  /** How long nothing may be heard from a client that follows no novel. */
  idleMs: number;
  /** How many bytes may wait for one socket before it is closed as too slow. */
  bufferBytes: number;
}

export interface ConnectionDeps {
  store: Store;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
  scrubber: Pick<Scrubber, "scrub">;
  limits: RealtimeLimits;
  feeds: NovelFeeds<ClientConnection>;
  catchups: RecentDurations;
  drafts: DraftCache;
}

interface Place {
  subscription: Subscription<ClientConnection>;
  shown: DraftCursor | undefined;
}

/** How long a closing socket has to take its last messages, in milliseconds. */
const farewellMs = 1_000;

/** One client: its subscriptions, and how much it is behind in reading. */
export class ClientConnection implements Reader {
  readonly #socket: ClientSocket;
  readonly #deps: ConnectionDeps;
  readonly #places = new Map<string, Place>();
  readonly #gone = new AbortController();
  #closing = false;
  #waitingBytes = 0;
  #heardAt: number;

  constructor(socket: ClientSocket, deps: ConnectionDeps) {
    this.#socket = socket;
    this.#deps = deps;
    this.#heardAt = deps.clock.monotonic();
    this.#watchBuffer();
    this.#limitMessages();
    const { log, clock } = deps;
    socket.on("subscribe", (...sent: unknown[]) => {
      void answerMessage<Subscribed>(sent, deps, async (input, reply) =>
        this.#subscribe(input, reply),
      );
    });
    socket.on("unsubscribe", (...sent: unknown[]) => {
      void answerMessage<{ novelId: string }>(sent, deps, (input, reply) => {
        const { novelId } = parseInput(unsubscribeInput, input);
        this.#leave(novelId);
        reply({ ok: true, novelId });
      });
    });
    socket.on("ping", (...sent: unknown[]) => {
      void answerMessage<{ at: string }>(sent, deps, (_, reply) => {
        log.debug({ event: "realtime.ping" }, "a client pinged");
        reply({ ok: true, at: clock.now() });
      });
    });
    socket.on("disconnect", () => {
      this.#leaveAll();
      this.#gone.abort();
    });
  }

  /** The room that this client alone is in. */
  get room(): string {
    return this.#socket.id;
  }

  get key(): ClientIdentity["key"] {
    return this.#socket.data.key;
  }

  get session(): ClientIdentity["session"] {
    return this.#socket.data.session;
  }

  /** How many novels it follows. */
  get following(): number {
    return this.#places.size;
  }

  /** How long nothing was heard from it, in milliseconds; 0 while it follows a novel. */
  idleForMs(): number {
    const now = this.#deps.clock.monotonic();
    if (this.following > 0) this.#heardAt = now;
    return now - this.#heardAt;
  }

  ready(): boolean {
    return this.#waitingBytes <= this.#deps.limits.bufferBytes / 4;
  }

  /**
   * Sends what the client has not been shown of a novel's draft. A client that reads slowly is passed
   * over: it gets all that it missed in one frame later.
   */
  showDraft(novelId: string): void {
    const place = this.#places.get(novelId);
    if (place?.subscription.live !== true || !this.ready()) return;
    const frame = this.#deps.drafts.beyond(novelId, place.shown);
    if (frame === undefined) return;
    this.#socket.emit("novel.text", frame);
    this.#deps.log.debug(
      { event: "realtime.text", novel_id: novelId, characters: frame.text.length },
      "a frame of a draft was sent",
    );
    place.shown = { draftId: frame.draftId, end: frame.offset + frame.text.length };
  }

  /** Says farewell and closes; resolves when the client is gone, after a second at the latest. */
  async close(reason: string): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    const { conn } = this.#socket;
    this.#deps.metrics.realtimeDropped.inc({ reason });
    this.#leaveAll();
    this.#socket.emit("novel.closing", { reason });
    // Not `disconnect`, after which clients do not come back by themselves.
    conn.close();
    try {
      await this.#deps.clock.sleep(farewellMs, this.#gone.signal);
      conn.close(true);
    } catch {
      // It is gone already.
    }
  }

  /** Tells the client what it did wrong, and closes. */
  async refuse(code: ErrorCode, message: string, reason: string): Promise<void> {
    if (this.#closing) return;
    this.#socket.emit("novel.error", { code, message });
    await this.close(reason);
  }

  /** Closes it for sending more than is heard at all. */
  async refuseFlood(): Promise<void> {
    await this.refuse("rate-limited", tooMany(this.#deps.limits), "too-many-messages");
  }

  async #subscribe(input: unknown, reply: Reply<Subscribed>): Promise<void> {
    const { store, clock, metrics, limits, feeds } = this.#deps;
    const startedAt = clock.monotonic();
    const { novelId, afterSeq } = parseInput(subscribeInput, input);
    this.#leave(novelId);
    if (this.#places.size >= limits.subscriptionsPerClient)
      throw new ProblemError(
        "rate-limited",
        `A connection can hold ${limits.subscriptionsPerClient} subscriptions.`,
      );
    const subscription = feeds.join(novelId, this);
    this.#places.set(novelId, { subscription, shown: undefined });
    metrics.realtimeSubscriptions.inc();
    try {
      const novel = await findOwnNovel(store, this.#socket.data.owner, novelId);
      const { firstSeq, lastSeq } = novel;
      if (afterSeq !== undefined && afterSeq > lastSeq)
        throw new ProblemError("invalid-input", `afterSeq: the last event is ${lastSeq}`);
      if (this.#places.get(novelId)?.subscription !== subscription) throw ended();
      feeds.get(novelId)?.begin(subscription, {
        after: Math.max(afterSeq ?? lastSeq, firstSeq - 1),
        head: lastSeq,
        arrived: (replay) => {
          reply({ ok: true, novelId, firstSeq, ...replay });
          const seconds = (clock.monotonic() - startedAt) / 1_000;
          this.#deps.catchups.add(seconds);
          metrics.realtimeCatchupDuration.observe({
            value: seconds,
            exemplarLabels: exemplarOf(parseTraceparent(novel.traceparent)),
          });
          this.showDraft(novelId);
        },
        failed: (error) => {
          this.#drop(subscription);
          reply(failure(error, this.#deps));
        },
      });
    } catch (error) {
      this.#drop(subscription);
      throw error;
    }
  }

  #leave(novelId: string): void {
    const place = this.#places.get(novelId);
    if (place === undefined) return;
    this.#drop(place.subscription);
    place.subscription.fail(ended());
  }

  #leaveAll(): void {
    for (const novelId of this.#places.keys()) this.#leave(novelId);
  }

  #drop(subscription: Subscription<ClientConnection>): void {
    const { novelId } = subscription;
    if (this.#places.get(novelId)?.subscription !== subscription) return;
    this.#places.delete(novelId);
    this.#deps.feeds.leave(subscription);
    this.#deps.metrics.realtimeSubscriptions.dec();
  }

  /** Hears every message, known or not, before anything is done for it. */
  #limitMessages(): void {
    const { clock, limits } = this.#deps;
    const count = createMessageRate(() => clock.monotonic());
    const refused = { ok: false, code: "rate-limited", message: tooMany(limits) } as const;
    this.#socket.use((sent, next) => {
      this.#heardAt = clock.monotonic();
      const nth = count();
      if (nth <= limits.messagesPerSecond && !this.#closing) {
        next();
        return;
      }
      const reply: unknown = sent.at(-1);
      if (typeof reply === "function") (reply as Reply<never>)(refused);
      const { code, message } = refused;
      if (nth === limits.messagesPerSecond + 1) this.#socket.emit("novel.error", { code, message });
    });
  }

  /** Counts what waits in the socket's buffer, beside what the kernel has not yet taken of the last flush. */
  #watchBuffer(): void {
    const { conn } = this.#socket;
    conn.on("packetCreate", ({ data }: { data?: string }) => {
      if (this.#waitingBytes > this.#deps.limits.bufferBytes) {
        this.#leaveAll();
        // The packet that is being made comes before the farewell.
        queueMicrotask(() => void this.close("slow-consumer"));
      }
      this.#waitingBytes += Buffer.byteLength(data ?? "");
    });
    conn.on("drain", () => {
      const behind = !this.ready();
      this.#waitingBytes = 0;
      if (behind) queueMicrotask(() => this.#catchUp());
    });
  }

  #catchUp(): void {
    for (const novelId of this.#places.keys()) {
      this.#deps.feeds.get(novelId)?.resume();
      this.showDraft(novelId);
    }
  }
}

function tooMany({ messagesPerSecond }: RealtimeLimits): string {
  return `A connection can send ${messagesPerSecond} messages a second.`;
}

function ended(): ProblemError {
  return new ProblemError("invalid-state", "The subscription ended before its replay did.");
}
