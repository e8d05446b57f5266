import { type IncomingMessage, type RequestListener, type Server, createServer } from "node:http";
import { realtimePath } from "#/contract/realtime-path.ts";
import { answerStrays } from "./answer-strays.ts";
import { countConnections } from "./count-connections.ts";
import type { OperationsDeps } from "./http-deps.ts";

/** How long a client may take, in milliseconds. How long headers may be is Node's affair: 16 kB. */
interface ServerLimits {
  /** For the headers of a request, from its first byte or from its connection's. */
  headersMs: number;
  /** For a whole request, body and all. */
  requestMs: number;
  /** Between two requests: longer than proxies wait (60 s), lest they send one into a closing connection. */
  keepAliveMs: number;
  /** For a connection on which nothing moves either way, such as under an answer that nobody reads. Sockets end theirs themselves. */
  silentMs: number;
  /** How often clients are held against these. */
  checkMs: number;
}

export const serverLimits: ServerLimits = {
  headersMs: 10_000,
  requestMs: 60_000,
  keepAliveMs: 65_000,
  silentMs: 120_000,
  checkMs: 1_000,
};

/**
 * Makes the HTTP server of an app, which slow clients cannot wear out: who takes too long gets 408, or is closed
 * where an answer has begun, and above `maxConnections` (0 is no bound) new connections are closed at once, and
 * counted. It counts its connections, and answers what never becomes a request.
 */
export function createHttpServer(
  app: RequestListener,
  deps: Pick<OperationsDeps, "ids" | "log" | "metrics" | "scrubber">,
  { maxConnections, limits = serverLimits }: { maxConnections: number; limits?: ServerLimits },
): Server {
  const server: Server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: limits.checkMs,
      // The app refuses it, as it refuses everything: Node's own answer could not be asked about.
      requireHostHeader: false,
      shouldUpgradeCallback: (req) => server.listenerCount("upgrade") > 0 && isForSockets(req),
    },
    app,
  );
  server.timeout = limits.silentMs;
  if (maxConnections > 0) server.maxConnections = maxConnections;
  answerStrays(server, deps);
  countConnections(server, deps.metrics);
  return server;
}

/** Whether a request is to become one of our sockets. What else would be upgraded is answered as the request that it is. */
function isForSockets({ method, url = "", headers: { upgrade } }: IncomingMessage): boolean {
  const isWebSocket = method === "GET" && upgrade?.toLowerCase() === "websocket";
  return isWebSocket && url.startsWith(`${realtimePath}/`);
}
