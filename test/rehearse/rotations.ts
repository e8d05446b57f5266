import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { MongoClient } from "mongodb";
import {
  firstSession,
  readSession,
  sessionCookie,
  writeSession,
} from "#/domain/identify-caller.ts";
import { until } from "#test/harness/until.ts";
import { openSocket } from "#test/security/open-socket.ts";
import type { Answer } from "./fleet.ts";
import {
  type RehearsedSystem,
  type SecretName,
  type Which,
  addMongoUser,
  addRedisUser,
  adminEntry,
  dropMongoUser,
  dropRedisUser,
} from "./rehearsed-system.ts";
import type { Credentials } from "./steady-load.ts";
import { otlpHeaders, sentryDsn, untilChanged } from "./telemetry-rotations.ts";

/** How one secret follows another, as `docs/ops/secrets.md` says it. */
export interface Rotation {
  secret: SecretName;
  /** Whether its file is enough, without a restart. */
  live: boolean;
  /** Makes the new one good beside the old one; resolves once it is. */
  admit(): Promise<void>;
  /** Goes over to one of them, to the old one as the way back; resolves once all do. */
  use(which: Which): Promise<void>;
  /** What is to be seen of the one that was gone over to, in its own time. */
  confirm?(which: Which): Promise<void>;
  /** Takes the old one out; resolves once it is refused. */
  retire(): Promise<void>;
}

/** Every rotation there is, by its secret. */
export function makeRotations(
  system: RehearsedSystem,
  credentials: Credentials,
): Record<SecretName, Rotation> {
  return {
    METRICS_AUTH_TOKEN: metricsToken(system, credentials),
    ADMIN_TOKENS: adminTokens(system, credentials),
    SESSION_SECRETS: sessionSecrets(system),
    OPENAI_API_KEY: modelKey(system),
    SENTRY_DSN: sentryDsn(system),
    OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders(system),
    MONGODB_URI: mongoUser(system),
    REDIS_URL: redisUser(system),
  };
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const allAre = (answers: readonly Answer[], status: number) =>
  answers.every((answer) => answer.status === status);

function metricsToken(
  { files, fleet, pairs }: RehearsedSystem,
  credentials: Credentials,
): Rotation {
  const secret = "METRICS_AUTH_TOKEN";
  const pair = pairs[secret];
  const answered = async (which: Which, status: number) =>
    allAre(await fleet.sendAll("/metrics", bearer(pair[which])), status);
  return {
    secret,
    live: true,
    async admit() {
      files.write(secret, `${pair.old},${pair.new}`);
      await until("the new token is accepted", () => answered("new", 200));
    },
    async use(which) {
      credentials.metricsToken = pair[which];
      await until("it is accepted", () => answered(which, 200));
    },
    async retire() {
      files.write(secret, pair.new);
      await until("the old token is refused", () => answered("old", 401));
    },
  };
}

function adminTokens({ files, fleet, pairs }: RehearsedSystem, credentials: Credentials): Rotation {
  const secret = "ADMIN_TOKENS";
  const pair = pairs[secret];
  const nobodys = `/internal/novels/${randomUUID()}`;
  const answered = async (which: Which, status: number) =>
    allAre(await fleet.sendAll(nobodys, bearer(pair[which]), "api"), status);
  return {
    secret,
    live: true,
    async admit() {
      files.write(secret, `${adminEntry(pair, "old")},${adminEntry(pair, "new")}`);
      await until("the new token is accepted", () => answered("new", 404));
    },
    async use(which) {
      credentials.adminToken = pair[which];
      await until("it is accepted", () => answered(which, 404));
    },
    async retire() {
      files.write(secret, adminEntry(pair, "new"));
      await until("the old token is refused", () => answered("old", 401));
    },
  };
}

function sessionSecrets({ files, fleet, pairs }: RehearsedSystem): Rotation {
  const secret = "SESSION_SECRETS";
  const pair = pairs[secret];
  const now = () => Math.floor(Date.now() / 1_000);
  function sign(owner: string, which: Which): { cookie: string } {
    const token = writeSession(firstSession(owner), { secret: pair[which], now: now() });
    return { cookie: `${sessionCookie}=${token}` };
  }
  /** Whether every process takes a cookie that this secret signed for the owner whom it names. */
  async function accepted(which: Which): Promise<boolean[]> {
    const owner = randomUUID();
    const headers = sign(owner, which);
    const answers = await fleet.sendAll("/api/me", { headers }, "api");
    return answers.map(({ text }) => (JSON.parse(text) as { owner?: string }).owner === owner);
  }
  async function signs(which: Which): Promise<boolean> {
    const answers = await fleet.sendAll("/api/me", {}, "api");
    return answers.every(({ headers }) => {
      const token = headers.getSetCookie()[0]?.split(";")[0]?.slice(`${sessionCookie}=`.length);
      return readSession(token ?? "", { secrets: [pair[which]], now: now() }) !== undefined;
    });
  }
  return {
    secret,
    live: true,
    async admit() {
      files.write(secret, `${pair.old},${pair.new}`);
      await until("the new secret is accepted", async () =>
        (await accepted("new")).every((is) => is),
      );
    },
    async use(which) {
      files.write(secret, `${pair[which]},${pair[which === "old" ? "new" : "old"]}`);
      await until("it signs", () => signs(which));
    },
    async retire() {
      const sockets = await Promise.all(
        fleet
          .urls("api")
          .map(async (origin) => openSocket({ origin }, { headers: sign(randomUUID(), "old") })),
      );
      files.write(secret, pair.new);
      await until("the old secret is refused", async () =>
        (await accepted("old")).every((is) => !is),
      );
      await until("sockets that came by it are closed", () =>
        sockets.every(({ socket }) => socket?.connected !== true),
      );
    },
  };
}

function modelKey(system: RehearsedSystem): Rotation {
  const { files, pairs, provider } = system;
  const secret = "OPENAI_API_KEY";
  const pair = pairs[secret];
  return {
    secret,
    live: true,
    async admit() {
      provider.gate.keys.add(pair.new);
    },
    async use(which) {
      provider.gate.expected = null;
      await untilChanged(system, secret, () => files.write(secret, pair[which]));
      provider.gate.expected = pair[which];
    },
    async retire() {
      provider.gate.keys.delete(pair.old);
      const response = await fetch(`${provider.baseUrl}/chat/completions`, {
        method: "POST",
        ...bearer(pair.old),
        body: JSON.stringify({ messages: [] }),
      });
      if (response.status !== 401) throw new Error(`the old key got ${response.status}`);
      // What was just sent by hand is no call of Colophon's.
      provider.gate.strays.pop();
    },
  };
}

function mongoUser(system: RehearsedSystem): Rotation {
  const { files, fleet, pairs } = system;
  const secret = "MONGODB_URI";
  const pair = pairs[secret];
  return {
    secret,
    live: false,
    admit: () => addMongoUser(system, "new"),
    async use(which) {
      files.write(secret, pair[which]);
      await fleet.restart();
    },
    async retire() {
      await dropMongoUser(system, "old");
      const client = new MongoClient(pair.old, { serverSelectionTimeoutMS: 2_000 });
      const entered = await client.connect().then(
        () => true,
        () => false,
      );
      await client.close();
      if (entered) throw new Error("MongoDB lets the old user in");
    },
  };
}

function redisUser(system: RehearsedSystem): Rotation {
  const { files, fleet, pairs, redis } = system;
  const secret = "REDIS_URL";
  const pair = pairs[secret];
  /** The users of all connections but the operator's. */
  async function connected(): Promise<string[]> {
    const list = String(await redis.operator.call("CLIENT", "LIST"));
    return [...list.matchAll(/ user=(\S+)/g)]
      .map(([, user = ""]) => user)
      .filter((user) => user !== "default");
  }
  return {
    secret,
    live: false,
    admit: () => addRedisUser(system, "new"),
    async use(which) {
      files.write(secret, pair[which]);
      await fleet.restart();
      const { username } = new URL(pair[which]);
      await until("every connection is of that user", async () =>
        (await connected()).every((user) => user === username),
      );
    },
    async retire() {
      await dropRedisUser(system, "old");
      const client = new Redis(pair.old, { lazyConnect: true, retryStrategy: () => null });
      client.on("error", () => undefined);
      const entered = await client.connect().then(
        () =>
          client.ping().then(
            () => true,
            () => false,
          ),
        () => false,
      );
      client.disconnect();
      if (entered) throw new Error("Redis lets the old user in");
    },
  };
}
