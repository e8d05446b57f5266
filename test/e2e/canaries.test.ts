import { Agent, request } from "node:http";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { io } from "socket.io-client";
import { expect, onTestFinished, test } from "vitest";
import { canaries as allCanaries, knownSecrets, leaks } from "#/telemetry/canaries.fixture.ts";
import { startSpanSink } from "#test/faults/span-sink.ts";
import { startColophon } from "#test/harness/start-colophon.ts";
import { visit } from "#test/harness/visitor.ts";

// Secrets of every shape, sent to every operation in every place that a caller can fill; what they were
// not to reach is searched for them.

/** The process is told these two; what it was not told, and what no shape gives away, nobody can find. */
const [modelKey, , , , , sessionSecret] = knownSecrets;
const canaries = allCanaries.filter(
  ({ core }) =>
    core === modelKey || core === sessionSecret || !knownSecrets.some((known) => known === core),
);

interface Sending {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}
type Operation = readonly [method: string, path: string];

const nobodys = "019b2f3a-1c2d-7000-8abc-0123456789ab";
const json = { "content-type": "application/json" };
/** No header takes line breaks or letters beyond ASCII. */
const inHeader = (text: string) => (/^[ -~]*$/.test(text) ? text : encodeURIComponent(text));
const inQuery = (path: string, text: string) => `${path}?q=${encodeURIComponent(text)}`;
const withHeader =
  (name: string) =>
  ([method, path]: Operation, text: string): Sending => ({
    method,
    path,
    headers: { [name]: inHeader(text) },
  });
const withBody =
  (write: (text: string) => string) =>
  ([method, path]: Operation, text: string): Sending => ({
    method: method === "GET" ? "POST" : method,
    path,
    headers: json,
    body: write(text),
  });

const placements: Readonly<Record<string, (operation: Operation, text: string) => Sending>> = {
  path: ([method, path], text) => ({
    method,
    path: path.includes(nobodys)
      ? path.replace(nobodys, encodeURIComponent(text))
      : `${path}/${encodeURIComponent(text)}`,
  }),
  query: ([method, path], text) => ({ method, path: inQuery(path, text) }),
  "name in a query": ([method, path], text) => ({
    method,
    path: `${path}?${encodeURIComponent(text)}=1`,
  }),
  "field of a body": withBody((text) => JSON.stringify({ note: text })),
  "name of a field": withBody((text) => JSON.stringify({ [text]: 1 })),
  "broken body": withBody((text) => `{"note": ${text}`),
  "request id": withHeader("x-request-id"),
  traceparent: withHeader("traceparent"),
  authorization: withHeader("authorization"),
  cookie: withHeader("cookie"),
  "user agent": withHeader("user-agent"),
  referrer: withHeader("referer"),
  "idempotency key": withHeader("idempotency-key"),
  "type of a body": withHeader("content-type"),
};

const generous = "1000000/hour";

async function tellAll({ preload, routes }: { preload?: string; routes?: number } = {}) {
  const sink = await startSpanSink();
  onTestFinished(() => sink.close());
  const colophon = await startColophon({
    env: {
      LOG_LEVEL: "debug",
      LOG_HEARTBEAT_SAMPLE_RATIO: "1",
      TRACE_SAMPLE_RATIO: "1",
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
      RATE_LIMIT_NOVEL_CREATE: generous,
      RATE_LIMIT_NOVEL_READ: generous,
      RATE_LIMIT_READ: generous,
      RATE_LIMIT_WRITE: generous,
      SESSION_SECRETS: sessionSecret,
      OPENAI_API_KEY: modelKey,
      OPENAI_BASE_URL: "http://127.0.0.1:9/v1",
      ...(preload !== undefined && { NODE_OPTIONS: `--import=${preload}` }),
    },
  });
  onTestFinished(async () => void (await colophon.stop()));
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  onTestFinished(() => agent.destroy());
  const problems = new Set<string>();

  async function send({ method, path, headers, body }: Sending): Promise<void> {
    const sent = request(`${colophon.url}${path}`, { method, headers, agent });
    sent.end(body);
    const answer = await new Promise<NodeJS.ReadableStream & { statusCode?: number }>(
      (resolve, reject) => sent.on("response", resolve).on("error", reject),
    );
    const answered = await textOf(answer);
    if ((answer.statusCode ?? 0) >= 400) problems.add(withoutOwnIds(answered));
  }

  const { paths } = (await (await fetch(`${colophon.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((method) => ["get", "put", "post", "patch", "delete"].includes(method))
      .map((method): Operation => [
        method.toUpperCase(),
        path.replace("{id}", nobodys).replaceAll(/\{\w+\}/g, "1"),
      ]),
  );
  for (const { text } of canaries)
    await Promise.all(
      operations
        .slice(0, routes)
        .flatMap((operation) =>
          Object.values(placements).map((place) => send(place(operation, text))),
        ),
    );
  const acknowledged = await tellSocket(colophon.url);
  const metrics = await (await fetch(`${colophon.url}/metrics`)).text();
  await colophon.stop();
  const lines = new Set(colophon.logs().split("\n").map(withoutOwnIds));
  const attributes = new Set(
    sink.spans.flatMap((span) => [span.name, ...Object.values(span.attributes).map(String)]),
  );
  return {
    requests: operations.length * canaries.length * Object.keys(placements).length,
    sinks: {
      log: [...lines].join("\n"),
      metrics,
      spans: [...attributes].map(withoutOwnIds).join("\n"),
      problems: [...problems].join("\n"),
      sockets: acknowledged.join("\n"),
    },
  };
}

/** Subscribes to every one of them, and returns what the gateway says to that. */
async function tellSocket(url: string): Promise<string[]> {
  const visitor = visit(url);
  await visitor.get("/api/novel");
  const socket = io(url, {
    path: "/ws",
    transports: ["websocket"],
    reconnection: false,
    extraHeaders: { cookie: visitor.cookie() },
  });
  const answers: string[] = [];
  for (const { text } of canaries)
    for (const told of [{ novelId: text }, { novelId: nobodys, [text]: 1 }])
      answers.push(JSON.stringify(await socket.timeout(5_000).emitWithAck("subscribe", told)));
  socket.disconnect();
  return answers;
}

/** Without what is another each time, so that what is said of many requests is searched once. */
function withoutOwnIds(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "an id")
    .replaceAll(/"(trace_id|span_id|time)":"[^"]*"/g, '"$1":""')
    .replaceAll(/"duration_ms":[\d.]+/g, '"duration_ms":0');
}

function leaksIn(sinks: Readonly<Record<string, string>>): string[] {
  return Object.entries(sinks).flatMap(([sink, told]) =>
    canaries.filter(({ core }) => leaks(told, core)).map(({ name }) => `${name} in ${sink}`),
  );
}

test(
  "secrets of every shape, in every place of a request to every route, reach no sink",
  { timeout: 240_000 },
  async () => {
    const { requests, sinks } = await tellAll();
    expect(requests).toBeGreaterThan(40 * 12 * 10);
    for (const told of Object.values(sinks)) expect(told.length).toBeGreaterThan(100);
    expect(leaksIn(sinks)).toEqual([]);
  },
);

test("with the scrubber switched off they do, so that their absence says something", async () => {
  const { sinks } = await tellAll({
    preload: join(import.meta.dirname, "../faults/scrub-nothing.ts"),
    routes: 5,
  });
  expect(leaksIn(sinks).length).toBeGreaterThan(0);
});
