import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { startTcpProxy } from "#test/faults/tcp-proxy.ts";
import { type MongoDatabase, makeMongoDatabase, noMongo } from "#test/harness/mongo-database.ts";

// Why operations are ended by us: docs/decisions/0003-time-limits-of-our-own-in-mongodb.md.

/** Spread, since the driver calls it deprecated too. */
const limit = { timeoutMS: 200 };
const sessionLimit = { defaultTimeoutMS: 200 };

let database: MongoDatabase;

beforeAll(async () => {
  if (!noMongo) database = await makeMongoDatabase();
});
beforeEach(({ skip }) => {
  if (noMongo) skip(noMongo);
});
afterAll(() => database?.drop());

interface Row {
  _id: string;
}

/** Every place where the driver takes `timeoutMS`, and an operation under it. */
const places: Record<string, (client: MongoClient) => Promise<unknown>> = {
  "the client": (client) => client.db().collection<Row>("rows").findOne({}),
  "a database": (client) => client.db(undefined, limit).collection<Row>("rows").findOne({}),
  "a collection": (client) => client.db().collection<Row>("rows", limit).findOne({}),
  "an operation": (client) => client.db().collection<Row>("rows").findOne({}, limit),
  "a cursor": (client) => client.db().collection<Row>("rows").find({}, limit).toArray(),
  "a session": (client) =>
    client.withSession(sessionLimit, (session) =>
      client.db().collection<Row>("rows").findOne({}, { session }),
    ),
  "a transaction": (client) =>
    client.withSession((session) =>
      session.withTransaction(async () => {
        await client.db().collection<Row>("rows").insertOne({ _id: "one" }, { session });
      }, limit),
    ),
};

test.each(Object.entries(places))(
  "the driver heeds no timeoutMS of %s: a stalled operation has its answer when the line is back",
  async (place, ask) => {
    const proxy = await startTcpProxy({ target: database.target });
    const own = place === "the client" ? limit : {};
    const client = new MongoClient(database.uriThrough(proxy.port), own);
    onTestFinished(async () => {
      await client.close();
      await proxy.close();
    });
    await client.db().command({ ping: 1 });
    proxy.stall();
    const answered = ask(client).then(
      () => "an answer",
      (error: unknown) => error,
    );
    const wait = sleep(5 * limit.timeoutMS, "still waiting");
    expect(await Promise.race([answered, wait])).toBe("still waiting");
    proxy.resume();
    expect(await answered).toBe("an answer");
  },
);
