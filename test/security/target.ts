import { join } from "node:path";
import { startColophon } from "#test/harness/start-colophon.ts";
import { noProxy, startProxy } from "#test/ops/start-proxy.ts";
import { plantInProxy } from "./plant-in-proxy.ts";
import { weaknesses } from "./weaknesses.ts";

/** A real Colophon in production's settings behind nginx with TLS, to be attacked. */
export interface Target {
  /** As callers reach it, through the proxy: `https://127.0.0.1:40213`. */
  origin: string;
  /** The process itself, past the proxy, as whoever is inside its network reaches it. */
  direct: string;
  /** The proxy's port without TLS. */
  plain: string;
  /** The file of the proxy's certificate: of `localhost`. */
  certificate: string;
  /** Another site, whose pages may use the API. */
  friend: string;
  tokens: { metrics: string; read: string; admin: string };
  /** What signs its sessions. */
  sessionSecret: string;
  /** All that it has logged. */
  logs(): string;
  pid: number;
  /** Whether the process that was started is still there. */
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
]);
const asDocumented = Object.fromEntries(limitNames.map((name) => [`RATE_LIMIT_${name}`, ""]));

/** Starts one; `weakness` is one of `weaknesses.ts`, planted in it. */
export async function startTarget(options: {
  limits: Limits;
  weakness?: string | undefined;
  /** Where the proxy listens; on free ports by default. */
  ports?: { plainPort: number; tlsPort: number };
}): Promise<Target> {
  const { limits, weakness = "" } = options;
  const planted = weaknesses[weakness];
  const preload = ["--import", join(import.meta.dirname, "weaken.ts")];
  const colophon = await startColophon({
    command: [
      process.execPath,
      ...(planted === undefined ? [] : preload),
      "src/processes/embedded.ts",
    ],
    env: {
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
    },
  });
  let alive = true;
  void colophon.exited.then(() => {
    alive = false;
  });
  const port = Number(new URL(colophon.url).port);
  const change = plantInProxy(planted);
  const proxy = await startProxy([port], change, options.ports).catch(async (error: unknown) => {
    await colophon.stop();
    throw error;
  });
  return {
    origin: new URL(`https://127.0.0.1:${proxy.tlsPort}`).origin,
    direct: colophon.url,
    plain: new URL(`http://127.0.0.1:${proxy.plainPort}`).origin,
    certificate: proxy.certificate,
    friend,
    tokens,
    sessionSecret,
    logs: colophon.logs,
    pid: colophon.pid,
    alive: () => alive,
    async close() {
      await proxy.close();
      if (alive) await colophon.stop();
    },
  };
}
