import type { IncomingMessage, ServerResponse, Server } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { ProblemError } from "#/contract/problem.ts";
import { observeRequest } from "#/telemetry/observe-request.ts";
import { chooseRequestId } from "#/telemetry/request-id.ts";
import { endRequestSpan, startRequestTrace } from "#/telemetry/request-span.ts";
import { formatTraceparent } from "#/telemetry/trace-context.ts";
import type { OperationsDeps } from "./http-deps.ts";
import { listSecurityHeaders } from "./middleware/security-headers/list-security-headers.ts";
import { writeProblem } from "./write-problem.ts";

/** What HTTP calls the reasons of Node's parser, where it is more than a bad request. */
const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Sees to it that whatever comes in is answered, with a request id, one line in the log and one observation.
 * What Node would answer by itself goes to the app: an expectation that nobody knows, which is nothing to
 * us. What never becomes a request of the app gets problem details here, and its connection is closed: what
 * Node's parser refuses (`route` is `unparsed`) and who takes us for a proxy (`unmatched`).
 */
export function answerStrays(
  server: Server,
  deps: Pick<OperationsDeps, "ids" | "log" | "metrics" | "scrubber">,
): void {
  // Whoever sends such things is no browser, to be told of TLS.
  const refuse = refuseWith(deps, listSecurityHeaders({ secure: false }));
  const latest = new WeakMap<Duplex, IncomingMessage>();
  server.on("request", (req: IncomingMessage) => latest.set(req.socket, req));
  server.on("checkExpectation", (req, res) => server.emit("request", req, res));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const { code = "" } = error;
    // The line of a request under way tells of its end, also of one whose answer did not wait for its
    // body; who hung up between requests asked nothing.
    const isKnown = isAnswering(socket) || latest.get(socket)?.complete === false;
    if (!socket.writable || code === "ECONNRESET" || isKnown) {
      socket.destroy();
      return;
    }
    refuse(socket, {
      problem: new ProblemError("invalid-input", "This is not HTTP as it can be read."),
      status: statuses[code] ?? 400,
      requestId: deps.ids.uuid(),
      tells: { method: "unparsed", route: "unparsed", reason: code },
    });
  });
  server.on("connect", (req: IncomingMessage, socket) => {
    refuse(socket, {
      problem: new ProblemError("method-not-allowed", "This is no proxy: it connects to nobody."),
      requestId: chooseRequestId(req.headers["x-request-id"], deps),
      tells: { method: "CONNECT", route: "unmatched", reason: "connect" },
      headers: { allow: "" },
    });
  });
}

/** Whether a request of this connection is being answered; Node asks the same way. */
function isAnswering(socket: Duplex & { _httpMessage?: ServerResponse | null }): boolean {
  return socket._httpMessage !== undefined && socket._httpMessage !== null;
}

interface Refusal {
  problem: ProblemError;
  status?: number;
  requestId: string;
  tells: { method: string; route: string; reason: string };
  headers?: Record<string, string>;
}

function refuseWith(
  { ids, log, metrics, scrubber }: Parameters<typeof answerStrays>[1],
  securityHeaders: Record<string, string>,
): (socket: Duplex, refusal: Refusal) => void {
  return (socket, refusal) => {
    const { problem, requestId, tells } = refusal;
    const { method, route, reason } = tells;
    const { trace, span } = startRequestTrace(ids, {});
    const { status, headers, text } = writeProblem(problem, {
      ...refusal,
      traceId: trace.traceId,
      scrubber,
    });
    const head = Object.entries({
      connection: "close",
      "x-request-id": requestId,
      traceresponse: formatTraceparent(trace),
      ...securityHeaders,
      ...refusal.headers,
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.on("error", () => {
      // Whoever sent this need not wait for the answer.
    });
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join("")}\r\n${text}`);
    observeRequest(metrics, { method, route, status, seconds: 0, trace });
    endRequestSpan(span, { method, route, status, aborted: false, requestId });
    log.info(
      {
        event: "http.refused",
        method,
        route,
        status,
        duration_ms: 0,
        bytes: Buffer.byteLength(text),
        aborted: false,
        reason,
        request_id: requestId,
        trace_id: trace.traceId,
        span_id: trace.spanId,
      },
      "request",
    );
  };
}
