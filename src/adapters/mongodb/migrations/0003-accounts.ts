import { type Db, MongoServerError } from "mongodb";

const namespaceExists = 48;

const text = { bsonType: "string" };

/** Recovery codes, at their owners, and keys for programs: both as hashes. */
export async function accounts(db: Db): Promise<void> {
  const properties = {
    hash: text,
    owner: text,
    scopes: { bsonType: "array" },
    createdAt: text,
    expiresAt: text,
  };
  const required = ["_id", ...Object.keys(properties)];
  const validator = { $jsonSchema: { bsonType: "object", required, properties } };
  try {
    await db.createCollection("api_keys", { validator });
  } catch (error) {
    const isThere = error instanceof MongoServerError && error.code === namespaceExists;
    if (!isThere) throw error;
  }
  await db.collection("api_keys").createIndexes([
    { name: "by_hash", key: { hash: 1 }, unique: true },
    { name: "of_owner", key: { owner: 1, _id: -1 } },
  ]);
  await db.collection("owners").createIndexes([
    {
      name: "by_recovery",
      key: { "recovery.hash": 1 },
      unique: true,
      partialFilterExpression: { "recovery.hash": { $gt: "" } },
    },
  ]);
}
