import { type ReadonlySignal, signal } from "@preact/signals";
import type { EventPage, NovelEvent } from "#/contract/event.ts";
import type {
  Acknowledgement,
  ServerMessages,
  Subscribed,
  TextFrame,
} from "#/contract/realtime.ts";
import { type ConnectError, refusalOf } from "./refusal-of.ts";

/** What the line needs of a Socket.IO client's socket. */
export interface LineSocket {
  readonly connected: boolean;
  /** Whether it will connect again by itself. */
  readonly active: boolean;
  connect(): unknown;
  disconnect(): unknown;
  emit(
    message: "subscribe",
    input: { novelId: string; afterSeq: number },
    acknowledge: (answer: Acknowledgement<Subscribed>) => void,
  ): unknown;
  emit(message: "unsubscribe", input: { novelId: string }, acknowledge: () => void): unknown;
  on<M extends keyof ServerMessages>(message: M, listen: ServerMessages[M]): unknown;
  on(message: "connect_error", listen: (error: ConnectError) => void): unknown;
  on(message: "connect" | "disconnect", listen: () => void): unknown;
}

export interface NovelListener {
  /** Each event once, in order. */
  onEvent(event: NovelEvent): void;
  onText?(frame: TextFrame): void;
}

export interface LiveLine {
  /**
   * Calls the listener with every event of the novel after `afterSeq`, those of the past first, then
   * those to come, until the returned function is called.
   */
  follow(novelId: string, afterSeq: number, listener: NovelListener): () => void;
  /** True while nothing was heard of the server for a little while: what is shown may be old. */
  readonly lost: ReadonlySignal<boolean>;
  /** The code with which the server refused the last connection; undefined where it took it or said nothing. */
  readonly refusal: ReadonlySignal<string | undefined>;
  close(): void;
}

interface Following {
  novelId: string;
  lastSeq: number;
  listener: NovelListener;
  state: "unheard" | "asking" | "heard";
}

const lostAfterMs = 3_000;
const reconnectMs = 5_000;
const readEveryMs = 30_000;

/**
 * The one line to the server that keeps every view live: the socket and, when there was none for 30 s
 * (or it refuses), `readEvents` every 30 s until it returns. Doubles are dropped, a gap is asked for again.
 */
export function createLiveLine(deps: {
  socket: LineSocket;
  readEvents: (novelId: string, after: number) => Promise<EventPage>;
}): LiveLine {
  const { socket, readEvents } = deps;
  const lost = signal(false);
  const refusal = signal<string | undefined>();
  const followings = new Set<Following>();
  let lostTimer: ReturnType<typeof setTimeout> | undefined;
  let readTimer: ReturnType<typeof setTimeout> | undefined;
  let reconnectTimer: ReturnType<typeof setTimeout> | undefined;

  const unheard = () => [...followings].filter(({ state }) => state !== "heard");

  function deliver(following: Following, event: NovelEvent): void {
    if (!followings.has(following) || event.seq <= following.lastSeq) return;
    if (event.seq > following.lastSeq + 1) {
      subscribe(following);
      return;
    }
    following.lastSeq = event.seq;
    following.listener.onEvent(event);
  }

  function subscribe(following: Following): void {
    if (!socket.connected || following.state === "asking") return;
    following.state = "asking";
    const { novelId, lastSeq } = following;
    socket.emit("subscribe", { novelId, afterSeq: lastSeq }, (answer) => {
      following.state = answer.ok ? "heard" : "unheard";
      if (answer.ok) skipForgotten(following, answer.firstSeq);
      else if (answer.code === "not-found") followings.delete(following);
      watch();
    });
  }

  // Of a log that was cut the beginning is gone for good: go on from where it starts.
  function skipForgotten(following: Following, firstSeq: number): void {
    following.lastSeq = Math.max(following.lastSeq, firstSeq - 1);
  }

  /** Starts or stops the timers of a line that is not heard. */
  function watch(): void {
    if (unheard().length === 0) {
      clearTimeout(lostTimer);
      clearTimeout(readTimer);
      lostTimer = readTimer = undefined;
      lost.value = false;
      return;
    }
    lostTimer ??= setTimeout(() => (lost.value = true), lostAfterMs);
    readTimer ??= setTimeout(() => {
      readTimer = undefined;
      for (const following of unheard()) {
        subscribe(following);
        void readMissed(following);
      }
      watch();
    }, readEveryMs);
  }

  async function readMissed(following: Following): Promise<void> {
    try {
      let before: number;
      let page: EventPage;
      do {
        before = following.lastSeq;
        page = await readEvents(following.novelId, before);
        skipForgotten(following, page.firstSeq);
        for (const event of page.items) deliver(following, event);
      } while (before < following.lastSeq && following.lastSeq < page.lastSeq);
    } catch {
      // The next turn comes in 30 s.
    }
  }

  function connect(): void {
    if (followings.size > 0 && !socket.active) socket.connect();
  }

  // The client connects again by itself only when the connection broke, not when the server ended it.
  function connectLater(): void {
    if (socket.active) return;
    clearTimeout(reconnectTimer);
    reconnectTimer = setTimeout(connect, reconnectMs);
  }

  socket.on("connect", () => {
    refusal.value = undefined;
    for (const following of followings) subscribe(following);
  });
  socket.on("disconnect", () => {
    for (const following of followings) following.state = "unheard";
    watch();
    connectLater();
  });
  socket.on("connect_error", (error) => {
    refusal.value = refusalOf(error);
    connectLater();
  });
  socket.on("novel.event", (event) => {
    for (const following of followings)
      if (following.novelId === event.novelId) deliver(following, event);
  });
  socket.on("novel.text", (frame) => {
    for (const { novelId, listener } of followings)
      if (novelId === frame.novelId) listener.onText?.(frame);
  });

  return {
    lost,
    refusal,
    follow(novelId, afterSeq, listener) {
      const following: Following = { novelId, lastSeq: afterSeq, listener, state: "unheard" };
      followings.add(following);
      connect();
      subscribe(following);
      watch();
      return () => {
        followings.delete(following);
        const others = [...followings].some((other) => other.novelId === novelId);
        if (!others && socket.connected) socket.emit("unsubscribe", { novelId }, () => {});
        watch();
      };
    },
    close() {
      followings.clear();
      watch();
      clearTimeout(reconnectTimer);
      socket.disconnect();
    },
  };
}
