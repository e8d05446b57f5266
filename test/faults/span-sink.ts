import { type Server, createServer } from "node:http";
import { text } from "node:stream/consumers";
import { freePort } from "#test/harness/free-port.ts";
import { until } from "#test/harness/until.ts";

type Value = string | number | boolean | Value[];

/** A span as it was exported. */
export interface SunkSpan {
  traceId: string;
  spanId: string;
  /** Undefined for a root. */
  parentSpanId: string | undefined;
  name: string;
  /** As OTLP numbers them: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  /** Nanoseconds since 1970. */
  startedAt: bigint;
  endedAt: bigint;
  attributes: Readonly<Record<string, Value>>;
  links: readonly { traceId: string; spanId: string }[];
  /** 0 unset, 1 ok, 2 error. */
  status: number;
  /** What tells of the process: `service.name` … */
  resource: Readonly<Record<string, Value>>;
}

export interface SpanSink {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  endpoint: string;
  spans: readonly SunkSpan[];
  /** Everything that was received, as it came. */
  bodies: readonly string[];
  /** Headers of each export. */
  headers: readonly NodeJS.Dict<string | string[]>[];
  /** Resolves with all spans once they satisfy `condition`; rejects after `withinMs` (default `patienceMs`). */
  until(
    what: string,
    condition: (spans: readonly SunkSpan[]) => boolean,
    withinMs?: number,
  ): Promise<readonly SunkSpan[]>;
  /** Stops listening; `open` listens again, at the same port. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/**
 * A receiver of spans by OTLP over HTTP with JSON that keeps all it gets, but for exports whose headers it does not
 * admit: they get 401. It shares nothing with the product.
 */
export async function startSpanSink({
  admits = () => true,
}: { admits?: (headers: NodeJS.Dict<string | string[]>) => boolean } = {}): Promise<SpanSink> {
  const spans: SunkSpan[] = [];
  const bodies: string[] = [];
  const headers: NodeJS.Dict<string | string[]>[] = [];
  let server: Server | undefined;
  const port = await freePort();

  async function open(): Promise<void> {
    server = createServer((req, res) => {
      void text(req).then((body) => {
        if (!admits(req.headers)) {
          res.writeHead(401).end("{}");
          return;
        }
        bodies.push(body);
        headers.push(req.headers);
        spans.push(...spansIn(JSON.parse(body) as ExportRequest));
        res.writeHead(200, { "content-type": "application/json" }).end("{}");
      });
    });
    const opened = server;
    await new Promise<void>((resolve) => opened.listen(port, "127.0.0.1", resolve));
  }

  await open();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    bodies,
    headers,
    async until(what, condition, withinMs) {
      await until(what, () => condition(spans), withinMs);
      return spans;
    },
    async close() {
      const closing = server;
      server = undefined;
      closing?.closeAllConnections();
      await new Promise((resolve) => (closing === undefined ? resolve(0) : closing.close(resolve)));
    },
    open,
  };
}

interface AnyValue {
  stringValue?: string;
  boolValue?: boolean;
  intValue?: number | string;
  doubleValue?: number;
  arrayValue?: { values: AnyValue[] };
}

interface KeyValue {
  key: string;
  value: AnyValue;
}

interface ExportRequest {
  resourceSpans: {
    resource: { attributes: KeyValue[] };
    scopeSpans: {
      spans: {
        traceId: string;
        spanId: string;
        parentSpanId?: string;
        name: string;
        kind: number;
        startTimeUnixNano: string;
        endTimeUnixNano: string;
        attributes: KeyValue[];
        links?: { traceId: string; spanId: string }[];
        status: { code: number };
      }[];
    }[];
  }[];
}

function spansIn({ resourceSpans }: ExportRequest): SunkSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap((scope) =>
      scope.spans.map((span) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId === "" ? undefined : span.parentSpanId,
        name: span.name,
        kind: span.kind,
        startedAt: BigInt(span.startTimeUnixNano),
        endedAt: BigInt(span.endTimeUnixNano),
        attributes: plain(span.attributes),
        links: (span.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
        status: span.status.code,
        resource: plain(resource.attributes),
      })),
    ),
  );
}

function plain(attributes: readonly KeyValue[]): Record<string, Value> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf({ stringValue, boolValue, intValue, doubleValue, arrayValue }: AnyValue): Value {
  if (arrayValue !== undefined) return arrayValue.values.map(valueOf);
  return stringValue ?? boolValue ?? doubleValue ?? Number(intValue);
}
