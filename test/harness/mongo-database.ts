import { randomUUID } from "node:crypto";
import { type Db, MongoClient } from "mongodb";

/** The MongoDB that tests may share, each in a database of its own; null when none is given. */
export const sharedMongoUri = process.env["MONGODB_URI"] || null;

/** Why there is no MongoDB to test on; false when there is one. */
export const noMongo = sharedMongoUri === null && "MONGODB_URI not set";

/** A database of one's own. */
export interface MongoDatabase {
  /** The shared server's URI with this database's name as its path. */
  uri: string;
  db: Db;
  /** Removes every document, and leaves the collections and the schema's version. */
  empty(): Promise<void>;
  /** Removes the database. */
  drop(): Promise<void>;
}

/** Makes a database on the shared server, reached through `via` (`127.0.0.1:40213`) if given. */
export async function makeMongoDatabase(): Promise<MongoDatabase> {
  if (sharedMongoUri === null) throw new Error("MONGODB_URI not set");
  const name = `colophon-test-${randomUUID().slice(0, 8)}`;
  const client = new MongoClient(sharedMongoUri);
  const db = client.db(name);
  return {
    uri: withDatabase(sharedMongoUri, name),
    db,
    async empty() {
      const collections = await db.collections();
      const data = collections.filter(({ collectionName }) => collectionName !== "settings");
      await Promise.all(data.map(async (collection) => collection.deleteMany({})));
    },
    async drop() {
      await db.dropDatabase();
      await client.close();
    },
  };
}

/** A MongoDB URI with another database, and other hosts if given. */
export function withDatabase(uri: string, database: string, hosts = "$3"): string {
  return uri.replace(/^([^/]*\/\/)([^/@]*@)?([^/?]+)(\/[^?]*)?/, `$1$2${hosts}/${database}`);
}
