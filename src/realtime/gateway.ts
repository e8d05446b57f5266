import type { IncomingMessage, Server as HttpServer } from "node:http";
import { SpanKind } from "@opentelemetry/api";
import { Server } from "socket.io";
import { type ErrorCode, ProblemError } from "#/contract/problem.ts";
import { type ClientMessages, type ServerMessages, realtimePath } from "#/contract/realtime.ts";
import type { Clock } from "#/ports/clock.ts";
import type { EventBus } from "#/ports/event-bus.ts";
import type { Ids } from "#/ports/ids.ts";
import type { Store } from "#/ports/store/store.ts";
import { attribute } from "#/telemetry/attributes.ts";
import { exemplarOf } from "#/telemetry/exemplar.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import type { Scrubber } from "#/telemetry/scrub.ts";
import { spanNames } from "#/telemetry/span-names.ts";
import { activeTraceparent, inSpanSync } from "#/telemetry/spans.ts";
import { answerHandshakes } from "./answer-handshakes.ts";
import { boundWebSockets } from "./bound-web-sockets.ts";
import {
  ClientConnection,
  type ClientIdentity,
  type ClientSocket,
  type RealtimeLimits,
  type SignedSession,
} from "./client-connection.ts";
import { ConnectionCounts } from "./connection-counts.ts";
import { DraftCache } from "./draft-cache.ts";
import { type Transport, limitPackets } from "./limit-packets.ts";
import { NovelFeeds } from "./novel-feeds.ts";
import { RecentDurations } from "./recent-durations.ts";
import { sweepConnections } from "./sweep-connections.ts";
import { type GatewaySnapshot, takeSnapshot } from "./take-snapshot.ts";

export interface GatewayDeps {
  /** Must have its request handler already: the gateway takes the requests under its path from it. */
  httpServer: HttpServer;
  store: Store;
  bus: EventBus;
  clock: Clock;
  ids: Ids;
  metrics: Metrics;
  log: Logger;
  scrubber: Pick<Scrubber, "scrub">;
  /** The session that a handshake's cookie names; undefined when it names none, or one that is over. */
  identifySession: (req: IncomingMessage) => Promise<SignedSession | undefined>;
  /** Whether sessions that this secret signed are still let in. */
  isSigner: (signer: string) => boolean;
  /** What an API key is and may; undefined for one that is good for nothing. */
  identifyKey: (
    key: string,
  ) => Promise<{ id: string; owner: string; expiresAt: string; mayRead: boolean } | undefined>;
  /** Counts a handshake, and says whether there were not too many from where it comes. */
  mayConnect: (req: IncomingMessage) => Promise<boolean>;
  /** Why a request, by its origin, its address or for want of TLS, may not become a socket; undefined where it may. */
  handshakeRefusal: (req: IncomingMessage) => ProblemError | undefined;
  /** The headers of every answer, whatever it is. */
  securityHeaders: (req: IncomingMessage) => Readonly<Record<string, string>>;
  limits: RealtimeLimits;
}

export interface Gateway {
  /** How it is now. */
  snapshot(): Promise<GatewaySnapshot>;
  /** Tells every client why, closes all sockets and takes no new ones; a second at most. The HTTP server stays. */
  close(reason: string): Promise<void>;
}

/** No message of a client is longer than a few hundred bytes. */
const maxMessageBytes = 16_000;
const connectMs = 10_000;

/**
 * Serves novels' events and drafts over Socket.IO, after `src/contract/realtime.ts`.
 *
 * A subscription with `afterSeq` gets the events `afterSeq + 1`, `afterSeq + 2` … in order, each
 * once. Its acknowledgement comes after the replay and before whatever is newer: `replayed` events
 * came before it, the last of them `lastSeq` (or `afterSeq`, when there were none). Without
 * `afterSeq` nothing is replayed and the next event is `lastSeq + 1`. `afterSeq` below `firstSeq`
 * gets what is still kept; beyond the end of the log it is `invalid-input`. Subscribing anew replaces
 * the client's subscription to that novel. Drafts come after the acknowledgement, with all of the
 * text so far in the first frame.
 */
export function createGateway(deps: GatewayDeps): Gateway {
  const { httpServer, store, bus, clock, metrics, log, limits } = deps;
  const connections = new Set<ClientConnection>();
  const counts = new ConnectionCounts(limits);
  const [catchups, broadcasts] = [new RecentDurations(), new RecentDurations()];
  const ending = new AbortController();
  const drafts = new DraftCache();
  let closing = false;

  /** Why a handshake is refused before anybody asks who comes. */
  async function whyNot(req: IncomingMessage): Promise<ErrorCode | undefined> {
    const refused = closing ? "draining" : deps.handshakeRefusal(req)?.code;
    if (refused !== undefined || (await deps.mayConnect(req))) return refused;
    metrics.realtimeDropped.inc({ reason: "refused" });
    return "rate-limited";
  }

  const io = new Server<ClientMessages, ServerMessages, Record<string, never>, ClientIdentity>(
    httpServer,
    {
      path: realtimePath,
      serveClient: false,
      transports: ["websocket", "polling"],
      maxHttpBufferSize: maxMessageBytes,
      connectTimeout: connectMs,
      perMessageDeflate: false,
      wsEngine: boundWebSockets({
        perSecond: limits.messagesPerSecond,
        bufferBytes: limits.bufferBytes,
        clock,
        giveUp: tellOfFlood,
      }),
      httpCompression: false,
      // For polling only; WebSockets know no CORS, which is why `allowRequest` looks at the origin.
      cors: (req, callback) =>
        callback(null, {
          origin: deps.handshakeRefusal(req as IncomingMessage) === undefined,
          credentials: true,
        }),
      allowRequest: (req, callback) => {
        const decide = async () => {
          const code = await whyNot(req);
          callback(code, code === undefined);
        };
        void decide();
      },
    },
  );

  const tellOf = answerHandshakes({ httpServer, engine: io.engine }, deps);
  const clients = new WeakMap<Transport, ClientConnection>();

  /** Ends a connection that sends too much, with a word of why where it was let in. */
  function giveUp(transport: Transport): void {
    const client = clients.get(transport);
    if (client !== undefined) {
      void client.refuseFlood();
      return;
    }
    tellOfFlood(transport.request);
    transport.close(true);
  }
  function tellOfFlood(req: IncomingMessage): void {
    const reason = "too-many-messages";
    metrics.realtimeDropped.inc({ reason });
    log.info({ event: "realtime.refused", reason, ...tellOf(req) }, "a connection was closed");
  }
  limitPackets(io.engine, { perSecond: limits.messagesPerSecond, clock, giveUp });

  const feeds = new NovelFeeds<ClientConnection>({
    log: store.log,
    clock,
    logger: log,
    tell(event, subscriptions) {
      const attributes = {
        [attribute.novelId]: event.novelId,
        [attribute.eventTypes]: [event.type],
        [attribute.subscriptions]: subscriptions.length,
      };
      inSpanSync({ name: spanNames.emit, kind: SpanKind.PRODUCER, attributes }, () => {
        io.to(subscriptions.map(({ reader }) => reader.room)).emit("novel.event", event);
      });
      if (!subscriptions.some(({ live }) => live)) return;
      const lagMs = Date.parse(clock.now()) - Date.parse(event.at);
      const sampled = activeTraceparent()?.includes(event.traceId) === true;
      broadcasts.add(Math.max(lagMs, 0) / 1_000);
      metrics.realtimeBroadcastDuration.observe({
        value: Math.max(lagMs, 0) / 1_000,
        exemplarLabels: exemplarOf({ traceId: event.traceId, sampled }),
      });
    },
  });

  const unsubscribe = bus.subscribe((message) => {
    if (message.kind === "event") {
      drafts.note(message.event);
      feeds.get(message.event.novelId)?.receive(message.event);
      return;
    }
    if (message.kind === "gap") void feeds.catchUp();
    if (message.kind !== "text") return;
    const { frame } = message;
    drafts.add(frame);
    for (const { reader } of feeds.get(frame.novelId)?.subscriptions ?? [])
      reader.showDraft(frame.novelId);
  });

  /** In whose name a client comes. Throws why it may not. */
  async function identify({ handshake: { auth }, request }: ClientSocket): Promise<ClientIdentity> {
    const key: unknown = auth["key"];
    if (key === undefined) {
      const session = await deps.identifySession(request);
      if (session !== undefined) return { owner: session.owner, key: null, session };
      metrics.authFailures.inc({ kind: "session" });
      throw new ProblemError("unauthorized", "A session cookie is needed: load a page first.");
    }
    const found = typeof key === "string" ? await deps.identifyKey(key) : undefined;
    if (found === undefined) {
      metrics.authFailures.inc({ kind: "api-key" });
      throw new ProblemError("unauthorized", "This API key is not known, or has expired.");
    }
    const { id, expiresAt, owner } = found;
    if (found.mayRead) return { owner, key: { id, expiresAt }, session: null };
    throw new ProblemError("forbidden", "This API key lacks the scope novels:read.");
  }

  function admit(socket: ClientSocket, identity: ClientIdentity): void {
    // Gone while its key or session was looked up: its end, which makes room, was told already.
    if (socket.conn.readyState !== "open") return;
    // Of the transport, not of the socket: a client may be gone before it is connected.
    socket.conn.once("close", addOrRefuse(identity.owner, socket.handshake.headers.origin));
    socket.data.owner = identity.owner;
    socket.data.key = identity.key;
    socket.data.session = identity.session;
  }

  function addOrRefuse(owner: string, origin: string | undefined): () => void {
    try {
      return counts.add(owner, origin);
    } catch (error) {
      metrics.realtimeDropped.inc({ reason: "refused" });
      throw error;
    }
  }

  /** Lets a client in; else the error that tells it why not. */
  async function refusalOf(socket: ClientSocket): Promise<Error | undefined> {
    try {
      admit(socket, await identify(socket));
      return undefined;
    } catch (error) {
      const known = error instanceof ProblemError;
      const told = tellOf(socket.request);
      if (!known)
        log.error({ event: "realtime.failed", err: error, ...told }, "a handshake failed");
      const code = known ? error.code : "internal";
      log.info({ event: "realtime.refused", reason: code, ...told }, "a handshake was refused");
      return refusal(code, known ? error.message : "Something went wrong.");
    }
  }

  io.use((socket, next) => {
    const decide = async () => next(await refusalOf(socket));
    void decide();
  });

  io.on("connection", (socket) => {
    const socketLog = log.child({ socket_id: socket.id, ...tellOf(socket.request) });
    const connection = new ClientConnection(socket, {
      store,
      clock,
      metrics,
      log: socketLog,
      scrubber: deps.scrubber,
      limits,
      feeds,
      drafts,
      catchups,
    });
    connections.add(connection);
    clients.set(socket.conn, connection);
    metrics.realtimeConnections.inc();
    socketLog.debug({ event: "realtime.connected" }, "a client connected");
    socket.conn.on("heartbeat", () => {
      socketLog.debug({ event: "realtime.heartbeat" }, "a client is there");
    });
    socket.on("disconnect", (reason) => {
      connections.delete(connection);
      metrics.realtimeConnections.dec();
      const fault = faults.get(reason);
      if (fault !== undefined) metrics.realtimeDropped.inc({ reason: fault });
      // Who took leave would otherwise keep the connection, of which nobody asks any more whether it is idle.
      socket.conn.close();
      socketLog.debug({ event: "realtime.disconnected", reason }, "a client disconnected");
    });
  });

  const { accounts } = store;
  const sweep = { clock, log, idleMs: limits.idleMs, accounts, isSigner: deps.isSigner };
  void sweepConnections(connections, sweep, ending.signal);

  return {
    snapshot: () =>
      takeSnapshot({ connections, counts, feeds, catchups, broadcasts, metrics, limits }),
    async close(reason) {
      closing = true;
      ending.abort();
      unsubscribe();
      await Promise.all([...connections].map(async (connection) => connection.close(reason)));
      // Not `io.close`, which would close the HTTP server too.
      io.engine.close();
    },
  };
}

/** Why Socket.IO gives a client up, as metrics call it. */
const faults: ReadonlyMap<string, string> = new Map([
  ["ping timeout", "ping-timeout"],
  ["parse error", "parse-error"],
]);

function refusal(code: ErrorCode, message: string): Error {
  return Object.assign(new Error(message), { data: { code } });
}
