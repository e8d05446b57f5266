import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Redis } from "ioredis";
import { MongoServerError } from "mongodb";
import { refuse, startModelServer } from "#test/faults/model-server.ts";
import { type FakeSentry, startSentryServer } from "#test/faults/sentry-server.ts";
import { type SpanSink, startSpanSink } from "#test/faults/span-sink.ts";
import { type MongoDatabase, makeMongoDatabase } from "#test/harness/mongo-database.ts";
import { type RunningRedis, startRedis } from "#test/harness/start-redis.ts";
import { Fleet } from "./fleet.ts";
import { KeyGate } from "./key-gate.ts";
import { SecretFiles } from "./secret-files.ts";

/** An old secret and the new one that is to follow it. */
export interface Pair {
  old: string;
  new: string;
}

export type Which = keyof Pair;

/** Every secret of a Colophon that is rotated, and where it is kept. */
export interface RehearsedSystem {
  fleet: Fleet;
  files: SecretFiles;
  pairs: Readonly<Record<SecretName, Pair>>;
  mongo: MongoDatabase;
  redis: { server: RunningRedis; operator: Redis };
  provider: { gate: KeyGate; baseUrl: string };
  sentry: { gate: KeyGate; server: FakeSentry };
  spans: { gate: KeyGate; sink: SpanSink };
  close(): Promise<void>;
}

export const secretNames = [
  "METRICS_AUTH_TOKEN",
  "ADMIN_TOKENS",
  "SESSION_SECRETS",
  "OPENAI_API_KEY",
  "SENTRY_DSN",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "MONGODB_URI",
  "REDIS_URL",
] as const;

export type SecretName = (typeof secretNames)[number];

const makeSecret = () => randomBytes(24).toString("hex");

/** On which every process meets an error, when it is asked to. */
const bug = join(import.meta.dirname, "../faults/fail-in-words.ts");

/**
 * Opens MongoDB and Redis with a user of each, a provider, what takes errors and spans, and processes, all with
 * their old secrets.
 */
export async function openRehearsedSystem(size: {
  apis: number;
  workers: number;
}): Promise<RehearsedSystem> {
  const mongo = await makeMongoDatabase();
  const server = await startRedis();
  const operator = new Redis(server.url, { maxRetriesPerRequest: 1 });
  const files = new SecretFiles();
  const { provider, close: closeProvider } = await openProvider();
  const sentry = await openSentry();
  const spans = await openSpans();
  const fleet = new Fleet(() => ({
    ...files.env,
    OPENAI_BASE_URL: provider.baseUrl,
    OPENAI_MODEL: "other-model",
    NOVELS_ACTIVE_PER_OWNER: "100",
    WORKER_METRICS_PORT: "0",
    LOG_LEVEL: "info",
    OTEL_EXPORTER_OTLP_ENDPOINT: spans.sink.endpoint,
    NODE_OPTIONS: `--import=${bug}`,
  }));
  const pair = (write: (secret: string) => string): Pair => ({
    old: write(makeSecret()),
    new: write(makeSecret()),
  });
  const addressOf = (base: string, user: string, password: string) => {
    const address = new URL(base);
    Object.assign(address, { username: user, password });
    if (address.protocol === "mongodb:") address.searchParams.set("authSource", "admin");
    return address.href;
  };
  const run = makeSecret().slice(0, 8);
  const users = (base: string): Pair => ({
    old: addressOf(base, `old-${run}`, makeSecret()),
    new: addressOf(base, `new-${run}`, makeSecret()),
  });
  const pairs: Record<SecretName, Pair> = {
    METRICS_AUTH_TOKEN: pair((secret) => secret),
    ADMIN_TOKENS: pair((secret) => secret),
    SESSION_SECRETS: pair((secret) => secret),
    OPENAI_API_KEY: pair((secret) => `sk-${secret}`),
    SENTRY_DSN: pair((secret) => sentry.server.dsn.replace(/\/\/\w+@/, `//${secret}@`)),
    OTEL_EXPORTER_OTLP_HEADERS: pair((secret) => `x-api-key=${secret}`),
    MONGODB_URI: users(mongo.uri),
    REDIS_URL: users(server.url),
  };
  const system = {
    fleet,
    files,
    pairs,
    mongo,
    redis: { server, operator },
    provider,
    sentry,
    spans,
  };

  async function close(): Promise<void> {
    await fleet.stop();
    await Promise.all([closeProvider(), sentry.server.close(), spans.sink.close()]);
    operator.disconnect();
    await server.stop();
    for (const which of ["old", "new"] as const) await dropMongoUser(system, which);
    await mongo.drop();
    files.remove();
  }

  try {
    await addMongoUser(system, "old");
    await addRedisUser(system, "old");
    // Whoever names no user gets in no more; this connection is in already.
    await operator.call("ACL", "SETUSER", "default", "off");
    for (const [gate, key] of [
      [provider.gate, pairs.OPENAI_API_KEY.old],
      [sentry.gate, new URL(pairs.SENTRY_DSN.old).username],
      [spans.gate, pairs.OTEL_EXPORTER_OTLP_HEADERS.old.split("=")[1] ?? ""],
    ] as const) {
      gate.keys.add(key);
      gate.expected = key;
    }
    for (const name of secretNames)
      files.write(name, name === "ADMIN_TOKENS" ? adminEntry(pairs[name], "old") : pairs[name].old);
    for (let count = 0; count < size.apis; count += 1) await fleet.start("api");
    for (let count = 0; count < size.workers; count += 1) await fleet.start("worker");
    return { ...system, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** An entry of `ADMIN_TOKENS`. */
export function adminEntry(pair: Pair, which: Which): string {
  return `operator-${which}:admin:${pair[which]}`;
}

type Databases = Pick<RehearsedSystem, "mongo" | "redis" | "pairs">;

export async function addMongoUser({ mongo, pairs }: Databases, which: Which): Promise<void> {
  const { username, password } = new URL(pairs.MONGODB_URI[which]);
  // The roles that the MongoDB-compatible server takes; `readWrite` on the database is enough for Colophon.
  const roles = ["readWriteAnyDatabase", "clusterAdmin"].map((role) => ({ role, db: "admin" }));
  await mongo.db.admin().command({ createUser: username, pwd: password, roles });
}

// In MongoDB's words, and in those of the MongoDB-compatible server, whose codes are its own.
const noSuchUser = /^User .* not found$|^role .* does not exist/;

/** Drops a user, if there is such a one. */
export async function dropMongoUser({ mongo, pairs }: Databases, which: Which): Promise<void> {
  const { username } = new URL(pairs.MONGODB_URI[which]);
  try {
    await mongo.db.admin().command({ dropUser: username });
  } catch (error) {
    if (!(error instanceof MongoServerError && noSuchUser.test(error.message))) throw error;
  }
}

export async function addRedisUser({ redis, pairs }: Databases, which: Which): Promise<void> {
  const { username, password } = new URL(pairs.REDIS_URL[which]);
  const rules = ["on", `>${password}`, "~*", "&*", "+@all"];
  await redis.operator.call("ACL", "SETUSER", username, ...rules);
}

/** Deletes a user; Redis closes the connections that it has. */
export async function dropRedisUser({ redis, pairs }: Databases, which: Which): Promise<void> {
  await redis.operator.call("ACL", "DELUSER", new URL(pairs.REDIS_URL[which]).username);
}

/** The model's provider. */
async function openProvider() {
  const gate = new KeyGate("a call");
  const server = await startModelServer({
    latencyMs: 20,
    intercept({ key }, response) {
      const admitted = gate.admits(key);
      if (!admitted) refuse(response, 401, "Incorrect API key provided");
      return !admitted;
    },
  });
  return { provider: { gate, baseUrl: server.baseUrl }, close: server.close };
}

/** Where errors are reported. */
async function openSentry() {
  const gate = new KeyGate("an error");
  return { gate, server: await startSentryServer({ admits: (key) => gate.admits(key) }) };
}

/** Where spans go. */
async function openSpans() {
  const gate = new KeyGate("a span");
  const admits = (headers: NodeJS.Dict<string | string[]>) =>
    gate.admits(String(headers["x-api-key"]));
  return { gate, sink: await startSpanSink({ admits }) };
}
