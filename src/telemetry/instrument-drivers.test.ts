import { Redis } from "ioredis";
import { MongoClient } from "mongodb";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { makeMongoDatabase, noMongo } from "#test/harness/mongo-database.ts";
import { noRedisServer, startRedis } from "#test/harness/start-redis.ts";
import { instrumentDrivers } from "./instrument-drivers.ts";
import { inTrace } from "./spans.ts";
import { traceToSink } from "./trace-to-sink.fixture.ts";

beforeAll(instrumentDrivers);

const parentSpanId = "00f067aa0ba902b7";
const sampled = `00-4bf92f3577b34da6a3ce929d0e0e4736-${parentSpanId}-01`;

describe.skipIf(noMongo)("a command to MongoDB", () => {
  async function open() {
    const database = await makeMongoDatabase();
    const client = new MongoClient(database.uri);
    onTestFinished(async () => {
      await client.close();
      await database.drop();
    });
    const books = client.db().collection<{ _id: string; text?: string; pages?: number[] }>("books");
    return { database, books };
  }

  test("is a span of the work that sends it, with its shape and no value", async () => {
    const { stop } = await traceToSink();
    const { database, books } = await open();
    await inTrace(sampled, async () => {
      await books.insertOne({ _id: "secret-id", text: "secret words", pages: [4_711] });
      await books.find({ text: { $in: ["secret words", "others"] } }).toArray();
    });
    const { hostname, port } = new URL(database.uri);
    const told = (await stop()).filter(({ name }) => name.endsWith(" books"));
    expect(told).toEqual([
      expect.objectContaining({ name: "insert books", kind: 3, parentSpanId }),
      expect.objectContaining({ name: "find books", kind: 3, parentSpanId }),
    ]);
    expect(told[0]?.attributes).toEqual({
      "db.system.name": "mongodb",
      "db.namespace": books.dbName,
      "db.operation.name": "insert",
      "db.collection.name": "books",
      "db.query.text": '{"_id":"?","text":"?","pages":["?"]}',
      "server.address": hostname,
      "server.port": Number(port),
    });
    expect(told[1]?.attributes["db.query.text"]).toMatch(
      /^\{"find":"\?","filter":\{"text":\{"\$in":\["\?","\?"\]\}\}/,
    );
  });

  test("that fails marks its span, and fails for who sent it", async () => {
    const { stop } = await traceToSink();
    const { books } = await open();
    const work = inTrace(sampled, () => books.aggregate([{ $nonsense: {} }]).toArray());
    await expect(work).rejects.toThrow("$nonsense");
    const span = (await stop()).find(({ name }) => name === "aggregate books");
    expect(span?.status).toBe(2);
    expect(span?.attributes["error.type"]).toBe("MongoServerError");
  });

  test("outside of all traces is none", async () => {
    const { stop } = await traceToSink();
    const { books } = await open();
    await books.insertOne({ _id: "one" });
    expect(await books.countDocuments({})).toBe(1);
    expect(await stop()).toEqual([]);
  });
});

describe.skipIf(noRedisServer)("a command to Redis", () => {
  async function open() {
    const server = await startRedis();
    const redis = new Redis(server.url);
    onTestFinished(async () => {
      redis.disconnect();
      await server.stop();
    });
    await redis.ping();
    return { redis, port: Number(new URL(server.url).port) };
  }

  test("is a span of the work that sends it, without its arguments", async () => {
    const { stop } = await traceToSink();
    const { redis, port } = await open();
    await inTrace(sampled, async () => {
      await redis.set("secret-key", "secret");
      await redis.multi().get("secret-key").exec();
    });
    const told = await stop();
    expect(told.map(({ name }) => name)).toEqual(["set", "multi", "get", "exec"]);
    for (const span of told) expect(span).toMatchObject({ kind: 3, parentSpanId });
    expect(told[0]?.attributes).toEqual({
      "db.system.name": "redis",
      "db.operation.name": "set",
      "db.query.text": "set [2 arguments]",
      "server.address": "127.0.0.1",
      "server.port": port,
    });
  });

  test("that fails marks its span, and fails for who sent it", async () => {
    const { stop } = await traceToSink();
    const { redis } = await open();
    await redis.set("word", "word");
    const work = inTrace(sampled, () => redis.incr("word"));
    await expect(work).rejects.toThrow("not an integer");
    const span = (await stop()).find(({ name }) => name === "incr");
    expect(span?.status).toBe(2);
    expect(span?.attributes["error.type"]).toBe("ReplyError");
  });

  test("outside of all traces is none", async () => {
    const { stop } = await traceToSink();
    const { redis } = await open();
    expect(await redis.set("word", "word")).toBe("OK");
    expect(await stop()).toEqual([]);
  });
});
