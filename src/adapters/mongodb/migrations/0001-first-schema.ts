import { type Db, type Document, type IndexDescription, MongoServerError } from "mongodb";

const namespaceExists = 48;

const text = { bsonType: "string" };
const maybeText = { bsonType: ["string", "null"] };
const number = { bsonType: ["int", "long", "double"] };
const maybeNumber = { bsonType: ["int", "long", "double", "null"] };
const list = { bsonType: "array" };
const object = { bsonType: "object" };
const maybeObject = { bsonType: ["object", "null"] };

/** What a collection's documents must have at least, what they may have, and its indexes beside that of `_id`. */
const schema: Record<
  string,
  { fields: Document; optional?: Document; indexes: IndexDescription[] }
> = {
  novels: {
    fields: {
      owner: text,
      idempotencyKey: maybeText,
      bodyHash: maybeText,
      requestId: text,
      traceparent: text,
      title: text,
      params: object,
      status: text,
      step: maybeText,
      pins: maybeObject,
      runAt: maybeText,
      wake: number,
      chapters: list,
      epoch: number,
      lease: maybeObject,
      lastSeq: number,
      firstSeq: number,
      budgetNanoUsd: maybeNumber,
      spentNanoUsd: number,
      reservedNanoUsd: number,
      createdAt: text,
      updatedAt: text,
      waitsSince: maybeText,
      active: { bsonType: "bool" },
      marks: list,
    },
    indexes: [
      { name: "of_owner", key: { owner: 1, _id: -1 } },
      { name: "of_owner_by_status", key: { owner: 1, status: 1, _id: -1 } },
      {
        name: "by_idempotency_key",
        key: { owner: 1, idempotencyKey: 1 },
        unique: true,
        partialFilterExpression: { idempotencyKey: { $gt: "" } },
      },
      { name: "by_status", key: { status: 1 } },
      {
        // What follows the id is there so that novels that have to wait are not fetched.
        name: "waiting",
        key: { waitsSince: 1, _id: 1, owner: 1, status: 1, runAt: 1, hold: 1 },
        partialFilterExpression: { waitsSince: { $gt: "" } },
      },
      {
        name: "held",
        key: { hold: 1, updatedAt: 1, _id: 1 },
        partialFilterExpression: { hold: { $gt: "" } },
      },
      { name: "active", key: { active: 1, owner: 1 }, partialFilterExpression: { active: true } },
      { name: "leased", key: { "lease.holder": 1 }, sparse: true },
    ],
  },
  artifacts: {
    fields: {
      kind: text,
      number,
      revision: number,
      data: text,
      promptVersion: text,
      callIds: list,
    },
    indexes: [],
  },
  chapters: {
    fields: { number, revision: number, title: text, text, words: number, callIds: list },
    indexes: [],
  },
  events: {
    fields: { version: number, novelId: text, seq: number, type: text, at: text, data: object },
    indexes: [],
  },
  calls: {
    fields: {
      key: text,
      attempt: number,
      novelId: text,
      epoch: number,
      stage: text,
      model: text,
      messages: list,
      at: text,
      outcome: text,
      answer: maybeText,
      reservedNanoUsd: number,
      costNanoUsd: number,
      inputTokens: number,
      outputTokens: number,
      durationMs: number,
    },
    indexes: [
      { name: "by_key", key: { key: 1, attempt: -1 } },
      { name: "of_novel", key: { novelId: 1, at: 1, _id: 1 } },
      { name: "by_time", key: { at: 1 } },
      {
        name: "intents",
        key: { outcome: 1, novelId: 1, epoch: 1 },
        partialFilterExpression: { outcome: "intent" },
      },
    ],
  },
  days: { fields: { reservedNanoUsd: number, spentNanoUsd: number }, indexes: [] },
  owners: {
    fields: {},
    optional: { turns: number, recovery: object, sessionEpoch: number, keptSession: text },
    indexes: [],
  },
  // Of what is set, and of the schema itself.
  settings: {
    fields: { version: number },
    optional: { oldestReader: number, doc: text, changedAt: maybeText, changedBy: maybeText },
    indexes: [],
  },
  heads: { fields: { seq: number, marks: list }, indexes: [] },
};

/** Novels, what was made of them, their log and their ledger. */
export async function firstSchema(db: Db): Promise<void> {
  await Promise.all(
    Object.entries(schema).map(async ([name, { fields, optional, indexes }]) => {
      // Fields that are not named here may be there: a later version's.
      const required = ["_id", ...Object.keys(fields)];
      const properties = { ...fields, ...optional };
      const validator = { $jsonSchema: { ...object, required, properties } };
      try {
        await db.createCollection(name, { validator });
      } catch (error) {
        const isThere = error instanceof MongoServerError && error.code === namespaceExists;
        if (!isThere) throw error;
      }
      if (indexes.length > 0) await db.collection(name).createIndexes(indexes);
    }),
  );
}
