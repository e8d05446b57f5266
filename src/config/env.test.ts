import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EnvironmentError, readEnvironment } from "./env.ts";
import { isSecretName, variables } from "./variables.ts";

/** The message that stops the start; an accepted environment has none. */
function faultOf(env: Record<string, string>): string {
  try {
    readEnvironment("embedded", env);
    return "";
  } catch (error) {
    return error instanceof EnvironmentError ? error.message : `not ours: ${String(error)}`;
  }
}

describe("an empty environment", () => {
  test("is enough for development: loopback, the demo writer, debug", () => {
    expect(readEnvironment("embedded", {})).toMatchObject({
      deployment: "development",
      production: false,
      listen: { host: "127.0.0.1", port: 3001, maxConnections: 10_000 },
      dataDir: "./data",
      demoWriter: { wordsPerSecond: 300 },
      logLevel: "debug",
      metricsAuthTokens: [],
    });
  });

  test("is not enough for production: what is missing is named", () => {
    const fault = faultOf({ NODE_ENV: "production" });
    expect(fault).toContain("METRICS_AUTH_TOKEN");
    expect(fault).toContain("OPENAI_API_KEY");
  });
});

test("DEPLOYMENT_ENV wins over NODE_ENV", () => {
  const env = { NODE_ENV: "production", DEPLOYMENT_ENV: "development" };
  expect(readEnvironment("embedded", env).production).toBe(false);
});

test("a model that is set switches the demo writer off, DEMO_WRITER switches it on again", () => {
  const env = { OPENAI_BASE_URL: "http://127.0.0.1:11434/v1" };
  expect(readEnvironment("embedded", env).demoWriter).toBeNull();
  expect(readEnvironment("embedded", { ...env, DEMO_WRITER: "true" }).demoWriter).not.toBeNull();
});

test("METRICS_AUTH_TOKEN may hold several tokens, so that one can follow another, and never none", () => {
  const read = (METRICS_AUTH_TOKEN: string) =>
    readEnvironment("embedded", { METRICS_AUTH_TOKEN }).metricsAuthTokens;
  const [old, fresh] = ["an-old-token-of-ours", "a-new-token-of-ours"];
  expect(read(`${old}, ${fresh}`)).toEqual([old, fresh]);
  expect(faultOf({ METRICS_AUTH_TOKEN: " , " })).toContain("METRICS_AUTH_TOKEN");
  expect(faultOf({ METRICS_AUTH_TOKEN: `${old},short` })).toContain(
    "METRICS_AUTH_TOKEN: token 2 must be 16 characters or longer",
  );
});

test("an empty variable counts as unset", () => {
  expect(readEnvironment("embedded", { PORT: "", OPENAI_API_KEY: "" }).listen.port).toBe(3001);
});

test("one message names every bad variable and never a value", () => {
  const bad = {
    PORT: "70000xyzzy",
    LOG_LEVEL: "loudxyzzy",
    DEMO_WRITER: "maybexyzzy",
    OPENAI_BASE_URL: "ftp://xyzzy",
    SENTRY_DSN: "https://sentry.example/xyzzy",
    MODEL_PRICES: '{"m": {"inputUsdPerMillion": "xyzzy"}}',
    AI_MODEL_OVERRIDES: "xyzzy{",
    SESSION_SECRETS: "xyzzy",
    CORS_ORIGINS: "*",
    WORKER_CONCURRENCY: "0",
  };
  const fault = faultOf(bad);
  for (const name of Object.keys(bad)) expect(fault).toContain(name);
  expect(fault).not.toContain("xyzzy");
  expect(fault).not.toContain("70000");
});

test.each([
  [{ SESSION_SECRETS: "short" }, "SESSION_SECRETS: secret 1 must be 32 characters or longer"],
  [
    { SESSION_SECRETS: `${"x".repeat(32)},short` },
    "SESSION_SECRETS: secret 2 must be 32 characters or longer",
  ],
  [{ SESSION_SECRETS: "," }, "SESSION_SECRETS: must hold a secret"],
  [{ OPENAI_BASE_URL: "ftp://books" }, "OPENAI_BASE_URL: must be an http(s) address"],
  [{ CORS_ORIGINS: "books" }, "CORS_ORIGINS: must be exact origins such as"],
  [{ PORT: "several" }, "PORT: must be a whole number"],
  [{ TRUST_PROXY: "true" }, "TRUST_PROXY: must be false, the number of proxies in front, or their"],
  [
    { RATE_LIMIT_READ: "lots" },
    "RATE_LIMIT_READ: must be how many (1 or more) per second, minute,",
  ],
  [{ PORT: "70000" }, "PORT: must be 65535 or less"],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL: must be one of debug, info, warn, error"],
  [{ MODEL_PRICES: '{"m": 1}' }, "MODEL_PRICES: m must be an object"],
  [{ AI_MODEL_OVERRIDES: "{" }, "AI_MODEL_OVERRIDES: must be JSON"],
])("what is wrong with %j is said in plain words", (env, fault) => {
  expect(faultOf(env as Record<string, string>)).toContain(`  ${fault}`);
});

test.each([
  "https://books.example/path",
  "books.example",
  "https://*.example",
  "null",
  "https://a.example,*",
])("CORS_ORIGINS takes exact origins only, not %s", (origin) => {
  expect(faultOf({ CORS_ORIGINS: origin })).toContain("CORS_ORIGINS");
});

describe("a secret", () => {
  const file = join(mkdtempSync(join(tmpdir(), "colophon-env-")), "key");
  writeFileSync(file, "sk-from-a-file\n");

  test("can come from a file", () => {
    const config = readEnvironment("embedded", { OPENAI_API_KEY_FILE: file });
    expect(config.model.apiKey).toBe("sk-from-a-file");
    expect(config.secrets).toContain("sk-from-a-file");
  });

  test("given twice, or in a file that cannot be read, stops the start", () => {
    expect(faultOf({ OPENAI_API_KEY_FILE: file, OPENAI_API_KEY: "x" })).toContain("set twice");
    expect(faultOf({ OPENAI_API_KEY_FILE: "/nowhere" })).toContain("OPENAI_API_KEY_FILE");
  });

  test("is told by its suffix", () => {
    expect(Object.keys(variables).filter(isSecretName)).toEqual([
      "MONGODB_URI",
      "REDIS_URL",
      "OPENAI_API_KEY",
      "OTEL_EXPORTER_OTLP_HEADERS",
      "SENTRY_DSN",
      "METRICS_AUTH_TOKEN",
      "SESSION_SECRETS",
      "ADMIN_TOKENS",
    ]);
  });
});

describe("a process of many", () => {
  const complete = {
    MONGODB_URI: "mongodb://one:27017,two:27017/books",
    REDIS_URL: "rediss://cache:6379",
    SESSION_SECRETS: "s".repeat(32),
  };
  const faultOfService = (service: "api" | "worker", env: Record<string, string>) => {
    try {
      readEnvironment(service, env);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.each([
    ["api", "MONGODB_URI"],
    ["api", "REDIS_URL"],
    ["api", "SESSION_SECRETS"],
    ["worker", "MONGODB_URI"],
    ["worker", "REDIS_URL"],
  ] as const)("npm run %s does not start without %s, and says so", (service, name) => {
    expect(faultOfService(service, complete)).toBe("");
    const fault = faultOfService(service, { ...complete, [name]: "" });
    expect(fault).toContain(`${name}: must be set for \`npm run ${service}\``);
    expect(fault.split("\n")).toHaveLength(2);
  });

  test("a worker needs no session secret, since it has no visitors", () => {
    expect(faultOfService("worker", { ...complete, SESSION_SECRETS: "" })).toBe("");
  });

  test("half of the two addresses is a mistake also where none is needed", () => {
    expect(faultOf({ REDIS_URL: complete.REDIS_URL })).toContain(
      "MONGODB_URI, REDIS_URL: set both or neither",
    );
  });

  test.each([
    ["MONGODB_URI", "http://mongo:27017"],
    ["REDIS_URL", "cache:6379"],
    ["REDIS_URL", "redis://:pass@word/more@cache:6379"],
    ["REDIS_URL", "redis://cache:99999"],
  ])("%s must be an address of its kind", (name, value) => {
    const fault = faultOfService("worker", { ...complete, [name]: value });
    expect(fault).toContain(`${name}: must be an address such as`);
    expect(fault).not.toContain(value);
  });

  test("passwords in the addresses are known to the scrubber", () => {
    const { secrets } = readEnvironment("worker", {
      ...complete,
      MONGODB_URI: "mongodb://writer:p%40ss:word-1@one:27017,two:27017/books",
      REDIS_URL: "redis://:word-2@cache:6379",
    });
    expect(secrets).toEqual(
      expect.arrayContaining([
        "p%40ss:word-1",
        "p@ss:word-1",
        "word-2",
        "redis://:word-2@cache:6379",
      ]),
    );
  });
});

describe("TRUST_PROXY", () => {
  test.each([
    ["false", false],
    ["1", 1],
    [" 10.0.0.0/8, ::1,fd00::/8 ", ["10.0.0.0/8", "::1", "fd00::/8"]],
  ])("takes %s", (given, trusted) => {
    expect(readEnvironment("embedded", { TRUST_PROXY: given }).trustProxy).toEqual(trusted);
  });

  test("is nobody unless it is set", () => {
    expect(readEnvironment("embedded", {}).trustProxy).toBe(false);
  });

  test.each([
    "true",
    "0",
    "-1",
    "proxy.example",
    "0.0.0.0/0",
    "::/0",
    "10.0.0.0/33",
    "10.0.0.0/8,",
  ])("refuses %s, which would believe anybody or nobody known", (given) => {
    expect(faultOf({ TRUST_PROXY: given })).toContain("TRUST_PROXY: must be");
  });
});

describe("a rate limit", () => {
  test("has the contract's value unless it is set", () => {
    expect(readEnvironment("embedded", {}).rateLimits).toEqual({
      "novel-create": { limit: 10, windowMs: 3_600_000 },
      "novel-read": { limit: 100, windowMs: 3_600_000 },
      "realtime-metrics": { limit: 20, windowMs: 60_000 },
      "admin-failure": { limit: 20, windowMs: 60_000 },
      report: { limit: 120, windowMs: 3_600_000 },
      "socket-connect": { limit: 60, windowMs: 60_000 },
      read: { limit: 600, windowMs: 3_600_000 },
      write: { limit: 60, windowMs: 3_600_000 },
    });
  });

  test.each([
    ["1/second", 1, 1_000],
    ["1000000/minute", 1_000_000, 60_000],
    ["20/day", 20, 86_400_000],
  ])("takes %s", (given, limit, windowMs) => {
    const { rateLimits } = readEnvironment("embedded", { RATE_LIMIT_NOVEL_CREATE: given });
    expect(rateLimits["novel-create"]).toEqual({ limit, windowMs });
  });

  test.each(["0/hour", "10", "10/", "10/fortnight", "10 / hour", "-1/hour", "1.5/hour", "/hour"])(
    "is not %s",
    (given) => {
      expect(faultOf({ RATE_LIMIT_WRITE: given })).toContain("RATE_LIMIT_WRITE: must be how many");
    },
  );
});

describe("tracing", () => {
  const read = (env: Record<string, string>) => readEnvironment("embedded", env).tracing;
  const production = {
    NODE_ENV: "production",
    METRICS_AUTH_TOKEN: "a token long enough",
    DEMO_WRITER: "true",
    TRUST_PROXY: "1",
  };

  test("is on in development, and elsewhere once it is told where to", () => {
    expect(read({})).toEqual({ endpoint: "http://localhost:4318", headers: {}, sampleRatio: 1 });
    expect(read(production)).toBeNull();
    expect(read({ ...production, OTLP_EXPORTER_ENDPOINT: "http://c:4318" })).toMatchObject({
      endpoint: "http://c:4318",
      sampleRatio: 0.1,
    });
    expect(read({ OTEL_SDK_DISABLED: "true" })).toBeNull();
  });

  test("keeps every trace in staging, and what it is told to anywhere", () => {
    const endpoint = { ...production, OTLP_EXPORTER_ENDPOINT: "http://c:4318" };
    expect(read({ ...endpoint, DEPLOYMENT_ENV: "staging" })?.sampleRatio).toBe(1);
    expect(read({ ...endpoint, TRACE_SAMPLE_RATIO: "0.5" })?.sampleRatio).toBe(0.5);
  });

  test.each([
    [{ OTEL_TRACES_SAMPLER: "always_on" }, 1],
    [{ OTEL_TRACES_SAMPLER: "parentbased_always_off" }, 0],
    [{ OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.25" }, 0.25],
    [{ OTEL_TRACES_SAMPLER: "parentbased_traceidratio" }, 1],
    [{ OTEL_TRACES_SAMPLER_ARG: "0.25" }, 0.5],
  ])("is told by OpenTelemetry's own variables first: %j", (env, sampleRatio) => {
    expect(read({ TRACE_SAMPLE_RATIO: "0.5", ...env })?.sampleRatio).toBe(sampleRatio);
    const other = { OTLP_EXPORTER_ENDPOINT: "http://other:4318" };
    expect(read({ ...other, OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318" })?.endpoint).toBe(
      "http://c:4318",
    );
  });

  test("sends headers, whose values are secrets", () => {
    const config = readEnvironment("embedded", {
      OTEL_EXPORTER_OTLP_HEADERS: "x-honeycomb-team=hny%2Ckey12345, x-other=b==",
    });
    expect(config.tracing?.headers).toEqual({
      "x-honeycomb-team": "hny,key12345",
      "x-other": "b==",
    });
    expect(config.secrets).toContain("hny,key12345");
  });
});
