import { randomUUID } from "node:crypto";
import { type Db, MongoClient } from "mongodb";
import { createMongoStore } from "#/adapters/mongodb/store.ts";

/** The MongoDB that tests may share, each in a database of its own; null when none is given. */
export const sharedMongoUri = process.env["MONGODB_URI"] || null;

/** Why there is no MongoDB to test on; false when there is one. */
export const noMongo = sharedMongoUri === null && "MONGODB_URI not set";

/** A database of one's own. */
export interface MongoDatabase {
  /** The shared server's URI with this database's name as its path. */
  uri: string;
  /** The same by way of a proxy on this port of 127.0.0.1, and of nothing else. */
  uriThrough(port: number): string;
  /** Where such a proxy leads. */
  target: { host: string; port: number };
  db: Db;
  /** Removes every document, and leaves the collections, the schema's version, and heads and settings that begin anew. */
  empty(): Promise<void>;
  /** Removes the database. */
  drop(): Promise<void>;
}

/**
 * Makes a database on the shared server, with the schema unless told otherwise: processes that start at once would
 * each make it, which takes a busy server long.
 */
export async function makeMongoDatabase({ schema = true } = {}): Promise<MongoDatabase> {
  if (sharedMongoUri === null) throw new Error("MONGODB_URI not set");
  const name = `colophon-test-${randomUUID().slice(0, 8)}`;
  const shared = sharedMongoUri;
  const client = new MongoClient(shared);
  const [{ host, port } = { host: "127.0.0.1", port: 27_017 }] = client.options.hosts;
  const db = client.db(name);
  const uri = withDatabase(shared, name);
  if (schema) await (await createMongoStore({ uri })).close();
  return {
    uri,
    uriThrough(proxyPort) {
      const through = withDatabase(shared, name, `127.0.0.1:${proxyPort}`);
      return `${through}${through.includes("?") ? "&" : "?"}directConnection=true`;
    },
    target: { host: host ?? "127.0.0.1", port: port ?? 27_017 },
    db,
    async empty() {
      const collections = await db.collections();
      const kept = ["settings", "heads"];
      const data = collections.filter(({ collectionName }) => !kept.includes(collectionName));
      await Promise.all(data.map(async (collection) => collection.deleteMany({})));
      await db
        .collection<{ _id: string }>("settings")
        .updateOne(
          { _id: "live" },
          { $set: { version: 0, doc: "{}", changedAt: null, changedBy: null } },
        );
      await db.collection("heads").updateMany({}, { $set: { seq: 0, marks: [] } });
    },
    async drop() {
      await db.dropDatabase();
      await client.close();
    },
  };
}

/** A MongoDB URI with another database, and other hosts if given. */
function withDatabase(uri: string, database: string, hosts = "$3"): string {
  return uri.replace(/^([^/]*\/\/)([^/@]*@)?([^/?]+)(\/[^?]*)?/, `$1$2${hosts}/${database}`);
}
