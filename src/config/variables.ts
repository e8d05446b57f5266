import { unescape } from "node:querystring";
import { z } from "zod";
import { logLevels } from "#/contract/log-levels.ts";
import { adminTokens } from "./admin-tokens.ts";
import { commaList } from "./comma-list.ts";
import { exactOrigins } from "./exact-origins.ts";
import { limitVariables } from "./limit-variables.ts";
import { modelUrl } from "./model-url.ts";
import { redisUrl } from "./redis-url.ts";
import { trustProxy } from "./trust-proxy.ts";
import { type Variable, variable } from "./variable.ts";
import { whole } from "./whole.ts";

const text = z.string().trim().min(1);
const flag = z.enum(["true", "false"]).transform((value) => value === "true");
const share = z
  .string()
  .regex(/^(0|1|0?\.\d{1,6}|1\.0{1,6})$/, "must be a number from 0 to 1")
  .transform(Number);
const url = z.url({ protocol: /^https?$/, error: "must be an http(s) address" });
const sentryDsn = z
  .string()
  .regex(
    /^https?:\/\/\w+(?::\w*)?@(?:[\w.-]+|\[[\d:a-f]+\])(?::\d+)?(?:\/[\w.-]+)*\/\d+$/i,
    "must be an address such as https://key@sentry.example/1",
  );
const json = <T>(shape: z.ZodType<T>): z.ZodType<T, string> =>
  z
    .string()
    .transform((value, context): unknown => {
      try {
        return JSON.parse(value);
      } catch {
        context.addIssue({ code: "custom", message: "must be JSON" });
        return z.NEVER;
      }
    })
    .pipe(shape);
const dollars = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, "must be an amount such as 25 or 2.50")
  .transform(Number)
  .pipe(z.number().positive());
const listOf = (what: string, minLength: number) =>
  commaList.superRefine((secrets, context) => {
    if (secrets.length === 0) context.addIssue(`must hold a ${what}`);
    for (const [index, { length }] of secrets.entries())
      if (length < minLength)
        context.addIssue(`${what} ${index + 1} must be ${minLength} characters or longer`);
  });
const minSecretLength = 32;
const bearerTokens = listOf("token", 16);
const signingSecrets = listOf("secret", minSecretLength);

const headers = z
  .string()
  .regex(/^\s*[\w-]+\s*=[^,]+(,\s*[\w-]+\s*=[^,]+)*$/, "must be name=value,name=value")
  .transform((pairs) =>
    Object.fromEntries(
      pairs.split(",").map((pair) => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at).trim(), unescape(pair.slice(at + 1).trim())];
      }),
    ),
  );

/** The samplers that OpenTelemetry's specification names and Colophon knows. */
const traceSamplers = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

const price = z.strictObject({
  inputUsdPerMillion: z.number().min(0),
  outputUsdPerMillion: z.number().min(0),
});

const modelOverride = z.union([
  z
    .string()
    .min(1)
    .transform((model) => ({ model })),
  z.strictObject({
    model: z.string().min(1),
    baseUrl: modelUrl.optional(),
    temperature: z.number().min(0).max(2).optional(),
  }),
]);

/** Every variable that Colophon reads, in the order of the reference. Secrets are told by their suffix. */
export const variables = {
  NODE_ENV: variable(
    "`production` hardens the defaults, unless `DEPLOYMENT_ENV` says otherwise",
    z.string().trim(),
    "",
  ),
  DEPLOYMENT_ENV: variable(
    "the kind of deployment; wins over `NODE_ENV`. Staging is as production",
    z.enum(["development", "staging", "production"]),
    null,
    "from `NODE_ENV`",
  ),
  HOST: variable("the address to listen on", text, "127.0.0.1"),
  PORT: variable("the port to listen on; 0 takes a free one", whole(0, 65_535), 3001),
  HTTP_MAX_CONNECTIONS: variable(
    "open connections to one process, sockets among them; further ones are closed at once. 0 is no bound",
    whole(0, 1_000_000),
    10_000,
  ),
  DATA_DIR: variable("where the novels (SQLite) and the session secret are kept", text, "./data"),
  MONGODB_URI: variable(
    "the MongoDB (a replica set) of `npm run api` and `npm run worker`; its path names the database, else `colophon`",
    // A list of hosts is no URL to `URL.parse`; the driver says what else is wrong.
    z
      .string()
      .regex(/^mongodb(\+srv)?:\/\/./, "must be an address such as mongodb://host/colophon"),
    null,
  ),
  REDIS_URL: variable(
    "the Redis of `npm run api` and `npm run worker`: queue, events and rate limits",
    redisUrl,
    null,
  ),
  WORKER_METRICS_PORT: variable(
    "where a worker answers `/metrics` and `/health`; 0 takes a free port",
    whole(0, 65_535),
    9464,
  ),
  OPENAI_API_KEY: variable("the key of the model's provider", text, null),
  OPENAI_BASE_URL: variable(
    "any OpenAI-compatible server, such as `http://localhost:11434/v1`; no link-local one, nor a name that leads to one. It is asked directly: `HTTPS_PROXY` and the like are not obeyed, with `NODE_USE_ENV_PROXY` neither, and a WARN says so; where there is no other way out, name a server within that passes requests on",
    modelUrl,
    null,
    "the provider's own",
  ),
  OPENAI_MODEL: variable("the model that writes", text, "gpt-4o-mini"),
  DEMO_WRITER: variable(
    "the built-in demo writer instead of a model; production refuses to start without a model unless this is `true`",
    flag,
    null,
    "true in development when no model is set",
  ),
  DEMO_WRITER_WORDS_PER_SECOND: variable(
    "how fast the demo writer types; 0 is as fast as it can",
    whole(0, 1_000_000),
    300,
  ),
  AI_MODEL_OVERRIDES: variable(
    "JSON: stage (`analysis`, `outline`, `chapter`) → model, or `{model, baseUrl, temperature}`; another server is sent the same key",
    json(z.partialRecord(z.enum(["analysis", "outline", "chapter"]), modelOverride)),
    {},
    "{}",
  ),
  MODEL_PRICES: variable(
    "JSON: model → `{inputUsdPerMillion, outputUsdPerMillion}`, added to the built-in table",
    json(z.record(z.string(), price)),
    {},
    "{}",
  ),
  MODEL_CONCURRENCY: variable(
    "calls to one model server at the same time, from one process",
    whole(1, 1_000),
    8,
  ),
  MODEL_IDLE_SECONDS: variable(
    "how long a model server may be silent before a call is given up",
    whole(1, 3_600),
    60,
  ),
  MODEL_TOTAL_SECONDS: variable("how long one call may take", whole(1, 86_400), 300),
  MODEL_ANSWER_MAX_BYTES: variable(
    "how long one answer may be",
    whole(1_000, 100_000_000),
    2_000_000,
  ),
  BUDGET_USD_PER_DAY: variable(
    "what all calls of a day (UTC) may cost together, in US dollars",
    dollars,
    null,
  ),
  NOVELS_ACTIVE_PER_OWNER: variable(
    "novels of one owner that are written at the same time; further ones wait in the queue",
    whole(1, 10_000),
    3,
  ),
  WORKER_CONCURRENCY: variable("novels that are worked on at the same time", whole(1, 1_000), 4),
  SHUTDOWN_GRACE_SECONDS: variable("how long a stop waits for running calls", whole(0, 3_600), 30),
  SHUTDOWN_DELAY_SECONDS: variable(
    "how long an API process that is to stop goes on as before but for its readiness, so that a load balancer that asks for it sends nobody there any more",
    whole(0, 300),
    0,
  ),
  LOG_LEVEL: variable(
    "the least level that is logged",
    z.enum(logLevels),
    null,
    "debug; info in production",
  ),
  LOG_HEARTBEAT_SAMPLE_RATIO: variable(
    "the share of high-volume events (health checks, heartbeats, frames of drafts) that is logged, from 0 to 1; the rest is counted",
    share,
    0.01,
  ),
  OTLP_EXPORTER_ENDPOINT: variable(
    "where spans are sent, by OTLP over HTTP; nothing listening there is no error",
    url,
    null,
    "`http://localhost:4318` in development",
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable("the same, and wins", url, null),
  OTEL_EXPORTER_OTLP_HEADERS: variable(
    "what is sent along with spans, such as a key: `name=value,name=value`, values percent-encoded",
    headers,
    {},
    "–",
  ),
  TRACE_SAMPLE_RATIO: variable(
    "the share of traces that is exported, from 0 to 1; decided once for each novel",
    share,
    null,
    "1; 0.1 in production",
  ),
  OTEL_TRACES_SAMPLER: variable(
    "wins over `TRACE_SAMPLE_RATIO`; callers' own decisions are never followed, so `parentbased_` changes nothing",
    z.enum(traceSamplers),
    null,
  ),
  OTEL_TRACES_SAMPLER_ARG: variable("the ratio of `traceidratio`", share, 1),
  OTEL_SDK_DISABLED: variable("`true` makes no spans at all", flag, false),
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: variable(
    "`true` puts prompts and answers into the spans of model calls",
    flag,
    false,
  ),
  MODEL_SEND_TRACEPARENT: variable("`true` tells model servers our trace context", flag, false),
  SENTRY_DSN: variable(
    "where errors are reported, scrubbed: the DSN of a project of Sentry's or of a server that speaks its protocol",
    sentryDsn,
    null,
  ),
  METRICS_AUTH_TOKEN: variable(
    "the bearer token of `/metrics`, of 16 characters or more, or several, comma-separated, all of which are accepted; required in production",
    bearerTokens,
    [] as string[],
    "–",
  ),
  SESSION_SECRETS: variable(
    "comma-separated secrets of 32 characters or more: the first signs session cookies, all are accepted",
    signingSecrets,
    [] as string[],
    "made at the first start and kept in `DATA_DIR`",
  ),
  ADMIN_TOKENS: variable(
    "bearer tokens of `/internal`: `name:scope:token`, comma-separated; the scope is `read` or `admin`, the token 32 characters or longer without comma and colon. None lets nobody in",
    adminTokens,
    [] as z.infer<typeof adminTokens>,
    "–",
  ),
  CORS_ORIGINS: variable(
    "exact origins, comma-separated, whose pages may use the API",
    exactOrigins,
    [] as string[],
  ),
  TRUST_PROXY: variable(
    "whose `X-Forwarded-*` headers are believed: the number of proxies in front, or their networks (CIDRs, comma-separated); a wrong number lets callers choose the address that limits count by",
    trustProxy,
    false as const,
  ),
  FORCE_HTTPS: variable(
    "`true` takes requests over TLS only, as a trusted proxy tells (`TRUST_PROXY`): pages are redirected to it, anything with credentials or a body is refused; `/health*` and `/metrics` stay as they are",
    flag,
    null,
    "true in production",
  ),
  ...limitVariables,
} as const satisfies Record<string, Variable<unknown, unknown>>;

/** Whether a variable holds a secret, told by its suffix; such a variable is also read from `<NAME>_FILE`. */
export function isSecretName(name: string): boolean {
  return /_(KEY|TOKEN|TOKENS|SECRET|SECRETS|URI|DSN|HEADERS)$/.test(name) || name === "REDIS_URL";
}
