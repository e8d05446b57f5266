import { type Db, MongoServerError } from "mongodb";

const namespaceExists = 48;

const text = { bsonType: "string" };
const maybeText = { bsonType: ["string", "null"] };

/** Who worked on which step, when, and how that ended: a document for each lease that a novel has had. */
export async function stepTurns(db: Db): Promise<void> {
  const properties = {
    novelId: text,
    epoch: { bsonType: ["int", "long", "double"] },
    step: text,
    jobId: text,
    spanId: text,
    pins: text,
    startedAt: text,
    endedAt: maybeText,
    outcome: maybeText,
  };
  const required = ["_id", ...Object.keys(properties)];
  const validator = { $jsonSchema: { bsonType: "object", required, properties } };
  try {
    await db.createCollection("steps", { validator });
  } catch (error) {
    const isThere = error instanceof MongoServerError && error.code === namespaceExists;
    if (!isThere) throw error;
  }
}
