import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type TcpProxy, startTcpProxy } from "#test/faults/tcp-proxy.ts";

/** A MongoDB that can be stopped and started again with its data. */
export interface StoreServer {
  uri: string;
  /** What is stopped: a server, or the way to one. */
  what: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const run = promisify(execFile);

/** Commands that start and stop a MongoDB-compatible server on a port, beside a checkout where there are any. */
const tools = join(import.meta.dirname, "../../../shared/tools/mongo");

/**
 * A server of one's own on `port` that keeps what it has acknowledged, where the commands for it are
 * there; otherwise the way to `MONGODB_URI`, which is cut.
 */
export async function openStoreServer({
  port,
  database,
}: {
  port: number;
  database: string;
}): Promise<StoreServer> {
  if (existsSync(join(tools, "up"))) return openOwnServer(port, database);
  const shared = process.env["MONGODB_URI"];
  if (!shared) throw new Error("MONGODB_URI is not set");
  return openWayTo(new URL(shared), database);
}

async function openOwnServer(port: number, database: string): Promise<StoreServer> {
  const env = { ...process.env, MONGO_DURABLE: "1" };
  const start = () => run(join(tools, "up"), [`${port}`], { env });
  const stop = (...wipe: string[]) => run(join(tools, "down"), [`${port}`, ...wipe], { env });
  const { stdout } = await start();
  return {
    uri: `${stdout.trim()}/${database}`,
    what: "server",
    async stop() {
      await stop();
    },
    async start() {
      await start();
    },
    async close() {
      await stop("--wipe");
    },
  };
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
    what: "way to it",
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
