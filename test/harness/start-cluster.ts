import { type TcpProxy, startTcpProxy } from "#test/faults/tcp-proxy.ts";
import { startTransactionLimit } from "#test/faults/transaction-limit.ts";
import { makeMongoDatabase, noMongo } from "./mongo-database.ts";
import { type RunningColophon, startColophon } from "./start-colophon.ts";
import { type RunningRedis, canStartRedis, startRedis } from "./start-redis.ts";

/** Why no cluster can be started here; false when one can. */
export const noCluster = noMongo || (!canStartRedis && "there is no redis-server");

export interface ClusterOptions {
  apis: number;
  workers: number;
  /** Variables for every process. */
  env: Readonly<Record<string, string>>;
}

/** A Colophon of several processes, with a Redis and a database of its own behind a proxy that can fail. */
export interface Cluster {
  apis: RunningColophon[];
  workers: RunningColophon[];
  /** The way to MongoDB of every process. */
  mongo: TcpProxy;
  redis: RunningRedis;
  /** One more process of a kind; not among `apis` and `workers`. */
  startApi(env?: Readonly<Record<string, string>>): Promise<RunningColophon>;
  startWorker(env?: Readonly<Record<string, string>>): Promise<RunningColophon>;
  /** Ends every process, by SIGTERM where it still runs, and removes the data. */
  close(): Promise<void>;
}

/** Starts a cluster on free ports of 127.0.0.1; the shared `MONGODB_URI` holds its database. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const redis = await startRedis();
  const database = await makeMongoDatabase();
  const { hostname, port } = new URL(database.uri);
  // What a killed process left open would lock others out, also of the server's other databases.
  const limit = await startTransactionLimit({
    target: { host: hostname, port: Number(port || 27_017) },
    lifetimeMs: 3_000,
  });
  const mongo = await startTcpProxy({ target: limit });
  const started: RunningColophon[] = [];

  async function start(kind: "api" | "worker", own: Readonly<Record<string, string>> = {}) {
    const running = await startColophon({
      command: [process.execPath, `src/processes/${kind}.ts`],
      env: {
        MONGODB_URI: throughProxy(database.uri, mongo.port),
        REDIS_URL: redis.url,
        SESSION_SECRETS: "a secret that only tests sign sessions with",
        WORKER_METRICS_PORT: "0",
        ...options.env,
        ...own,
      },
    });
    started.push(running);
    return running;
  }
  const times = (count: number, kind: "api" | "worker") =>
    Promise.all(Array.from({ length: count }, () => start(kind)));

  async function close(): Promise<void> {
    mongo.accept();
    mongo.resume();
    await Promise.allSettled(started.map((process) => process.stop()));
    await mongo.close();
    await limit.close();
    await redis.stop();
    await database.drop();
  }

  try {
    const [apis, workers] = await Promise.all([
      times(options.apis, "api"),
      times(options.workers, "worker"),
    ]);
    return {
      apis,
      workers,
      mongo,
      redis,
      startApi: (env) => start("api", env),
      startWorker: (env) => start("worker", env),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The database's address with the proxy's in place of its server's: the driver must look for no other member. */
function throughProxy(uri: string, port: number): string {
  const through = new URL(uri);
  through.host = `127.0.0.1:${port}`;
  through.searchParams.delete("replicaSet");
  through.searchParams.set("directConnection", "true");
  return through.href;
}
