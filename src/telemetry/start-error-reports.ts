import type * as SentryCore from "@sentry/core";
import type { Clock } from "#/ports/clock.ts";
import type { Ids } from "#/ports/ids.ts";
import { type ErrorLine, errorEvent } from "./error-event.ts";
import { limitReports } from "./limit-reports.ts";
import type { Logger } from "./logger.ts";

const sendMs = 5_000;
/** What the last reports may add to a stop, and to a crash. */
const flushMs = 2_000;
const mostAMinute = 20;
const mostAlikeAMinute = 5;

export interface ErrorReportsOptions {
  /** Where to, and with which key: `https://key@sentry.example/1`. Asked at each report: it may be replaced. */
  dsn: () => string;
  release: string;
  environment: string;
  clock: Pick<Clock, "monotonic">;
  ids: Pick<Ids, "uuid" | "spanId">;
  log: Logger;
  /** Hears of each error that was not delivered, for whatever reason. */
  onUnsent: () => void;
  /** Sentry's package, which may not be installed. */
  load?: () => Promise<typeof SentryCore>;
}

/** Errors on their way to Sentry. */
export interface ErrorReports {
  /** Reports a scrubbed line of the log when it is an error's; returns at once and never throws. */
  take(line: string): void;
  /** Resolves when what was taken is delivered or lost, after two seconds at the latest. */
  flush(): Promise<void>;
}

/**
 * Makes ready to report errors to Sentry, or to what speaks its protocol; undefined, with a warning,
 * where its package cannot be loaded. Of that only format and transport are used: it sees nothing but
 * what it is given, and neither listens nor instruments anything. At most 20 reports a minute are sent
 * and 5 of the same error; that the server is away or refuses them is said once, until it takes one.
 */
export async function startErrorReports({
  dsn,
  release,
  environment,
  clock,
  ids,
  log,
  onUnsent,
  load = () => import("@sentry/core"),
}: ErrorReportsOptions): Promise<ErrorReports | undefined> {
  let sentry;
  try {
    sentry = await load();
  } catch (error) {
    log.warn(
      { event: "sentry.not-loaded", err: error },
      "SENTRY_DSN is set, but the package @sentry/core cannot be loaded: errors are not reported",
    );
    return undefined;
  }
  const sdk = { name: "colophon", version: release };
  const { createEventEnvelope, createTransport, getEnvelopeEndpointWithUrlEncodedAuth, makeDsn } =
    sentry;

  let failing = false;
  function watch(refused: Record<string, unknown> | undefined) {
    if (refused !== undefined && !failing)
      log.warn(
        { event: "sentry.send-failed", ...refused },
        "errors cannot be reported; they are in the log alone until they can",
      );
    failing = refused !== undefined;
  }

  /** The way to one DSN. It keeps to what the server says of its limits, and forgets what does not fit. */
  function wayTo(text: string) {
    const address = makeDsn(text);
    if (address === undefined) throw new Error("SENTRY_DSN is no DSN");
    const url = getEnvelopeEndpointWithUrlEncodedAuth(address, undefined, sdk);
    const limits = { bufferSize: mostAMinute, recordDroppedEvent: () => {} };
    return { text, address, transport: createTransport(limits, ({ body }) => post(url, body)) };
  }

  async function post(url: string, body: string | Uint8Array) {
    try {
      const {
        ok,
        status,
        headers,
        body: answer,
      } = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/x-sentry-envelope" },
        // Only attachments would make bytes of it.
        body: body as string,
        signal: AbortSignal.timeout(sendMs),
      });
      await answer?.cancel();
      watch(ok ? undefined : { status });
      return {
        statusCode: status,
        headers: {
          "x-sentry-rate-limits": headers.get("x-sentry-rate-limits"),
          "retry-after": headers.get("retry-after"),
        },
      };
    } catch (error) {
      watch({ err: error });
      throw error;
    }
  }

  let way = wayTo(dsn());

  async function send(line: ErrorLine): Promise<boolean> {
    const event = errorEvent(line, {
      eventId: ids.uuid().replaceAll("-", ""),
      spanId: ids.spanId(),
    });
    const text = dsn();
    if (text !== way.text) way = wayTo(text);
    const { address, transport } = way;
    const envelope = createEventEnvelope({ ...event, release, environment }, address, { sdk });
    const { statusCode = 0 } = await transport.send(envelope);
    return statusCode >= 200 && statusCode < 300;
  }

  const admits = limitReports({ clock, most: mostAMinute, mostAlike: mostAlikeAMinute });
  async function report(line: string): Promise<void> {
    try {
      const parsed = JSON.parse(line) as ErrorLine;
      if (parsed.err === undefined) return;
      if (admits(likenessOf(parsed)) && (await send(parsed))) return;
    } catch {
      // Told by the watch; an error of reporting must not become another one to report.
    }
    onUnsent();
  }

  return {
    take(line) {
      if (errorLine.test(line)) void report(line);
    },
    async flush() {
      await way.transport.flush(flushMs);
    },
  };
}

// The level is a line's first field.
const errorLine = /^\{"level":"(?:error|fatal)"/;

/** The same for the same error at the same place. */
function likenessOf({ event, err }: ErrorLine): string {
  const { type, stack } = Object(err) as { type?: unknown; stack?: unknown };
  const place = /\n[ \t]{1,16}at .*/.exec(String(stack))?.[0];
  return `${event} ${String(type)} ${place}`;
}
