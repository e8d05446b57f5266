import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createSystemClock } from "#/adapters/system/clock.ts";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { type Config, EnvironmentError, type Service, readEnvironment } from "#/config/env.ts";
import { type LiveSecrets, createLiveSecrets } from "#/config/live-secrets.ts";
import { ProblemError } from "#/contract/problem.ts";
import { beginAtZero } from "#/telemetry/begin-at-zero.ts";
import { createBufferedSink } from "#/telemetry/buffered-sink.ts";
import { explainProblem } from "#/telemetry/explain-problem.ts";
import { type Logger, createLogger } from "#/telemetry/logger.ts";
import { type Metrics, createMetrics } from "#/telemetry/metrics.ts";
import { createEventSampler } from "#/telemetry/sample-events.ts";
import { scrubWords } from "#/telemetry/scrub-words.ts";
import { type Scrubber, createScrubber } from "#/telemetry/scrub.ts";
import { type ErrorReports, startErrorReports } from "#/telemetry/start-error-reports.ts";
import type { Tracing, TracingOptions } from "#/telemetry/start-tracing.ts";
import { createSecretWatch } from "#/upkeep/reread-secrets.ts";
import { startUpkeep } from "#/upkeep/start-upkeep.ts";
import { openLogOutlet } from "./log-outlet.ts";
import { reportCrashes } from "./report-crashes.ts";

/** What every kind of process starts with. */
export interface ProcessFrame {
  service: Service;
  config: Config;
  /** What may change while the process runs. */
  secrets: LiveSecrets;
  log: Logger;
  metrics: Metrics;
  scrubber: Scrubber;
  version: string;
  /** Null where no spans are made. */
  tracing: Tracing | null;
  /** Notes how to close what was opened; closing goes in reverse order, after the drain. */
  opened(part: string, close: () => unknown): void;
}

/**
 * Runs a process from its environment to its exit: starts it with `start`, which resolves with the
 * way to drain it; on SIGTERM or SIGINT drains it, closes what it opened and exits 0; another
 * signal exits at once, unless it comes within half a second and may be the first one's echo. What stops the start is said in plain words, in production as a line of the
 * log, with exit code 1; so is a crash.
 */
export async function runProcess(
  service: Service,
  start: (frame: ProcessFrame) => Promise<() => Promise<void>>,
): Promise<void> {
  const closers: { part: string; close: () => unknown }[] = [];
  const metrics = createMetrics();
  beginAtZero(metrics);
  const scrubber = createScrubber({ onRedaction: (kind) => metrics.logRedactions.inc({ kind }) });
  const sink = createBufferedSink(openLogOutlet(process.stdout, process.stderr));
  process.once("exit", sink.flush);
  const version = packageVersion();
  const clock = createSystemClock();
  const written = { service, version, clock, scrubber, sink };
  let log = createLogger({ ...written, level: "info", pretty: false });
  let [configured, production] = [false, false];
  let reports: ErrorReports | undefined;
  async function closeAll() {
    for (let next = closers.pop(); next !== undefined; next = closers.pop()) {
      try {
        await next.close();
      } catch (error) {
        log.error({ event: "close.failed", part: next.part, err: error }, "close failed");
      }
    }
  }
  try {
    // A diagnostic report, which Node writes where it is told to, would hold every variable's value.
    process.report.excludeEnv = true;
    const config = readEnvironment(service);
    production = config.production;
    assertNode();
    scrubber.learn(config.secrets);
    log = createLogger({
      ...written,
      level: config.logLevel,
      pretty: !production && process.stdout.isTTY,
      takes: createEventSampler({
        ratio: config.logHeartbeatSampleRatio,
        onSuppressed: (event) => metrics.logSuppressed.inc({ event }),
      }),
      onLine: (line) => reports?.take(line),
    });
    configured = true;
    const logger = log;
    reportCrashes(log, () => reports?.flush());
    const secrets = createLiveSecrets(config);
    const { sentryDsn } = config;
    if (sentryDsn !== null)
      reports = await startErrorReports({
        dsn: () => secrets.sentryDsn() ?? sentryDsn,
        release: version,
        environment: config.deployment,
        clock,
        ids: createSystemIds(),
        log,
        onUnsent: () => metrics.logSuppressed.inc({ event: "sentry" }),
      });
    log.info(
      {
        event: "process.starting",
        node: process.version,
        deployment: config.deployment,
        store: config.scaledOut === null ? "sqlite" : "mongodb",
        model: config.demoWriter === null ? config.model.name : "demo",
        log_level: config.logLevel,
        trace_ratio: config.tracing?.sampleRatio ?? 0,
        force_https: config.forceHttps,
        trust_proxy: config.trustProxy,
      },
      "starting",
    );
    const reread = createSecretWatch(secrets.files, { clock, log, scrubber });
    closers.push({
      part: "secret files",
      close: startUpkeep([{ name: "secret-files", everyMs: 4_000, run: reread }], { clock, log }),
    });
    const headers = secrets.otlpHeaders;
    const tracing = await traceProcess({ config, service, version, headers, scrubber, log });
    if (tracing !== null) closers.push({ part: "tracing", close: tracing.stop });
    // Before the start, so that a signal is safe from the moment it says that it is ready.
    const started = Promise.withResolvers<() => Promise<void>>();
    onSignal(async (signal) => {
      const drain = await started.promise;
      logger.info({ event: "process.draining", signal }, "draining");
      await drain();
      await closeAll();
      await reports?.flush();
      logger.info({ event: "process.stopped" }, "stopped");
    });
    started.resolve(
      await start({
        service,
        config,
        secrets,
        log,
        metrics,
        scrubber,
        version,
        tracing,
        opened: (part, close) => closers.push({ part, close }),
      }),
    );
  } catch (error) {
    await closeAll();
    if (error instanceof EnvironmentError) ({ production } = error);
    const fault = plainFault(error);
    const sentence = `Colophon cannot start: ${fault ?? messageOf(error)}`;
    // Only a fault of ours needs its stack.
    const err = fault === undefined ? { err: error } : {};
    if (production || configured) log.fatal({ event: "process.start-failed", ...err }, sentence);
    if (!production) process.stderr.write(`${scrubWords(scrubber, sentence)}\n`);
    await reports?.flush();
    process.exitCode = 1;
  }
}

/** Starts tracing where spans have somewhere to go; nowhere else is any of it loaded. */
async function traceProcess({
  config: { tracing, deployment, scaledOut },
  ...options
}: Pick<TracingOptions, "service" | "version" | "headers" | "scrubber" | "log"> & {
  config: Config;
}): Promise<Tracing | null> {
  if (tracing === null) return null;
  const { startTracing } = await import("#/telemetry/start-tracing.ts");
  if (scaledOut !== null) {
    const { instrumentDrivers } = await import("#/telemetry/instrument-drivers.ts");
    instrumentDrivers();
  }
  const { endpoint, sampleRatio } = tracing;
  return startTracing({ ...options, endpoint, sampleRatio, deployment });
}

// Under npm a signal to the whole group comes twice: npm passes on what the process has had already.
const echoMs = 500;

function onSignal(drain: (signal: NodeJS.Signals) => Promise<void>): void {
  // Exit codes as shells report a death by signal: 128 + its number.
  const numbers = { SIGINT: 2, SIGTERM: 15 } as const;
  let drainingSince: number | undefined;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (drainingSince !== undefined) {
        if (performance.now() - drainingSince > echoMs) process.exit(128 + numbers[signal]);
        return;
      }
      drainingSince = performance.now();
      void drain(signal).then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What an operator can mend, in a sentence; undefined for everything else. */
function plainFault(error: unknown): string | undefined {
  if (error instanceof EnvironmentError) return error.message;
  if (error instanceof ProblemError) return explainProblem(error);
  if (!(error instanceof Error) || !("syscall" in error)) return undefined;
  const { code, syscall, address, port } = error as NodeJS.ErrnoException & ListenAddress;
  if (syscall !== "listen") return undefined;
  const place = `${address?.includes(":") ? `[${address}]` : address}:${port}`;
  return code === "EADDRINUSE"
    ? `${place} is in use; PORT chooses another port.`
    : `cannot listen on ${place} (${code}); HOST and PORT choose another address.`;
}

interface ListenAddress {
  address?: string;
  port?: number;
}

// Node comes as an optional dependency, and npm leaves those out without a word where they fail.
function assertNode(): void {
  if (Number(process.versions.node.split(".")[0]) >= 26) return;
  throw new Error(
    `Colophon needs Node 26 and runs on ${process.version}: start it with "npm start", which brings its own.`,
  );
}

function packageVersion(): string {
  const file = join(import.meta.dirname, "../../package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
