import { type Socket, io } from "socket.io-client";
import { webSocketOf } from "#test/harness/web-socket-of.ts";
import type { Place } from "./caller.ts";
import type { NovelEvent, Watched } from "./evidence.ts";

type Acknowledgement = { ok: boolean; code?: string };

/** Someone who watches novels on a socket, over reconnections and at either process, and keeps a record. */
export class Watcher {
  readonly watched: Watched;
  #socket: Socket | undefined;
  #life = "";

  constructor(name: string) {
    this.watched = { name, lives: {}, handshakes: [], events: {}, faults: [] };
  }

  /** Watches a novel from its first event on; resolves once that is acknowledged. */
  async follow(novelId: string): Promise<void> {
    this.watched.events[novelId] ??= [];
    await this.#subscribe(novelId);
  }

  /** Connects anew, and goes on with every novel from where it was. */
  async connect(place: Place, cookie: string): Promise<void> {
    this.disconnect();
    const socket = io(place.url, {
      path: "/ws",
      transports: ["websocket"],
      extraHeaders: { cookie },
      reconnection: false,
      forceNew: true,
    });
    this.#socket = socket;
    this.#life = place.life;
    this.#noteHandshake(socket);
    socket.on("novel.event", (event: NovelEvent) => {
      if (socket === this.#socket) this.#take(event);
    });
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve).once("connect_error", reject);
    });
    this.#count("connections");
    for (const novelId of Object.keys(this.watched.events)) await this.#subscribe(novelId);
  }

  async ping(): Promise<void> {
    const answer = (await this.#socket?.emitWithAck("ping")) as Acknowledgement | undefined;
    if (answer?.ok === true) this.#count("pings");
  }

  /** Asks for what it may not have: neither counts as a subscription. */
  async subscribeInVain(novelId: string): Promise<void> {
    const answer = (await this.#socket?.emitWithAck("subscribe", { novelId })) as
      | Acknowledgement
      | undefined;
    if (answer?.ok === true) this.watched.faults.push(`was let in to ${novelId}`);
  }

  lastSeq(novelId: string): number {
    return this.watched.events[novelId]?.at(-1)?.seq ?? 0;
  }

  disconnect(): void {
    this.#socket?.disconnect();
    this.#socket = undefined;
  }

  async #subscribe(novelId: string): Promise<void> {
    const socket = this.#socket;
    const subscription = { novelId, afterSeq: this.lastSeq(novelId) };
    const answer = (await socket?.emitWithAck("subscribe", subscription)) as Acknowledgement;
    if (answer.ok) this.#count("subscriptions");
    else this.watched.faults.push(`subscription to ${novelId} refused: ${answer.code}`);
  }

  /** Keeps what the answer to the handshake says of itself, before anything is said on the socket. */
  #noteHandshake(socket: Socket): void {
    webSocketOf(socket).once("upgrade", ({ headers }) => {
      const [, traceId = ""] = String(headers["traceresponse"]).split("-");
      this.watched.handshakes.push({ requestId: String(headers["x-request-id"]), traceId });
    });
  }

  #take(event: NovelEvent): void {
    const expected = this.lastSeq(event.novelId) + 1;
    if (event.seq !== expected)
      this.watched.faults.push(`event ${event.novelId}:${event.seq} came instead of ${expected}`);
    this.watched.events[event.novelId]?.push(event);
  }

  #count(what: "connections" | "subscriptions" | "pings"): void {
    const counts = (this.watched.lives[this.#life] ??= {
      connections: 0,
      subscriptions: 0,
      pings: 0,
    });
    counts[what] += 1;
  }
}
