import { join } from "node:path";
import { startCluster } from "#test/harness/start-cluster.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";
import { noProxy, startProxy } from "#test/ops/start-proxy.ts";
import { plantInProxy } from "./plant-in-proxy.ts";
import { weaknesses } from "./weaknesses.ts";

/** A real Colophon in production's settings behind nginx with TLS, of one process or of several, to be attacked. */
export interface Target {
  /** As callers reach it, through the proxy: `https://127.0.0.1:40213`. */
  origin: string;
  /** A process itself, past the proxy, as whoever is inside its network reaches it: the first of `inside`. */
  direct: string;
  /** Each process that answers callers. */
  inside: readonly string[];
  /** The proxy's port without TLS. */
  plain: string;
  /** The file of the proxy's certificate: of `localhost`. */
  certificate: string;
  /** Another site, whose pages may use the API. */
  friend: string;
  tokens: { metrics: string; read: string; admin: string };
  /** What signs its sessions. */
  sessionSecret: string;
  /** All that its processes have logged. */
  logs(): string;
  pids: readonly number[];
  /** Whether every process that was started is still there. */
  alive(): boolean;
  close(): Promise<void>;
}

export type Limits = "default" | "raised";

/** Why there can be nothing to attack here; undefined when there can. */
export const noTarget =
  process.platform === "linux" ? noProxy : "callers come from many loopback addresses, as on Linux";

const friend = "https://friend.example";
const tokens = {
  metrics: "metrics-token-of-the-attacked-instance",
  read: "read-token-of-the-attacked-instance-00",
  admin: "admin-token-of-the-attacked-instance-0",
};
const sessionSecret = "session-secret-of-the-attacked-instance";

// Those that the harness raises; an empty value is the default.
const limitNames = ["NOVEL_CREATE", "NOVEL_READ", "REALTIME_METRICS", "ADMIN_FAILURE"].concat([
  "READ",
  "WRITE",
  "REPORT",
  "SOCKET_CONNECT",
]);
const asDocumented = Object.fromEntries(limitNames.map((name) => [`RATE_LIMIT_${name}`, ""]));

/** Starts one; `weakness` is one of `weaknesses.ts`, planted in it. */
export async function startTarget(options: {
  limits: Limits;
  weakness?: string | undefined;
  /** Two API processes and a worker on MongoDB and Redis, instead of one that does all. */
  scaled?: boolean;
  /** Where the proxy listens; on free ports by default. */
  ports?: { plainPort: number; tlsPort: number };
}): Promise<Target> {
  const { limits, weakness = "", scaled = false } = options;
  const planted = weaknesses[weakness];
  const { apis, all, stop } = await (scaled ? startSeveral : startOne)({
    ...(limits === "default" && asDocumented),
    DEPLOYMENT_ENV: "production",
    DEMO_WRITER: "true",
    DEMO_WRITER_WORDS_PER_SECOND: "0",
    WORKER_CONCURRENCY: "1",
    TRUST_PROXY: "1",
    CORS_ORIGINS: friend,
    METRICS_AUTH_TOKEN: tokens.metrics,
    ADMIN_TOKENS: `reader:read:${tokens.read},chief:admin:${tokens.admin}`,
    SESSION_SECRETS: sessionSecret,
    PENTEST_WEAKNESS: weakness,
    ...(planted !== undefined && {
      NODE_OPTIONS: `--import ${join(import.meta.dirname, "weaken.ts")}`,
    }),
  });
  let left = all.length;
  for (const { exited } of all) void exited.then(() => (left -= 1));
  const ports = apis.map(({ url }) => Number(new URL(url).port));
  const proxy = await startProxy(ports, plantInProxy(planted), options.ports).catch(
    async (error: unknown) => {
      await stop();
      throw error;
    },
  );
  return {
    origin: new URL(`https://127.0.0.1:${proxy.tlsPort}`).origin,
    direct: apis[0]!.url,
    inside: apis.map(({ url }) => url),
    plain: new URL(`http://127.0.0.1:${proxy.plainPort}`).origin,
    certificate: proxy.certificate,
    friend,
    tokens,
    sessionSecret,
    logs: () => all.map((process) => process.logs()).join(""),
    pids: all.map(({ pid }) => pid),
    alive: () => left === all.length,
    async close() {
      await proxy.close();
      await stop();
    },
  };
}

/** What stands behind the proxy. */
interface Service {
  apis: readonly RunningColophon[];
  all: readonly RunningColophon[];
  stop(): Promise<unknown>;
}

async function startOne(env: Record<string, string>): Promise<Service> {
  const embedded = await startColophon({ env });
  return { apis: [embedded], all: [embedded], stop: () => embedded.stop() };
}

async function startSeveral(env: Record<string, string>): Promise<Service> {
  const { apis, workers, close } = await startCluster({ apis: 2, workers: 1, env });
  return { apis, all: [...apis, ...workers], stop: close };
}
