import { expect, onTestFinished, test, vi } from "vitest";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { startSentryServer } from "#test/faults/sentry-server.ts";
import { livedMs } from "#test/harness/lived-ms.ts";
import { canaries, knownSecrets, leaks } from "./canaries.fixture.ts";
import { type Logger, createLogger } from "./logger.ts";
import { type Scrubber, createScrubber } from "./scrub.ts";
import {
  type ErrorReports,
  type ErrorReportsOptions,
  startErrorReports,
} from "./start-error-reports.ts";

type Line = Record<string, unknown>;

async function report(
  options: {
    dsn?: string;
    scrubber?: Pick<Scrubber, "scrub">;
    load?: ErrorReportsOptions["load"];
  } = {},
) {
  const server = await startSentryServer();
  onTestFinished(() => server.close());
  const clock = createFakeClock();
  const lines: Line[] = [];
  const started: { reports?: ErrorReports | undefined } = {};
  const log = createLogger({
    level: "debug",
    service: "worker",
    version: "1.2.3",
    clock,
    scrubber: options.scrubber ?? createScrubber(),
    pretty: false,
    sink: { write: (line) => lines.push(JSON.parse(line) as Line) },
    onLine: (line) => started.reports?.take(line),
  });
  const unsent = { count: 0 };
  started.reports = await startErrorReports({
    dsn: () => options.dsn ?? server.dsn,
    release: "1.2.3",
    environment: "staging",
    clock,
    ids: createSystemIds(),
    log,
    onUnsent: () => {
      unsent.count += 1;
    },
    ...(options.load === undefined ? {} : { load: options.load }),
  });
  return {
    server,
    clock,
    log,
    unsent,
    flush: async () => started.reports?.flush(),
    warnings: () => lines.filter(({ level }) => level === "warn"),
  };
}

const error = () => new Error("it broke");

/** Errors of different kinds at one place: `count` likenesses. */
function logMany(log: Logger, count: number): void {
  for (let kind = 0; kind < count; kind += 1)
    log.error({ event: `test.failed-${kind}`, err: error() }, "failed");
}

test("an error of the log arrives as one event with its release, environment and ids, by Sentry's protocol", async () => {
  const { server, log, flush, unsent } = await report();
  log.child({ request_id: "req-1", novel_id: "novel-1" }).error({
    event: "test.failed",
    err: error(),
    trace_id: "a".repeat(32),
    span_id: "b".repeat(16),
  });
  await flush();
  expect(server.reports).toHaveLength(1);
  const [{ method, url, headers, body, event } = expect.fail()] = server.reports;
  expect({ method, path: url.split("?")[0] }).toEqual({
    method: "POST",
    path: "/api/42/envelope/",
  });
  expect(Object.fromEntries(new URLSearchParams(url.split("?")[1]))).toMatchObject({
    sentry_key: "0123456789abcdef0123456789abcdef",
    sentry_version: "7",
  });
  expect(headers["content-type"]).toBe("application/x-sentry-envelope");
  expect(headers).not.toHaveProperty("traceparent");
  expect(headers).not.toHaveProperty("sentry-trace");
  expect(JSON.parse(body.split("\n")[0] ?? "")).toMatchObject({ event_id: event.event_id });
  expect(event).toMatchObject({
    event_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    level: "error",
    release: "1.2.3",
    environment: "staging",
    tags: { request_id: "req-1", novel_id: "novel-1", event: "test.failed", service: "worker" },
    contexts: { trace: { trace_id: "a".repeat(32), span_id: "b".repeat(16) } },
  });
  expect(event.exception.values).toMatchObject([{ type: "Error", value: "it broke" }]);
  const frame = event.exception.values[0]?.stacktrace?.frames.at(-1);
  expect(frame).toMatchObject({ filename: import.meta.filename, function: "error" });
  // Of a place in the code: no source, no variables.
  expect(Object.keys(frame ?? {}).sort()).toEqual([
    "colno",
    "filename",
    "function",
    "in_app",
    "lineno",
  ]);
  for (const name of ["breadcrumbs", "user", "request", "extra", "server_name", "modules"])
    expect(event).not.toHaveProperty(name);
  expect(unsent.count).toBe(0);
});

test("another DSN is gone over to at the next report, and back", async () => {
  const other = await startSentryServer();
  onTestFinished(() => other.close());
  const options = { dsn: other.dsn };
  const { server, log, flush, unsent } = await report(options);
  const fail = async (dsn: string, name: string) => {
    options.dsn = dsn;
    log.error({ event: name, err: error() }, "failed");
    await flush();
  };
  const newKey = server.dsn.replace(/\/\/\w+@/, `//${"f".repeat(32)}@`);
  await fail(other.dsn, "before");
  await fail(newKey, "after");
  await fail(other.dsn, "back");
  const names = ({ reports }: typeof server) => reports.map(({ event }) => event.tags["event"]);
  expect(names(other)).toEqual(["before", "back"]);
  expect(names(server)).toEqual(["after"]);
  expect(server.reports[0]?.url).toContain(`sentry_key=${"f".repeat(32)}`);
  expect(unsent.count).toBe(0);
});

test("lines below ERROR, and errors that are no failure of the code, are not reported", async () => {
  const { server, log, flush, unsent } = await report();
  log.warn({ event: "redis.failed", err: error() }, "Redis failed");
  log.error({ event: "novel.failed", reason: "the key is refused" }, "novel failed");
  log.fatal({ event: "process.crashed", err: error() }, "process crashed");
  await flush();
  expect(server.reports.map(({ event }) => event.level)).toEqual(["fatal"]);
  expect(server.reports[0]?.event.exception.values[0]?.mechanism?.handled).toBe(false);
  expect(unsent.count).toBe(0);
});

/** Where a secret can get into an error, and which of these reports have it. */
const placements: Readonly<Record<string, (text: string) => [fields: object, message: string]>> = {
  message: (text) => [{ err: error() }, `it was ${text} that came`],
  "error's message": (text) => [{ err: new Error(`refused: ${text}`) }, "a line"],
  "error's stack": (text) => [
    { err: Object.assign(error(), { stack: `Error: x\n    at f (${text}:1:2)\n` }) },
    "a line",
  ],
  "error's cause": (text) => [{ err: new Error("x", { cause: new Error(text) }) }, "a line"],
  "what was thrown": (text) => [{ err: text }, "a line"],
  id: (text) => [{ err: error(), novel_id: text }, "a line"],
};

async function leaksWith(scrubber: Pick<Scrubber, "scrub">): Promise<Set<string>> {
  const { server, clock, log, flush } = await report({ scrubber });
  const found = new Set<string>();
  for (const [placement, place] of Object.entries(placements))
    for (const { name, text, core } of canaries) {
      log.error(...place(text));
      await flush();
      if (leaks(server.reports.at(-1)?.body ?? "", core)) found.add(`${name} as ${placement}`);
      await clock.advance(60_000);
    }
  expect(server.reports).toHaveLength(Object.keys(placements).length * canaries.length);
  return found;
}

test("of 40 shapes of secrets and more no report holds one, wherever it stood in the error", async () => {
  const scrubber = createScrubber();
  scrubber.learn(knownSecrets);
  expect([...(await leaksWith(scrubber))]).toEqual([]);
});

test("without the scrubber they are seen, so that their absence says something", async () => {
  const found = await leaksWith({ scrub: (text) => text });
  for (const placement of ["message", "error's message", "error's cause", "what was thrown", "id"])
    for (const { name } of canaries) expect.soft(found).toContain(`${name} as ${placement}`);
});

test("an error that storms is reported five times a minute, errors of all kinds twenty times; the rest is counted", async () => {
  const { server, clock, log, flush, unsent } = await report();
  for (let count = 0; count < 1_000; count += 1)
    log.error({ event: "test.stormed", err: error() }, "again");
  await flush();
  expect(server.reports).toHaveLength(5);
  expect(unsent.count).toBe(995);
  logMany(log, 100);
  await flush();
  expect(server.reports).toHaveLength(20);
  expect(unsent.count).toBe(995 + 85);
  await clock.advance(60_000);
  logMany(log, 1);
  await flush();
  expect(server.reports).toHaveLength(21);
});

test("a server that is away costs one warning, nobody's time, and no report is kept for later", async () => {
  const { server, clock, log, flush, unsent, warnings } = await report({
    dsn: "http://key@127.0.0.1:1/42",
  });
  for (let minute = 0; minute < 10; minute += 1) {
    logMany(log, 10);
    await flush();
    await clock.advance(60_000);
  }
  expect(unsent.count).toBe(100);
  expect(warnings()).toMatchObject([{ event: "sentry.send-failed" }]);
  expect(JSON.stringify(warnings())).not.toContain("key@");
  expect(server.reports).toEqual([]);
});

test("a flush waits until what was taken is delivered", async () => {
  const { server, log, flush, unsent } = await report();
  server.behave({ status: 200, latencyMs: 100 });
  logMany(log, 3);
  expect(server.reports).toEqual([]);
  await flush();
  expect(server.reports).toHaveLength(3);
  expect(unsent.count).toBe(0);
});

test("a server that never answers holds a stop up for two seconds at most", async () => {
  const { server, log, flush } = await report();
  server.behave("silence");
  logMany(log, 3);
  const start = performance.now();
  const lived = await livedMs(flush);
  expect(performance.now() - start).toBeGreaterThan(1_500);
  expect(lived).toBeLessThan(2_500);
});

test("a server that refuses is said once, and again only after it took a report", async () => {
  const { server, clock, log, flush, unsent, warnings } = await report();
  for (const status of [403, 403, 200, 500]) {
    server.behave({ status });
    logMany(log, 1);
    await flush();
    await clock.advance(60_000);
  }
  expect(warnings()).toMatchObject([{ status: 403 }, { status: 500 }]);
  expect(unsent.count).toBe(3);
});

test("a server's own limit is kept: nothing is sent until it is over", async () => {
  // The package has a clock of its own.
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { server, log, flush, unsent } = await report();
  server.behave({ status: 429, headers: { "retry-after": "30" } });
  logMany(log, 1);
  await flush();
  server.behave({ status: 200 });
  logMany(log, 3);
  await flush();
  expect(server.reports).toHaveLength(1);
  expect(unsent.count).toBe(4);
  vi.setSystemTime(Date.now() + 30_001);
  logMany(log, 1);
  await flush();
  expect(server.reports).toHaveLength(2);
});

test("without its package there are no reports, and one warning says so", async () => {
  const { server, log, flush, warnings } = await report({
    load: () => Promise.reject(new Error("Cannot find package '@sentry/core'")),
  });
  logMany(log, 2);
  await flush();
  expect(server.reports).toEqual([]);
  expect(warnings()).toMatchObject([{ event: "sentry.not-loaded" }]);
});
