import { type Db, MongoServerError } from "mongodb";

const duplicate = 11_000;

/** What operators have set over the environment: one document, beside the schema's version. */
export async function settings(db: Db): Promise<void> {
  const nothing = { _id: "live", version: 0, doc: "{}", changedAt: null, changedBy: null };
  try {
    await db.collection<typeof nothing>("settings").insertOne(nothing);
  } catch (error) {
    // Another process that starts at the same time was quicker.
    if (!(error instanceof MongoServerError && error.code === duplicate)) throw error;
  }
}
