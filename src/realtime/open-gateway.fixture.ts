import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { type Socket, io } from "socket.io-client";
import { onTestFinished } from "vitest";
import { createMemoryBus } from "#/adapters/memory/event-bus.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { createSystemIds } from "#/adapters/system/ids.ts";
import type { EventDraft, NovelEvent } from "#/contract/event.ts";
import { type ErrorCode, ProblemError } from "#/contract/problem.ts";
import {
  type Acknowledgement,
  type Subscribed,
  type TextFrame,
  realtimePath,
} from "#/contract/realtime.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { cause, moment, newNovel, novelId } from "#/ports/store/records.fixture.ts";
import { newSession } from "#/ports/store/sessions.contract.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { createScrubber } from "#/telemetry/scrub.ts";
import type { RealtimeLimits } from "./client-connection.ts";
import { type GatewayDeps, createGateway } from "./gateway.ts";

/** A connected client that keeps all it was sent, in order. */
export interface Client {
  socket: Socket;
  received: Received[];
  /** The `seq` of the events received. */
  seqs: () => number[];
  subscribe: (input: unknown) => Promise<Acknowledgement<Subscribed>>;
  /** Resolves once what was received satisfies `condition`. */
  until: (condition: (received: readonly Received[]) => boolean) => Promise<void>;
}

export type Received =
  | { name: "novel.event"; body: NovelEvent }
  | { name: "novel.text"; body: TextFrame }
  | { name: "novel.error"; body: { code: ErrorCode; message: string } }
  | { name: "novel.closing"; body: { reason: string } }
  | { name: "acknowledged"; body: Acknowledgement<Subscribed> }
  | { name: "disconnected"; body: string };

export interface ClientOptions {
  /** `owner-1` unless told otherwise; null sends no cookie. */
  owner?: string | null;
  /** Sent as `auth`. */
  auth?: Record<string, unknown>;
  origin?: string;
  transports?: ("websocket" | "polling")[];
}

const own = "http://own.example";

/** The contract's, but for those that no test should meet by chance. */
const realtimeLimits: RealtimeLimits = {
  connections: 0,
  connectionsPerOrigin: 0,
  connectionsPerOwner: 20,
  subscriptionsPerClient: 20,
  messagesPerSecond: 1_000,
  idleMs: 300_000,
  bufferBytes: 1_000_000,
};

export type Room = Awaited<ReturnType<typeof openGateway>>;

/**
 * A gateway on a real port with the embedded adapters and a clock that stands still. Owners are
 * named by their cookie as they are; pages of `http://own.example` may connect. Everything is closed
 * when the test ends.
 */
export async function openGateway({
  mayConnect = async () => true,
  handshakeRefusal = ({ headers: { origin = own } }) =>
    origin === own ? undefined : new ProblemError("origin-not-allowed", "Not from there."),
  ...limits
}: Partial<RealtimeLimits> & Partial<Pick<GatewayDeps, "mayConnect" | "handshakeRefusal">> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "colophon-realtime-"));
  const store = await createSqliteStore({ dataDir });
  const bus = createMemoryBus({
    onError(error) {
      throw error;
    },
  });
  const clock = createFakeClock();
  const metrics = createMetrics();
  const logs: Record<string, unknown>[] = [];
  const retired = new Set<string>();
  const httpServer = createServer((_, res) => res.writeHead(404).end());
  const gateway = createGateway({
    httpServer,
    store,
    bus,
    clock,
    ids: createSystemIds(),
    metrics,
    log: pino(
      { level: "debug" },
      { write: (line) => void logs.push(JSON.parse(line) as Record<string, unknown>) },
    ),
    scrubber: createScrubber(),
    identifySession: async ({ headers }) => {
      const owner = /^owner=([\w-]+)$/.exec(headers.cookie ?? "")?.[1];
      return owner === undefined
        ? undefined
        : { ...newSession({ owner }), signer: `signer of ${owner}` };
    },
    isSigner: (signer) => !retired.has(signer),
    identifyKey: async (key) =>
      ({
        reader: { id: novelId(90), owner: "owner-1", expiresAt: moment(60), mayRead: true },
        writer: { id: novelId(91), owner: "owner-1", expiresAt: moment(60), mayRead: false },
      })[key],
    handshakeRefusal,
    securityHeaders: () => ({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" }),
    mayConnect,
    limits: { ...realtimeLimits, ...limits },
  });
  httpServer.listen(0, "127.0.0.1");
  await once(httpServer, "listening");
  const address = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  const sockets: Socket[] = [];

  onTestFinished(async () => {
    for (const socket of sockets) socket.disconnect();
    await gateway.close("test-over");
    httpServer.closeAllConnections();
    httpServer.close();
    await store.close();
    await rm(dataDir, { recursive: true });
  });

  function dial({
    owner = "owner-1",
    auth = {},
    origin,
    transports = ["websocket"],
  }: ClientOptions): Socket {
    const headers = {
      ...(owner !== null && { cookie: `owner=${owner}` }),
      ...(origin !== undefined && { origin }),
    };
    const socket = io(address, {
      path: realtimePath,
      transports,
      forceNew: true,
      reconnection: false,
      extraHeaders: headers,
      auth,
    });
    sockets.push(socket);
    return socket;
  }

  return {
    address,
    store,
    bus,
    clock,
    metrics,
    gateway,
    /** Signers of sessions that are let in no more: `signer of owner-1`. */
    retired,
    /** Every line of the log so far. */
    logs,

    /** Opens a novel whose log holds `events` events, and returns its id. */
    async novel({ n = 1, owner = "owner-1", events = 1 } = {}): Promise<string> {
      const id = novelId(n);
      await store.novels.accept(newNovel({ id, owner }), {
        cause,
        events: [{ type: "novel.queued", data: { title: "The Salt Road" } }],
      });
      if (events > 1) await this.append(id, events - 1);
      return id;
    },

    /** Writes events into the log, without a word on the bus. */
    async append(id: string, events: number | EventDraft[] = 1): Promise<NovelEvent[]> {
      const novel = await store.novels.get(id);
      const change = {
        at: moment(1),
        set: {},
        cause,
        events:
          typeof events === "number"
            ? Array.from({ length: events }, () => ({ type: "novel.paused" as const, data: {} }))
            : events,
      };
      const fence = { id, lastSeq: novel?.lastSeq ?? 0 };
      const committed = await store.novels.applyCommand(fence, change);
      if (committed.outcome === "stale") throw new Error("two tests write the same novel");
      return committed.events;
    },

    async publish(events: readonly NovelEvent[]): Promise<void> {
      await bus.publish(events.map((event) => ({ kind: "event", event })));
    },

    async write(frame: Partial<TextFrame> & { offset: number; text: string }): Promise<void> {
      const draft = { novelId: novelId(1), chapter: 1, draftId: "draft-1", traceId: "trace" };
      await bus.publish([{ kind: "text", frame: { ...draft, ...frame } }]);
    },

    /** Connects; rejects with the refusal's error. */
    async connect(options: ClientOptions = {}): Promise<Client> {
      const socket = dial(options);
      const received: Received[] = [];
      const waiting = new Set<() => void>();
      const keep = (entry: Received) => {
        received.push(entry);
        for (const look of waiting) look();
      };
      socket.on("novel.event", (body: NovelEvent) => keep({ name: "novel.event", body }));
      socket.on("novel.text", (body: TextFrame) => keep({ name: "novel.text", body }));
      socket.on("novel.closing", (body: { reason: string }) =>
        keep({ name: "novel.closing", body }),
      );
      socket.on("novel.error", (body: { code: ErrorCode; message: string }) =>
        keep({ name: "novel.error", body }),
      );
      socket.on("disconnect", (body) => keep({ name: "disconnected", body }));
      await new Promise<void>((resolve, reject) => {
        socket.once("connect", resolve);
        socket.once("connect_error", reject);
      });
      return {
        socket,
        received,
        seqs: () => received.flatMap(({ name, body }) => (name === "novel.event" ? body.seq : [])),
        subscribe: async (input) =>
          new Promise((resolve) => {
            socket.emit("subscribe", input, (body: Acknowledgement<Subscribed>) => {
              keep({ name: "acknowledged", body });
              resolve(body);
            });
          }),
        until: async (condition) =>
          new Promise((resolve) => {
            const look = () => {
              if (!condition(received)) return;
              waiting.delete(look);
              resolve();
            };
            waiting.add(look);
            look();
          }),
      };
    },

    /** The value of a gauge or counter as it is scraped; the sum over its labels. */
    async measured(name: string): Promise<number> {
      const metric = await metrics.registry.getSingleMetric(name)?.get();
      return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? Number.NaN;
    },
  };
}

/** The numbers `first` to `last`. */
export function upTo(last: number, first = 1): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Whether the event `seq` is among what was received. */
export function has(seq: number) {
  return (received: readonly Received[]): boolean =>
    received.some(({ name, body }) => name === "novel.event" && body.seq === seq);
}

/** The names of what a client received, in order. */
export function names({ received }: Client): Received["name"][] {
  return received.map(({ name }) => name);
}
