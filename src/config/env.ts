import { readFileSync } from "node:fs";
import type { z } from "zod";
import { describeIssue, fieldErrors } from "#/contract/describe-issue.ts";
import type { RateLimit, RateLimitName } from "#/contract/rate-limit.ts";
import { secretValues } from "./secret-values.ts";
import { isSecretName, variables } from "./variables.ts";

type Values = {
  [N in keyof typeof variables]: (typeof variables)[N]["fallback"] extends infer F
    ? z.infer<(typeof variables)[N]["parse"]> | F
    : never;
};

/** What a process needs to know; read once at its start. */
export type Config = ReturnType<typeof readEnvironment>;

/** A start that cannot be: the message names every bad variable, never a value. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
  /** Whether it is production that cannot start, as far as its environment can be read. */
  readonly production: boolean;

  constructor(message: string, { production }: { production: boolean }) {
    super(message);
    this.production = production;
  }
}

/** The kinds of process. */
export type Service = "embedded" | "api" | "worker";

/** What programs look for a proxy in. */
const proxyNames = [
  "HTTPS_PROXY",
  "https_proxy",
  "HTTP_PROXY",
  "http_proxy",
  "ALL_PROXY",
  "all_proxy",
];

const needed: Record<Service, readonly (keyof Values)[]> = {
  embedded: [],
  api: ["MONGODB_URI", "REDIS_URL", "SESSION_SECRETS"],
  worker: ["MONGODB_URI", "REDIS_URL"],
};

/**
 * Reads the configuration from environment variables, after `variables`. An empty variable counts as
 * unset; a kind of process may need more than another. Throws one `EnvironmentError` that names every missing or malformed variable.
 */
export function readEnvironment(
  service: Service = "embedded",
  env: Record<string, string | undefined> = process.env,
) {
  const faults: string[] = [];
  const unread = new Set<string>();
  const values: Record<string, unknown> = {};
  const secretFiles: { name: keyof Values; file: string; text: string }[] = [];
  for (const [name, { parse, fallback }] of Object.entries(variables)) {
    const before = faults.length;
    const given = readVariable(env, name, faults);
    if (faults.length > before) unread.add(name);
    if (given === undefined) {
      values[name] = fallback;
      continue;
    }
    const parsed = parse.safeParse(given, { error: describeIssue });
    if (parsed.success) {
      values[name] = parsed.data;
      const file = isSecretName(name) ? env[`${name}_FILE`] : undefined;
      if (file) secretFiles.push({ name: name as keyof Values, file, text: given });
    } else {
      unread.add(name);
      faults.push(`${name}: ${faultsOf(parsed.error)}`);
    }
  }
  const v = values as Values;
  const deployment =
    v.DEPLOYMENT_ENV ?? (v.NODE_ENV === "production" ? "production" : "development");
  const production = deployment !== "development";
  const forceHttps = v.FORCE_HTTPS ?? production;
  const modelSet = v.OPENAI_API_KEY !== null || v.OPENAI_BASE_URL !== null;
  const demoWriter = v.DEMO_WRITER ?? (!production && !modelSet);
  // What could not be read is a fault already, and tells nothing of whether it is missing.
  const isRead = (...names: (keyof Values)[]) => !names.some((name) => unread.has(name));
  const hardened = production && isRead("DEPLOYMENT_ENV");
  for (const name of needed[service])
    if (isRead(name) && isUnset(v[name]))
      faults.push(`${name}: must be set for \`npm run ${service}\``);
  if (service === "embedded" && isRead("MONGODB_URI", "REDIS_URL"))
    if ((v.MONGODB_URI === null) !== (v.REDIS_URL === null))
      faults.push("MONGODB_URI, REDIS_URL: set both or neither");
  if (hardened && isRead("METRICS_AUTH_TOKEN") && isUnset(v.METRICS_AUTH_TOKEN))
    faults.push("METRICS_AUTH_TOKEN: must be set in production");
  // A worker answers its operators only, who ask in the clear.
  if (hardened && service !== "worker" && isRead("FORCE_HTTPS", "TRUST_PROXY"))
    if (forceHttps && v.TRUST_PROXY === false)
      faults.push(
        "FORCE_HTTPS, TRUST_PROXY: only a trusted proxy can tell that a request came over TLS: set TRUST_PROXY to the number of proxies in front, or FORCE_HTTPS=false",
      );
  if (isRead("DEPLOYMENT_ENV", "DEMO_WRITER", "OPENAI_API_KEY", "OPENAI_BASE_URL"))
    if (!demoWriter && !modelSet)
      faults.push(
        "OPENAI_API_KEY, OPENAI_BASE_URL: one must be set, or DEMO_WRITER=true for the demo writer",
      );
  if (faults.length > 0)
    throw new EnvironmentError(
      `the environment is not right:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
      { production },
    );
  return {
    deployment,
    production,
    listen: { host: v.HOST, port: v.PORT, maxConnections: v.HTTP_MAX_CONNECTIONS },
    dataDir: v.DATA_DIR,
    /** Where the processes of one Colophon meet when they are many; null for a process of its own. */
    scaledOut:
      v.MONGODB_URI !== null && v.REDIS_URL !== null
        ? { mongodbUri: v.MONGODB_URI, redisUrl: v.REDIS_URL }
        : null,
    model: {
      apiKey: v.OPENAI_API_KEY,
      baseUrl: v.OPENAI_BASE_URL,
      name: v.OPENAI_MODEL,
      overrides: v.AI_MODEL_OVERRIDES,
      prices: v.MODEL_PRICES,
      /** Variables that name a proxy, which model servers are not asked through. */
      unheededProxies: proxyNames.filter((name) => Boolean(env[name])),
    },
    calls: {
      concurrency: v.MODEL_CONCURRENCY,
      idleMs: v.MODEL_IDLE_SECONDS * 1000,
      totalMs: v.MODEL_TOTAL_SECONDS * 1000,
      maxBytes: v.MODEL_ANSWER_MAX_BYTES,
    },
    sendTraceparent: v.MODEL_SEND_TRACEPARENT,
    budgetUsdPerDay: v.BUDGET_USD_PER_DAY,
    novelsActivePerOwner: v.NOVELS_ACTIVE_PER_OWNER,
    demoWriter: demoWriter ? { wordsPerSecond: v.DEMO_WRITER_WORDS_PER_SECOND } : null,
    worker: { concurrency: v.WORKER_CONCURRENCY, operationsPort: v.WORKER_METRICS_PORT },
    shutdownGraceMs: v.SHUTDOWN_GRACE_SECONDS * 1000,
    shutdownDelayMs: v.SHUTDOWN_DELAY_SECONDS * 1000,
    logLevel: v.LOG_LEVEL ?? (production ? "info" : "debug"),
    logHeartbeatSampleRatio: v.LOG_HEARTBEAT_SAMPLE_RATIO,
    /** Null where no spans are made. */
    tracing: tracingOf(v, deployment),
    captureMessageContent: v.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT,
    /** Null where errors are not reported. */
    sentryDsn: v.SENTRY_DSN,
    metricsAuthTokens: v.METRICS_AUTH_TOKEN,
    sessionSecrets: v.SESSION_SECRETS,
    adminTokens: v.ADMIN_TOKENS,
    corsOrigins: v.CORS_ORIGINS,
    trustProxy: v.TRUST_PROXY,
    /** Whether requests of plain HTTP are redirected or refused. */
    forceHttps,
    rateLimits: {
      "novel-create": v.RATE_LIMIT_NOVEL_CREATE,
      "novel-read": v.RATE_LIMIT_NOVEL_READ,
      "realtime-metrics": v.RATE_LIMIT_REALTIME_METRICS,
      "admin-failure": v.RATE_LIMIT_ADMIN_FAILURE,
      report: v.RATE_LIMIT_REPORT,
      "socket-connect": v.RATE_LIMIT_SOCKET_CONNECT,
      read: v.RATE_LIMIT_READ,
      write: v.RATE_LIMIT_WRITE,
    } satisfies Record<RateLimitName, RateLimit>,
    sockets: {
      connections: v.SOCKET_MAX_CONNECTIONS,
      connectionsPerOrigin: v.SOCKET_MAX_CONNECTIONS_PER_ORIGIN,
      connectionsPerOwner: v.SOCKET_MAX_CONNECTIONS_PER_OWNER,
      subscriptionsPerClient: v.SOCKET_MAX_SUBSCRIPTIONS_PER_CLIENT,
      messagesPerSecond: v.SOCKET_MAX_MESSAGES_PER_SECOND,
      idleMs: v.SOCKET_IDLE_TIMEOUT_SECONDS * 1000,
      bufferBytes: v.SOCKET_MAX_BUFFER_BYTES,
    },
    /** The files that secrets came from, with what they held. */
    secretFiles,
    /** Every secret value there is, for the scrubber. */
    secrets: Object.entries(values).flatMap(([name, value]) =>
      isSecretName(name) ? secretValues(value) : [],
    ),
  };
}

/** Where spans go, and the share of traces that is kept; OpenTelemetry's own variables win over ours. */
function tracingOf(v: Values, deployment: "development" | "staging" | "production") {
  const endpoint =
    v.OTEL_EXPORTER_OTLP_ENDPOINT ??
    v.OTLP_EXPORTER_ENDPOINT ??
    (deployment === "development" ? "http://localhost:4318" : null);
  if (endpoint === null || v.OTEL_SDK_DISABLED) return null;
  return {
    endpoint,
    headers: v.OTEL_EXPORTER_OTLP_HEADERS,
    sampleRatio: samplerRatio(v) ?? v.TRACE_SAMPLE_RATIO ?? (deployment === "production" ? 0.1 : 1),
  };
}

function samplerRatio(v: Values): number | undefined {
  switch (v.OTEL_TRACES_SAMPLER?.replace("parentbased_", "")) {
    case "always_on":
      return 1;
    case "always_off":
      return 0;
    case "traceidratio":
      return v.OTEL_TRACES_SAMPLER_ARG;
    default:
      return undefined;
  }
}

/** Secrets that one may do without: what mounts files, as Compose does, mounts an empty one then. */
const mayBeEmpty: ReadonlySet<string> = new Set(["SENTRY_DSN", "OTEL_EXPORTER_OTLP_HEADERS"]);

function readVariable(
  env: Record<string, string | undefined>,
  name: string,
  faults: string[],
): string | undefined {
  const given = env[name];
  const file = isSecretName(name) ? env[`${name}_FILE`] : undefined;
  if (file === undefined || file === "") return given === "" ? undefined : given;
  if (given !== undefined && given !== "") {
    faults.push(`${name}: is set twice, also by ${name}_FILE`);
    return undefined;
  }
  try {
    const text = readFileSync(file, "utf8").trim();
    return text === "" && mayBeEmpty.has(name) ? undefined : text;
  } catch {
    faults.push(`${name}_FILE: the file cannot be read`);
    return undefined;
  }
}

function isUnset(value: Values[keyof Values]): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function faultsOf(error: z.ZodError): string {
  return fieldErrors(error, "")
    .map(({ path, message }) => (path === "" ? message : `${path} ${message}`))
    .join("; ");
}
