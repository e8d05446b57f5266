import { once } from "node:events";
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  createServer,
} from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "#test/harness/until.ts";

/** One envelope as the server received it, in the order of arrival. */
export interface ReceivedReport {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  /** The whole body, to search for what must not be in it. */
  body: string;
  /** Its one event. */
  event: ReceivedEvent;
}

/** Of an event's fields those that tests look at: https://develop.sentry.dev/sdk/data-model/event-payloads/ */
export interface ReceivedEvent extends Record<string, unknown> {
  event_id: string;
  level: string;
  message?: string;
  tags: Record<string, string>;
  contexts?: { trace?: { trace_id: string; span_id: string } };
  exception: {
    values: {
      type: string;
      value: string;
      mechanism?: { type: string; handled: boolean };
      stacktrace?: { frames: Record<string, unknown>[] };
    }[];
  };
}

export interface SentryAnswer {
  status: number;
  headers?: Record<string, string>;
  /** Milliseconds until then. */
  latencyMs?: number;
}

export interface FakeSentry {
  /** For `SENTRY_DSN`. */
  dsn: string;
  reports: readonly ReceivedReport[];
  /** How it answers from now on; "silence" answers nothing at all. */
  behave(answer: SentryAnswer | "silence"): void;
  /** Resolves with the first report that `matches`, once it is there. */
  reportOf(matches: (event: ReceivedEvent) => boolean): Promise<ReceivedReport>;
  close(): Promise<void>;
}

/**
 * A server that takes Sentry's envelopes on a free port of 127.0.0.1, and shares nothing with the product. What
 * comes with a key that it does not admit gets 403, and is no report.
 */
export async function startSentryServer({
  admits = () => true,
}: { admits?: (key: string) => boolean } = {}): Promise<FakeSentry> {
  const reports: ReceivedReport[] = [];
  let answer: SentryAnswer | "silence" = { status: 200 };
  const server = createServer((request, response) => {
    receive(request, response).catch(() => response.destroy());
  });

  async function receive(request: IncomingMessage, response: ServerResponse) {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    const { method = "", url = "", headers } = request;
    const now = answer;
    const key = new URL(url, "http://127.0.0.1").searchParams.get("sentry_key");
    if (!admits(key ?? "")) {
      response.writeHead(403).end("{}");
      return;
    }
    reports.push({ method, url, headers, body, event: eventIn(body) });
    if (now === "silence") return;
    if (now.latencyMs !== undefined) await sleep(now.latencyMs);
    response.writeHead(now.status, now.headers).end("{}");
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    dsn: `http://0123456789abcdef0123456789abcdef@127.0.0.1:${port}/42`,
    reports,
    behave(next) {
      answer = next;
    },
    reportOf: (matches) =>
      until("a report that matches", () => reports.find(({ event }) => matches(event))),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** An envelope's lines: its header, its item's header, the item. Anything else fails whoever waits for the report. */
function eventIn(body: string): ReceivedEvent {
  const [, itemHeader = "{}", event = "{}", ...more] = body.trimEnd().split("\n");
  const { type } = JSON.parse(itemHeader) as { type?: string };
  if (type !== "event" || more.length > 0) throw new Error(`not one event: ${body}`);
  return JSON.parse(event) as ReceivedEvent;
}
