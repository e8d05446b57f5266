import { type Db, MongoServerError } from "mongodb";

const namespaceExists = 48;
const duplicate = 11_000;

const text = { bsonType: "string" };
const maybeText = { bsonType: ["string", "null"] };

/** What operators did, the head that counts it, and what lets them list everybody's novels by status. */
export async function operators(db: Db): Promise<void> {
  const properties = {
    seq: { bsonType: ["int", "long", "double"] },
    at: text,
    actor: text,
    action: text,
    target: maybeText,
    before: text,
    after: text,
    requestId: text,
    traceId: text,
  };
  const required = ["_id", ...Object.keys(properties)];
  const validator = { $jsonSchema: { bsonType: "object", required, properties } };
  await unless(namespaceExists, db.createCollection("audit", { validator }));
  const heads = db.collection<{ _id: string; seq: number; marks: string[] }>("heads");
  await unless(duplicate, heads.insertOne({ _id: "audit", seq: 0, marks: [] }));
  await db.collection("novels").createIndexes([{ name: "of_status", key: { status: 1, _id: -1 } }]);
}

/** Another process that starts at the same time may have been quicker. */
async function unless(code: number, done: Promise<unknown>): Promise<void> {
  try {
    await done;
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === code)) throw error;
  }
}
