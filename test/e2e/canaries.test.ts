import { Agent, type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { io } from "socket.io-client";
import { expect, onTestFinished, test } from "vitest";
import { canaries as allCanaries, knownSecrets, readingsOf } from "#/telemetry/canaries.fixture.ts";
import { startSentryServer } from "#test/faults/sentry-server.ts";
import { startSpanSink } from "#test/faults/span-sink.ts";
import { patienceMs } from "#test/harness/patience.ts";
import { startColophon } from "#test/harness/start-colophon.ts";
import { until } from "#test/harness/until.ts";
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
const fault = (name: string) => `--import=${join(import.meta.dirname, "../faults", name)}`;
/** In one error, so that there are no more of them than are reported in a minute. */
const inOneError = 5;
const bugs = Math.ceil(canaries.length / inOneError);
const bugsIn = (reports: readonly { body: string }[]) =>
  reports.flatMap(({ body }) => body.match(/"type":"PlantedBug\d+"/g) ?? []);

async function tellAll({
  scrubbing = true,
  routes,
}: { scrubbing?: boolean; routes?: number } = {}) {
  const sink = await startSpanSink();
  onTestFinished(() => sink.close());
  const sentry = await startSentryServer();
  onTestFinished(() => sentry.close());
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
      SOCKET_MAX_MESSAGES_PER_SECOND: "1000",
      SESSION_SECRETS: sessionSecret,
      OPENAI_API_KEY: modelKey,
      OPENAI_BASE_URL: "http://127.0.0.1:9/v1",
      SENTRY_DSN: sentry.dsn,
      NODE_OPTIONS: [
        fault("fail-in-words.ts"),
        ...(scrubbing ? [] : [fault("scrub-nothing.ts")]),
      ].join(" "),
    },
  });
  onTestFinished(async () => void (await colophon.stop()));
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  onTestFinished(() => agent.destroy());
  const [problems, answers, heads] = [new Set<string>(), new Set<string>(), new Set<string>()];

  async function send({ method, path, headers, body }: Sending): Promise<void> {
    // Node gives a DELETE's body no length by itself, and the server would take it for another request.
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const sent = request(`${colophon.url}${path}`, {
      method,
      headers: { ...headers, ...length },
      agent,
    });
    sent.end(body);
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      sent.on("response", resolve).on("error", reject),
    );
    const answered = withoutOwnIds(await textOf(answer));
    if ((answer.statusCode ?? 0) >= 400) problems.add(answered);
    // Other numbers each time; they are searched once, at the end.
    else if (!/^\/metrics\b/.test(path)) answers.add(answered);
    for (let nth = 0; nth < answer.rawHeaders.length; nth += 2)
      if (!changing.test(answer.rawHeaders[nth] ?? ""))
        heads.add(withoutOwnIds(answer.rawHeaders.slice(nth, nth + 2).join(": ")));
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
  for (let nth = 0; nth < canaries.length; nth += inOneError) {
    const words = canaries.slice(nth, nth + inOneError).map(({ text }) => text);
    // Of kinds of their own: of those alike fewer are reported.
    const headers = {
      "x-bug": encodeURIComponent(words.join("\n")),
      "x-bug-kind": `PlantedBug${nth}`,
    };
    await send({ method: "GET", path: "/api/about", headers });
  }
  await until("all errors are reported", () => bugsIn(sentry.reports).length === bugs);
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
      answers: [...answers].join("\n"),
      headers: [...heads].join("\n"),
      sockets: acknowledged.join("\n"),
      sentry: sentry.reports
        .map(({ url, headers, body }) => withoutOwnIds(`${url} ${JSON.stringify(headers)} ${body}`))
        // It is let in by its own key, which happens to be one of them.
        .map((report) => report.replaceAll(/sentry_key=[0-9a-f]+/g, ""))
        .join("\n"),
    },
  };
}

/** Of an answer: another each time, and nobody's words. */
const changing = /^(date|content-length|traceresponse|ratelimit|set-cookie)$/i;

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
      answers.push(JSON.stringify(await socket.timeout(patienceMs).emitWithAck("subscribe", told)));
  socket.disconnect();
  return answers;
}

/** Without what is another each time, so that what is said of many requests is searched once. */
function withoutOwnIds(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "an id")
    .replaceAll(/"(trace_id|span_id|time)":"[^"]*"/g, '"$1":""')
    .replaceAll(/"(duration_ms|bytes)":[\d.]+/g, '"$1":0');
}

/** How many of them can be had from each sink. */
function leaksIn(sinks: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(sinks).map(([sink, told]) => {
      const readings = readingsOf(told);
      const leaked = canaries.filter(({ core }) => readings.some((text) => text.includes(core)));
      return [sink, leaked.map(({ name }) => name)];
    }),
  );
}

/** What a scanner that shares nothing with the scrubber says of a text. */
async function scan(content: string): Promise<string[]> {
  const { messages } = await lintSource({
    source: { filePath: "log.ndjson", content, ext: ".ndjson", contentType: "text" },
    options: {
      config: { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator }] },
    },
  });
  return messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

test(
  "secrets of every shape, in every place of a request to every route, reach no sink",
  { timeout: 240_000 },
  async () => {
    const { requests, sinks } = await tellAll();
    expect(requests).toBeGreaterThan(40 * 12 * 10);
    for (const [sink, told] of Object.entries(sinks))
      expect(told.length, sink).toBeGreaterThan(100);
    expect(bugsIn([{ body: sinks.sentry }])).toHaveLength(bugs);
    for (const [sink, leaked] of Object.entries(leaksIn(sinks)))
      expect.soft(leaked, sink).toEqual([]);
    expect(await scan(sinks.log)).toEqual([]);
  },
);

test("with the scrubber switched off they reach each that it stands before, so that their absence says something", async () => {
  const { sinks } = await tellAll({ scrubbing: false, routes: 5 });
  const leaked = leaksIn(sinks);
  for (const sink of ["log", "spans", "problems", "headers", "sockets", "sentry"])
    expect.soft(leaked[sink]?.length, sink).toBeGreaterThan(0);
  // Where nothing that a caller says is ever put, there is nothing to scrub.
  expect.soft([leaked["metrics"], leaked["answers"]]).toEqual([[], []]);
  expect((await scan(sinks.log)).length).toBeGreaterThan(10);
});
