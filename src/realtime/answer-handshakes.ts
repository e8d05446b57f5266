import { type Server as HttpServer, type IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "socket.io";
import { ProblemError } from "#/contract/problem.ts";
import { realtimePath } from "#/contract/realtime.ts";
import type { Ids } from "#/ports/ids.ts";
import type { Logger } from "#/telemetry/logger.ts";
import { chooseRequestId } from "#/telemetry/request-id.ts";
import type { Scrubber } from "#/telemetry/scrub.ts";
import { formatTraceparent, startTrace } from "#/telemetry/trace-context.ts";

/** What the lines about a request tell of it; so do those of the connection that it opened. */
export interface Told {
  request_id: string;
  trace_id: string;
  span_id: string;
}

/** A request under the gateway's path. */
interface Asked {
  told: Told;
  /** Of its answer. */
  headers: Readonly<Record<string, string>>;
  /** Undefined where it is to become a WebSocket. */
  res: ServerResponse | undefined;
  /** Whether it has become one. */
  granted: boolean;
  /** Why not, by one of our own rules. */
  refused: ProblemError | undefined;
}

/** Where all of them are asked, whatever follows. */
const route = `${realtimePath}/`;
const methods = "GET, OPTIONS, POST";
/** Engine.IO's number for what `allowRequest` refused. */
const forbidden = 4;

interface Refusal {
  status: number;
  headers?: Readonly<Record<string, string>>;
}

/** How HTTP tells of what our own rules refuse, where it is more than that it may not. */
const refusals: Partial<Record<string, Refusal>> = {
  "invalid-input": { status: 400 },
  "method-not-allowed": { status: 405, headers: { allow: methods } },
  "rate-limited": { status: 429 },
  draining: { status: 503, headers: { "retry-after": "2" } },
};

/**
 * Sees to it that every answer under the gateway's path can be traced and carries the headers of all
 * others, over both transports, and that each refusal makes one line. It meets each request before
 * Engine.IO, which answers preflights by itself. Returns what lines tell of a request.
 */
export function answerHandshakes(
  { httpServer, engine }: { httpServer: HttpServer; engine: Server["engine"] },
  deps: {
    ids: Ids;
    log: Logger;
    scrubber: Pick<Scrubber, "scrub">;
    securityHeaders: (req: IncomingMessage) => Readonly<Record<string, string>>;
    handshakeRefusal: (req: IncomingMessage) => ProblemError | undefined;
  },
): (req: IncomingMessage) => Told | undefined {
  const met = new WeakMap<IncomingMessage, Asked>();

  function meet(req: IncomingMessage, res?: ServerResponse): void {
    if (req.url?.startsWith(route) !== true) return;
    const request_id = chooseRequestId(req.headers["x-request-id"], deps);
    const trace = startTrace(deps.ids);
    const headers = {
      ...deps.securityHeaders(req),
      "x-request-id": request_id,
      traceresponse: formatTraceparent(trace),
    };
    const told = { request_id, trace_id: trace.traceId, span_id: trace.spanId };
    met.set(req, { told, headers, res, granted: false, refused: undefined });
    for (const [name, value] of Object.entries(headers)) res?.setHeader(name, value);
  }
  httpServer.prependListener("request", meet);
  httpServer.prependListener("upgrade", (req: IncomingMessage) => {
    meet(req);
  });
  engine.on("headers", (headers: Record<string, string>, req: IncomingMessage) => {
    const asked = met.get(req);
    if (asked === undefined || asked.res !== undefined) return;
    asked.granted = true;
    Object.assign(headers, asked.headers);
  });

  // Engine.IO asks `allowRequest` of handshakes only, and a session that began by polling goes on by more
  // requests, of which one may be an upgrade: each is held to the same rules.
  engine.use((req: EngineRequest, _res: unknown, next: (error?: Error) => void) => {
    const asked = met.get(req);
    const foreign = req._query.sid === undefined ? undefined : deps.handshakeRefusal(req);
    const refused = ruleBroken(req, asked) ?? foreign;
    if (asked !== undefined) asked.refused = refused;
    next(refused);
  });

  engine.on("connection_error", ({ req, code, message, context }: RefusedHandshake) => {
    const asked = met.get(req);
    const reason = asked?.refused?.code ?? context?.message ?? message;
    const told = { event: "realtime.refused", reason, ...asked?.told };
    // Its answer was that it may; what Engine.IO finds afterwards ends it.
    if (asked === undefined || asked.granted) {
      deps.log.info(told, "a handshake was refused");
      return;
    }
    const { status, headers: more } = refusals[reason] ?? {
      status: code === forbidden ? 403 : 400,
    };
    const { method } = req;
    deps.log.info({ ...told, method, route, status }, "a handshake was refused");
    // `allowRequest` can give no more than a code.
    const problem = asked.refused ?? deps.handshakeRefusal(req);
    const detail = problem?.code === reason ? problem.message : undefined;
    const body = JSON.stringify({ code, message: reason, detail });
    const headers = {
      ...more,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    const res = asked.res ?? answerUpgrade(req, asked.headers);
    res.writeHead(status, headers).end(body);
    // Engine.IO would add an answer of its own to a connection that it can write to.
    if (asked.res === undefined) req.socket.end();
  });

  return (req) => met.get(req)?.told;
}

/** An answer to a request that Node gave away, connection and all. */
function answerUpgrade(req: IncomingMessage, headers: Asked["headers"]): ServerResponse {
  const res = new ServerResponse(req);
  res.assignSocket(req.socket);
  return res.setHeaders(new Map(Object.entries({ connection: "close", ...headers })));
}

/** What Engine.IO would answer with 500, and its WebSockets with an answer of their own. */
function ruleBroken(
  { method = "", headers }: IncomingMessage,
  asked: Asked | undefined,
): ProblemError | undefined {
  if (!methods.split(", ").includes(method))
    return new ProblemError("method-not-allowed", `Possible here: ${methods}.`);
  if (asked?.res !== undefined) return undefined;
  const key = headers["sec-websocket-key"] ?? "";
  const isWebSocket =
    /^[+/0-9A-Za-z]{22}==$/.test(key) && /^(8|13)$/.test(headers["sec-websocket-version"] ?? "");
  const protocols = headers["sec-websocket-protocol"];
  const isSound = isWebSocket && (protocols === undefined || areProtocols(protocols));
  return isSound
    ? undefined
    : new ProblemError("invalid-input", "These headers are not those of a WebSocket's handshake.");
}

/** Whether a list names protocols as RFC 6455 has it (§4.1): tokens, each once. */
function areProtocols(list: string): boolean {
  const names = list.split(",");
  return (
    names.every((name) => /^[\t ]*[\w!#$%&'*+.^`|~-]+[\t ]*$/.test(name)) &&
    new Set(names.map((name) => name.trim())).size === names.length
  );
}

/** A request as engine.io has read it. */
type EngineRequest = IncomingMessage & { _query: { sid?: string } };

/** What engine.io tells of a handshake that it refused. */
interface RefusedHandshake {
  req: IncomingMessage;
  code: number;
  message: string;
  context?: { message?: string };
}
