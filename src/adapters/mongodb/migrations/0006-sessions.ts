import { type Db, MongoServerError } from "mongodb";

const namespaceExists = 48;

/** Sessions that ended alone. The last time that all others were ended is kept with the owner. */
export async function sessions(db: Db): Promise<void> {
  const properties = { endedAt: { bsonType: "string" } };
  const required = ["_id", ...Object.keys(properties)];
  const validator = { $jsonSchema: { bsonType: "object", required, properties } };
  try {
    await db.createCollection("ended_sessions", { validator });
  } catch (error) {
    const isThere = error instanceof MongoServerError && error.code === namespaceExists;
    if (!isThere) throw error;
  }
  const index = { name: "by_time", key: { endedAt: 1 } } as const;
  await db.collection("ended_sessions").createIndexes([index]);
}
