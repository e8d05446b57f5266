import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { createSystemClock } from "#/adapters/system/clock.ts";
import { readEnvironment } from "#/config/env.ts";
import { isSecretName, variables } from "#/config/variables.ts";
import { leaks } from "#/telemetry/canaries.fixture.ts";
import { createLogger } from "#/telemetry/logger.ts";
import { createScrubber } from "#/telemetry/scrub.ts";
import { refuse, startModelServer } from "#test/faults/model-server.ts";
import { startSentryServer } from "#test/faults/sentry-server.ts";
import { startSpanSink } from "#test/faults/span-sink.ts";
import { StartRefused, startColophon } from "#test/harness/start-colophon.ts";
import { until } from "#test/harness/until.ts";
import { visit } from "#test/harness/visitor.ts";
import { SecretFiles } from "#test/rehearse/secret-files.ts";

// Every variable that holds a secret has one of no known shape: nothing that a process writes may hold it.

const cores = {
  OPENAI_API_KEY: "model key of Quell and Vex, nr 11",
  OTEL_EXPORTER_OTLP_HEADERS: "collector-Zwick-Plumage-12",
  METRICS_AUTH_TOKEN: "metrics-Jove-Thimble-13",
  SESSION_SECRETS: "session-Fjord-Umbrage-14-and-some-more-letters",
  ADMIN_TOKENS: "admin-Kelp-Zenith-15-and-some-more-letters",
  SENTRY_DSN: "feedc0de16feedc0de16feedc0de1616",
  MONGODB_URI: "mongo-Oxbow-Yeoman-17",
  REDIS_URL: "redis-Hazel-Quiver-18",
} as const satisfies Partial<Record<keyof typeof variables, string>>;

/** The variables as an operator sets them, for services that listen on these ports. */
function values(sentryDsn: string): Record<keyof typeof cores, string> {
  return {
    OPENAI_API_KEY: cores.OPENAI_API_KEY,
    OTEL_EXPORTER_OTLP_HEADERS: `x-team-key=${cores.OTEL_EXPORTER_OTLP_HEADERS}`,
    METRICS_AUTH_TOKEN: cores.METRICS_AUTH_TOKEN,
    SESSION_SECRETS: cores.SESSION_SECRETS,
    ADMIN_TOKENS: `operator:admin:${cores.ADMIN_TOKENS}`,
    SENTRY_DSN: sentryDsn.replace(/\/\/\w+@/, `//${cores.SENTRY_DSN}@`),
    MONGODB_URI: `mongodb://app:${cores.MONGODB_URI}@127.0.0.1:9/colophon`,
    REDIS_URL: `redis://app:${cores.REDIS_URL}@127.0.0.1:9`,
  };
}

function leaksIn(sinks: Readonly<Record<string, string>>): string[] {
  return Object.entries(sinks).flatMap(([sink, told]) =>
    Object.entries(cores).flatMap(([name, core]) =>
      leaks(told, core) ? [`${name} in ${sink}`] : [],
    ),
  );
}

function openSecretFiles(secrets: Readonly<Record<string, string>>): SecretFiles {
  const files = new SecretFiles();
  onTestFinished(() => files.remove());
  for (const [name, value] of Object.entries(secrets)) files.write(name, value);
  return files;
}

/** Runs an embedded process through what may make it talk: bad requests, a bad model, a report, a crash. */
async function makeTalk(preloads: readonly string[] = []) {
  const sentry = await startSentryServer();
  const spans = await startSpanSink();
  // A provider that repeats the key which it refuses.
  const model = await startModelServer({
    intercept({ key }, response) {
      refuse(response, 401, `Incorrect API key provided: ${key}. Authorization: Bearer ${key}`);
      return true;
    },
  });
  const reports = mkdtempSync(join(tmpdir(), "colophon-reports-"));
  onTestFinished(async () => {
    rmSync(reports, { recursive: true });
    await Promise.all([sentry.close(), spans.close(), model.close()]);
  });
  // Some are in files and some in the environment, as operators have them.
  const { OPENAI_API_KEY, OTEL_EXPORTER_OTLP_HEADERS, SENTRY_DSN, ...others } = values(sentry.dsn);
  const files = openSecretFiles({ OPENAI_API_KEY, OTEL_EXPORTER_OTLP_HEADERS, SENTRY_DSN });
  const { METRICS_AUTH_TOKEN, SESSION_SECRETS, ADMIN_TOKENS } = others;
  const faults = join(import.meta.dirname, "../faults");
  const colophon = await startColophon({
    env: {
      ...files.env,
      METRICS_AUTH_TOKEN,
      SESSION_SECRETS,
      ADMIN_TOKENS,
      LOG_LEVEL: "debug",
      TRACE_SAMPLE_RATIO: "1",
      OTEL_EXPORTER_OTLP_ENDPOINT: spans.endpoint,
      OPENAI_BASE_URL: model.baseUrl,
      NODE_OPTIONS: [
        ...["crash-with-secrets.ts", ...preloads].map((file) => `--import=${join(faults, file)}`),
        `--report-on-signal --report-signal=SIGUSR2 --report-directory=${reports}`,
      ].join(" "),
    },
  });
  const visitor = visit(colophon.url);
  const { id } = await visitor.createNovel({ targetWordCount: 500, targetChapters: 1 });
  const admin = { authorization: `Bearer ${cores.ADMIN_TOKENS}` };
  await until("the model was asked", async () => model.requests.length > 0);
  const answers: string[] = [];
  const asked: [string, RequestInit?][] = [
    ["/openapi.json"],
    ["/api/about"],
    ["/health"],
    ["/health/ready"],
    ["/metrics", { headers: { authorization: `Bearer ${cores.METRICS_AUTH_TOKEN}` } }],
    ["/metrics", { headers: { authorization: "Bearer wrong" } }],
    [`/internal/novels/${id}`, { headers: admin }],
    ["/internal/novels", { headers: admin }],
    ["/internal/nowhere", { headers: admin }],
    ["/internal/novels", { headers: { authorization: "Bearer wrong" } }],
    ["/api/novel", { method: "POST", body: "{", headers: { "content-type": "application/json" } }],
    ["/api/nowhere"],
  ];
  for (const [path, init] of asked) {
    const response = await fetch(colophon.url + path, init);
    answers.push(JSON.stringify([...response.headers]), await response.text());
  }
  for (const of of ["", "/events", "/metrics", "/metadata", "/trace", "/export"])
    answers.push(await (await visitor.send("GET", `/api/novel/${id}${of}`)).text());

  const proc = (file: string) => readFileSync(`/proc/${colophon.pid}/${file}`, "utf8");
  const linux = existsSync("/proc/self/cmdline");
  const seen = linux ? ["cmdline", "comm", "status"].map(proc).join("\n") : "";
  process.kill(colophon.pid, "SIGUSR2");
  await until("a report is written", () => readdirSync(reports).length > 0);
  await until("spans have come", () => spans.spans.length > 10);
  process.kill(colophon.pid, "SIGHUP");
  expect(await colophon.exited).toBe(1);
  const [report = ""] = readdirSync(reports);
  return {
    "the log": colophon.logs(),
    answers: answers.join("\n"),
    "the diagnostic report": readFileSync(join(reports, report), "utf8"),
    "title and arguments": seen,
    "reports of errors": sentry.reports.map(({ body }) => body).join("\n"),
    spans: JSON.stringify(spans.spans, (_key, value: unknown) =>
      typeof value === "bigint" ? `${value}` : value,
    ),
  };
}

test("every variable that holds a secret has one here", () => {
  expect(Object.keys(cores).toSorted()).toEqual(
    Object.keys(variables).filter(isSecretName).toSorted(),
  );
});

test("no secret of a process is in its log, answers, spans, error reports, diagnostic report, title or arguments", async () => {
  const sinks = await makeTalk();
  expect(leaksIn(sinks)).toEqual([]);
  expect(sinks["the log"]).toContain('"event":"process.crashed"');
  expect(sinks["the log"]).toContain("[redacted]");
  expect(sinks["the diagnostic report"]).toContain('"javascriptStack"');
  expect(sinks["reports of errors"]).toContain("process crashed");
  expect(sinks.spans.length).toBeGreaterThan(1_000);
});

test("without the scrubber they would be, so that their absence says something", async () => {
  const leaked = leaksIn(await makeTalk(["scrub-nothing.ts"]));
  expect(leaked).toContain("OPENAI_API_KEY in the log");
  expect(leaked).toContain("ADMIN_TOKENS in reports of errors");
});

test("a start that is refused says so without the addresses' passwords", async () => {
  const files = openSecretFiles(values("http://key@127.0.0.1:9/1"));
  const refusal = await startColophon({
    command: [process.execPath, "src/processes/api.ts"],
    env: { ...files.env, OTEL_SDK_DISABLED: "true" },
  }).then(
    async (running) => {
      await running.stop();
      throw new Error("it started");
    },
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(StartRefused);
  expect(leaksIn({ "the log": (refusal as StartRefused).logs })).toEqual([]);
});

test("a configuration that is logged whole, or printed into a line, holds no secret", () => {
  const files = openSecretFiles(values("http://key@127.0.0.1:9/1"));
  const config = readEnvironment("api", files.env);
  const scrubber = createScrubber();
  scrubber.learn(config.secrets);
  let lines = "";
  const log = createLogger({
    level: "info",
    service: "api",
    version: "1.2.3",
    clock: createSystemClock(),
    scrubber,
    pretty: false,
    sink: { write: (line) => (lines += line) },
  });
  log.info({ config }, "the configuration");
  log.info(inspect(config, { depth: null }));
  log.info({ err: new Error(JSON.stringify(config)) }, "a fault");
  expect(lines.split("\n").length).toBe(4);
  expect(leaksIn({ "the log": lines })).toEqual([]);
});
