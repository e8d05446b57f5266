import { type Socket, io } from "socket.io-client";
import type { NovelEvent } from "./client.ts";

type Acknowledgement =
  | { ok: true; lastSeq: number; replayed: number }
  | { ok: false; code: string; message: string };

const askAgainMs = 500;

const finalTypes = new Set(["novel.completed", "novel.failed", "novel.cancelled"]);

/**
 * Someone who watches novels on a socket: after each loss of it, from the last event seen on. What is
 * not the next event is a fault.
 */
export class Watcher {
  readonly name: string;
  /** What was seen of each novel, in the order in which it came. */
  readonly #seen = new Map<string, NovelEvent[]>();
  /** What came that should not have, by novel. */
  readonly #faults = new Map<string, string[]>();
  readonly #onEvent: (event: NovelEvent) => void;
  #socket: Socket | undefined;

  constructor(name: string, onEvent: (event: NovelEvent) => void = () => undefined) {
    this.name = name;
    this.#onEvent = onEvent;
  }

  /** What it has seen of a novel. */
  seen(novelId: string): readonly NovelEvent[] {
    return this.#seen.get(novelId) ?? [];
  }

  faults(novelId: string): readonly string[] {
    return this.#faults.get(novelId) ?? [];
  }

  /** Whether it has seen a novel's end. */
  sawEnd(novelId: string): boolean {
    return finalTypes.has(this.seen(novelId).at(-1)?.type ?? "");
  }

  /** Watches a novel from its first event on. */
  follow(novelId: string): void {
    if (this.#seen.has(novelId)) return;
    this.#seen.set(novelId, []);
    this.#subscribe(novelId);
  }

  /** Connects anew, and goes on with every novel whose end it has not seen. */
  connect({ url, cookie }: { url: string; cookie: string }): void {
    this.disconnect();
    const socket = io(url, {
      path: "/ws",
      transports: ["websocket"],
      extraHeaders: { cookie },
      reconnection: false,
      forceNew: true,
    });
    this.#socket = socket;
    socket.on("connect", () => {
      for (const novelId of this.#seen.keys()) this.#subscribe(novelId);
    });
    socket.on("novel.event", (event: NovelEvent) => {
      if (socket === this.#socket) this.#take(event);
    });
  }

  disconnect(): void {
    this.#socket?.disconnect();
    this.#socket = undefined;
  }

  #subscribe(novelId: string): void {
    const socket = this.#socket;
    if (socket?.connected !== true || this.sawEnd(novelId)) return;
    const afterSeq = this.seen(novelId).at(-1)?.seq ?? 0;
    socket.emit("subscribe", { novelId, afterSeq }, (answer: Acknowledgement) => {
      if (socket !== this.#socket) return;
      const position = this.seen(novelId).at(-1)?.seq ?? 0;
      // A log that cannot be read will be, and a connection that holds all it may has room as novels end.
      if (!answer.ok && /^(store-unavailable|rate-limited)$/.test(answer.code))
        setTimeout(() => {
          if (socket === this.#socket) this.#subscribe(novelId);
        }, askAgainMs).unref();
      else if (!answer.ok) this.#fault(novelId, `subscription refused: ${answer.code}`);
      else if (answer.lastSeq !== position)
        this.#fault(novelId, `told to be at ${answer.lastSeq} while at ${position}`);
    });
  }

  #take(event: NovelEvent): void {
    const { novelId, seq } = event;
    const seen = this.#seen.get(novelId) ?? [];
    const expected = (seen.at(-1)?.seq ?? 0) + 1;
    if (seq !== expected) this.#fault(novelId, `event ${seq} came instead of ${expected}`);
    seen.push(event);
    this.#onEvent(event);
    if (this.sawEnd(novelId)) this.#socket?.emit("unsubscribe", { novelId }, () => undefined);
  }

  #fault(novelId: string, fault: string): void {
    const faults = this.#faults.get(novelId) ?? [];
    this.#faults.set(novelId, faults);
    faults.push(`${this.name}: ${fault}`);
  }
}
