import { readdirSync } from "node:fs";
import { type Db, MongoServerError } from "mongodb";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptAndClaim, newChange, readNovel } from "#/ports/store/records.fixture.ts";
import { type MongoDatabase, makeMongoDatabase, noMongo } from "#test/harness/mongo-database.ts";
import { migrate } from "./migrate.ts";
import { type Migration, migrations } from "./migrations.ts";
import { canTransact, createMongoStore } from "./store.ts";

let database: MongoDatabase;

beforeAll(async () => {
  if (!noMongo) database = await makeMongoDatabase();
});
beforeEach(({ skip }) => {
  if (noMongo) skip(noMongo);
});
afterEach(() => database?.empty());
afterAll(() => database?.drop());

const schema = () =>
  database.db.collection<{ _id: string; version: number }>("settings").findOne({ _id: "schema" });

async function openAndClose(): Promise<void> {
  const store = await createMongoStore({ uri: database.uri });
  await store.close();
}

test("four processes that start at once on an empty database all start, and it has the schema", async () => {
  await Promise.all([openAndClose(), openAndClose(), openAndClose(), openAndClose()]);
  expect(await schema()).toEqual({ _id: "schema", version: migrations.length });
  const collections = await database.db.listCollections({}, { nameOnly: true }).toArray();
  expect(collections.map(({ name }) => name).toSorted()).toEqual([
    "artifacts",
    "calls",
    "chapters",
    "days",
    "events",
    "novels",
    "owners",
    "settings",
    "steps",
  ]);
  const indexes = await database.db.collection("novels").indexes();
  expect(indexes.map(({ name }) => name)).toContain("by_idempotency_key");
});

test("migrations are applied in order, each once, and the version grows with each", async () => {
  const settings = database.db.collection<{ _id: string }>("settings");
  await settings.deleteOne({ _id: "schema" });
  const applied: [name: string, version: number | undefined][] = [];
  const step =
    (name: string): Migration =>
    async () => {
      applied.push([name, (await schema())?.version]);
    };
  const fails: Migration = async () => {
    throw new Error("no index today");
  };
  await expect(migrate(database.db, [step("a"), fails, step("c")])).rejects.toThrow("no index");
  await migrate(database.db, [step("a"), step("b"), step("c")]);
  await migrate(database.db, [step("a"), step("b"), step("c")]);
  expect(applied).toEqual([
    ["a", undefined],
    ["b", 1],
    ["c", 2],
  ]);
  await settings.updateOne({ _id: "schema" }, { $set: { version: migrations.length } });
});

test("the data of a newer Colophon are refused, both versions named, and stay as they are", async () => {
  await openAndClose();
  const settings = database.db.collection<{ _id: string }>("settings");
  await settings.updateOne({ _id: "schema" }, { $set: { version: 999 } });
  await expect(openAndClose()).rejects.toMatchObject({
    code: "store-unavailable",
    message: expect.stringMatching(`version 999.*version ${migrations.length}`) as string,
  });
  expect(await schema()).toMatchObject({ version: 999 });
  await settings.updateOne({ _id: "schema" }, { $set: { version: migrations.length } });
});

test("what a newer version adds to a novel is tolerated, and stays when this one writes it", async () => {
  const store = await createMongoStore({ uri: database.uri });
  const novels = database.db.collection<{ _id: string }>("novels");
  const novel = await acceptAndClaim(store);
  await novels.updateOne({ _id: novel.id }, { $set: { addedLater: { by: "a newer version" } } });
  const committed = await store.novels.commitStep(novel, newChange({ set: { round: 1 } }));
  expect(committed.outcome).toBe("committed");
  expect(await readNovel(store)).toMatchObject({ round: 1, lastSeq: 2 });
  expect(await novels.findOne({ _id: novel.id })).toMatchObject({
    round: 1,
    addedLater: { by: "a newer version" },
  });
  await store.close();
});

test("a turn that an older version began, which writes none down, ends without one", async () => {
  const store = await createMongoStore({ uri: database.uri });
  const claimed = await acceptAndClaim(store);
  await database.db.collection("steps").deleteMany({});
  const committed = await store.novels.commitStep(claimed, newChange());
  expect(committed.outcome).toBe("committed");
  expect(await store.novels.stepTurns(claimed.id, 9)).toEqual([]);
  await store.close();
});

test.each(["novels", "chapters", "artifacts", "events", "calls", "steps", "days"])(
  "a document of %s that lacks what every one has is refused",
  async (name) => {
    await openAndClose();
    const collection = database.db.collection<{ _id: string }>(name);
    await expect(collection.insertOne({ _id: "a stranger's" })).rejects.toMatchObject({
      code: 121,
    });
  },
);

test("every migration file is in the list, in the order of its number", async () => {
  const folder = new URL("./migrations/", import.meta.url);
  const files = readdirSync(folder).toSorted();
  const exported: unknown[] = [];
  for (const file of files) {
    const module = (await import(new URL(file, folder).href)) as Record<string, unknown>;
    exported.push(...Object.values(module));
  }
  expect(exported).toEqual(migrations);
  expect(files.map((file) => Number.parseInt(file, 10))).toEqual(migrations.map((_, i) => i + 1));
});

test.each([
  ["a member of a replica set", { setName: "rs0" }, true],
  ["a router of sharded ones", { msg: "isdbgrid" }, true],
  ["a server that stands alone", { isWritablePrimary: true }, false],
])("%s has transactions: %j is %s", (_, hello, expected) => {
  expect(canTransact(hello)).toBe(expected);
});

test("a collection that another process has made meanwhile is no error; what else goes wrong is", async () => {
  const failing = (code: number) => {
    const error = new MongoServerError({ code, message: "not made" });
    const createIndexes = async () => [];
    return { createCollection: () => Promise.reject(error), collection: () => ({ createIndexes }) };
  };
  const namespaceExists = 48;
  const apply = (code: number) => migrations[0]?.(failing(code) as unknown as Db);
  await expect(apply(namespaceExists)).resolves.toBeUndefined();
  await expect(apply(13)).rejects.toThrow("not made");
});
