import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { type TcpProxy, startTcpProxy } from "#test/faults/tcp-proxy.ts";
import { startTransactionLimit } from "#test/faults/transaction-limit.ts";

/** A MongoDB that can be stopped and started again with its data. */
export interface StoreServer {
  uri: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const run = promisify(execFile);

/** Commands that start and stop a MongoDB-compatible server on a port, beside a checkout where there are any. */
const tools = join(import.meta.dirname, "../../../shared/tools/mongo");

const hasTools = existsSync(join(tools, "up"));

/** Why there is no MongoDB to be had; false when there is one. */
export const noStoreServer = !hasTools && !process.env["MONGODB_URI"] && "MONGODB_URI not set";

/** The commands keep a server's data and processes by its port; its engine listens 1,000 above. */
const ports = { from: 27_300, to: 27_899, engineAbove: 1_000 };

/**
 * A server of one's own that keeps what it has acknowledged, where the commands for it are there;
 * otherwise the way to `MONGODB_URI`, which is cut.
 */
export async function openStoreServer(database: string): Promise<StoreServer> {
  if (hasTools) return openOwnServer(await freePort(), database);
  const shared = process.env["MONGODB_URI"];
  if (!shared) throw new Error("MONGODB_URI is not set");
  return openWayTo(new URL(shared), database);
}

/** As `compose.yaml` sets it; MongoDB's default is a minute. */
const lifetimeMs = 5_000;

async function openOwnServer(port: number, database: string): Promise<StoreServer> {
  const env = { ...process.env, MONGO_DURABLE: "1" };
  const start = () => run(join(tools, "up"), [`${port}`], { env });
  const stop = async (...wipe: string[]) => {
    await run(join(tools, "down"), [`${port}`, ...wipe], { env });
    const end = performance.now() + 15_000;
    while (!(await isFree(port)) && performance.now() < end) await sleep(100);
  };
  const { hostname: host } = new URL((await start()).stdout.trim());
  const limit = await startTransactionLimit({ target: { host, port }, lifetimeMs });
  return {
    uri: `mongodb://127.0.0.1:${limit.port}/${database}`,
    stop,
    async start() {
      await start();
    },
    async close() {
      await limit.close();
      await stop("--wipe");
    },
  };
}

async function freePort(): Promise<number> {
  const { from, to, engineAbove } = ports;
  for (let tries = 0; tries < 100; tries += 1) {
    const port = from + Math.floor(Math.random() * (to - from + 1));
    if ((await isFree(port)) && (await isFree(port + engineAbove))) return port;
  }
  throw new Error(`no port from ${from} to ${to} is free`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
  });
  server.close();
  return free;
}

async function openWayTo(uri: URL, database: string): Promise<StoreServer> {
  const target = { host: uri.hostname, port: Number(uri.port || 27_017) };
  const proxy: TcpProxy = await startTcpProxy({ target });
  uri.host = `127.0.0.1:${proxy.port}`;
  uri.pathname = `/${database}`;
  uri.searchParams.delete("replicaSet");
  uri.searchParams.set("directConnection", "true");
  return {
    uri: uri.href,
    async stop() {
      proxy.refuse();
      proxy.cut();
    },
    async start() {
      proxy.accept();
    },
    close: proxy.close,
  };
}
