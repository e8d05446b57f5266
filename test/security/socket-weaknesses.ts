import { type Weakness, weakness } from "./weakness.ts";

/** Those of the gateway. */
export const socketWeaknesses: Readonly<Record<string, Weakness>> = {
  "keeps-sockets-of-ended-keys": weakness(
    { foundBy: "abuse-keys", seen: "the socket of a deleted key is told nothing" },
    "src/realtime/sweep-connections.ts",
    "const isOver = (id: string, expiresAt: string) => !left.has(id) || Date.parse(expiresAt) <= now;",
    "const isOver = (_id: string, expiresAt: string) => Date.parse(expiresAt) <= now;",
  ),
  "keeps-sockets-of-ended-sessions": weakness(
    { foundBy: "forge-sessions", seen: "a socket signed out here is still open" },
    "src/realtime/sweep-connections.ts",
    "sessions.has(nameOf(session)) ||",
    'sessions.has("") ||',
  ),
  "takes-sockets-from-anywhere": weakness(
    { foundBy: "forge-origins", seen: "a socket, begun from https://evil.example" },
    "src/realtime/gateway.ts",
    'closing ? "draining" : deps.handshakeRefusal(req)?.code;',
    'closing ? "draining" : undefined;',
  ),
  "goes-on-with-anybody": weakness(
    { foundBy: "forge-origins", seen: "a socket, by a known id from https://evil.example" },
    "src/realtime/answer-handshakes.ts",
    "req._query.sid === undefined ? undefined : deps.handshakeRefusal(req);",
    "undefined as ProblemError | undefined;",
  ),
  "bounds-no-owners-sockets": weakness(
    { foundBy: "fuzz-sockets", seen: "of 30 connections of one owner 30 are let in" },
    "src/realtime/connection-counts.ts",
    'refuseBeyond(connectionsPerOwner, this.#perOwner.get(owner) ?? 0, "are open already for you");',
    "void connectionsPerOwner;",
  ),
  "hears-every-ask": weakness(
    { foundBy: "fuzz-sockets", seen: "asked 1000 times through one connection, is answered" },
    "src/realtime/gateway.ts",
    "limitPackets(io.engine,",
    "void ((_engine: unknown, _deps: unknown) => {})(io.engine,",
  ),
  "reads-messages-unchecked": weakness(
    { foundBy: "fuzz-sockets", seen: "a malformed " },
    "src/realtime/client-message.ts",
    "if (parsed.success) return parsed.data;",
    "if (parsed.success || true) return input as T;",
  ),
};
