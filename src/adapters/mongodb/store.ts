import type { Document, MongoClient } from "mongodb";
import { ProblemError } from "#/contract/problem.ts";
import type { Store } from "#/ports/store/store.ts";
import { createAccounts } from "./accounts.ts";
import { createAudit } from "./audit.ts";
import { createConnection, databaseOf, openClient } from "./connection.ts";
import { createDays } from "./days.ts";
import { createLedger } from "./ledger.ts";
import { createLog } from "./log.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { createNovels } from "./novels.ts";
import type { PoolCounts } from "./pool-counts.ts";
import { createSettings } from "./settings.ts";
import { startError } from "./store-error.ts";
import { withinOperation } from "./within-operation.ts";

/**
 * The Store in MongoDB (a replica set: it needs transactions), in the database that `uri` names or
 * else `colophon`, brought to the present schema, and the counts of the driver's connections as they
 * are. Throws `store-unavailable` when it cannot be reached or its schema is newer.
 */
export async function createMongoStore({
  uri,
  operationMs,
}: {
  uri: string;
  /** How long an operation may take; 1.5 s unless told otherwise. */
  operationMs?: number;
}): Promise<Store & { poolCounts: () => PoolCounts }> {
  await prepareDatabase(uri);
  const connection = createConnection(uri, operationMs);
  return {
    novels: createNovels(connection),
    ledger: createLedger(connection),
    log: createLog(connection),
    days: createDays(connection),
    accounts: createAccounts(connection),
    audit: createAudit(connection),
    settings: createSettings(connection),
    async health() {
      try {
        await connection.ping();
        return "ok";
      } catch {
        return "down";
      }
    },
    close: () => connection.close(),
    poolCounts: connection.poolCounts,
  };
}

/** How long what makes collections and indexes may wait for each other's connections, on a busy machine too. */
const makingMs = 30_000;

/** With a client of its own: building an index may take longer than an operation; what is read may not. */
async function prepareDatabase(uri: string): Promise<void> {
  let client: MongoClient | undefined;
  try {
    client = openClient(uri, { waitQueueTimeoutMS: makingMs });
    const admin = client.db("admin");
    if (!canTransact(await withinOperation(() => admin.command({ hello: 1 }))))
      throw new ProblemError(
        "store-unavailable",
        "This MongoDB stands alone. Colophon needs transactions: run it as a replica set, be it of one.",
      );
    await migrate(client.db(databaseOf(uri)), migrations);
  } catch (error) {
    throw startError(error);
  } finally {
    await client?.close();
  }
}

/** Whether the server that said `hello` is part of a replica set, or leads to sharded ones. */
export function canTransact(hello: Document): boolean {
  return typeof hello["setName"] === "string" || hello["msg"] === "isdbgrid";
}
