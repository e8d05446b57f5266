import { readdirSync } from "node:fs";
import { type Db, MongoServerError } from "mongodb";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptAndClaim, newChange, readNovel } from "#/ports/store/records.fixture.ts";
import { livedMs } from "#test/harness/lived-ms.ts";
import { type MongoDatabase, makeMongoDatabase, noMongo } from "#test/harness/mongo-database.ts";
import { migrate } from "./migrate.ts";
import { type Migration, migrations } from "./migrations.ts";
import { canTransact, createMongoStore } from "./store.ts";

let database: MongoDatabase;

beforeAll(async () => {
  if (!noMongo) database = await makeMongoDatabase({ schema: false });
});
beforeEach(({ skip }) => {
  if (noMongo) skip(noMongo);
});
afterEach(async () => {
  if (noMongo) return;
  await database.empty();
  await database.db.collection("settings").deleteMany({});
});
afterAll(() => database?.drop());

const schema = () =>
  database.db
    .collection<{ _id: string; version: number; oldestReader?: number }>("settings")
    .findOne({ _id: "schema" });

/** Brings the database to what `release` knows, as its processes do when they start. */
const start = (release: readonly Migration[]) => migrate(database.db, release);

const addsNothing: Migration = { apply: async () => {}, additive: true };
const breaks: Migration = { apply: async () => {}, additive: false };

test("a database that does not say what its schema is stops the start after 1.5 s", async () => {
  const silent = { collection: () => ({ findOne: () => new Promise(() => {}) }) };
  const took = await livedMs(() =>
    expect(migrate(silent as unknown as Db, migrations)).rejects.toMatchObject({
      code: "store-unavailable",
    }),
  );
  expect(took).toBeLessThan(2_000);
});

async function openAndClose(): Promise<void> {
  const store = await createMongoStore({ uri: database.uri });
  await store.close();
}

test("four processes that start at once on an empty database all start, and it has the schema", async () => {
  await Promise.all([openAndClose(), openAndClose(), openAndClose(), openAndClose()]);
  expect(await schema()).toMatchObject({ version: migrations.length });
  const collections = await database.db.listCollections({}, { nameOnly: true }).toArray();
  expect(collections.map(({ name }) => name).toSorted()).toEqual([
    "api_keys",
    "artifacts",
    "audit",
    "calls",
    "chapters",
    "days",
    "ended_sessions",
    "events",
    "heads",
    "novels",
    "owners",
    "settings",
    "steps",
  ]);
  const indexes = await database.db.collection("novels").indexes();
  expect(indexes.map(({ name }) => name)).toContain("by_idempotency_key");
});

test("migrations are applied in order, each once, and the version grows with each", async () => {
  const applied: [name: string, version: number | undefined][] = [];
  const step = (name: string): Migration => ({
    async apply() {
      applied.push([name, (await schema())?.version]);
    },
    additive: true,
  });
  const fails: Migration = {
    apply: () => Promise.reject(new Error("no index today")),
    additive: true,
  };
  await expect(start([step("a"), fails, step("c")])).rejects.toThrow("no index");
  await start([step("a"), step("b"), step("c")]);
  await start([step("a"), step("b"), step("c")]);
  expect(applied).toEqual([
    ["a", undefined],
    ["b", 1],
    ["c", 2],
  ]);
});

test("a process of the release before starts on what a newer one only added to, and works", async () => {
  const newer = [...migrations, addsNothing, addsNothing];
  await openAndClose();
  await start(newer);
  const older = await createMongoStore({ uri: database.uri });
  const novel = await acceptAndClaim(older);
  const committed = await older.novels.commitStep(novel, newChange());
  expect(committed.outcome).toBe("committed");
  await older.close();
  const kept = { version: newer.length };
  expect(await schema(), "the newer schema stays recorded").toMatchObject(kept);
  await start(newer);
  expect(await schema()).toMatchObject(kept);
});

test("the first release starts on the schema of this one, which starts on that of the first", async () => {
  const first = migrations.slice(0, 1);
  await start(first);
  await openAndClose();
  await start(first);
  await openAndClose();
  expect(await schema()).toMatchObject({ version: migrations.length, oldestReader: 1 });
});

test("a newer schema that breaks with this one is refused, all versions named, and stays as it is", async () => {
  const own = migrations.length;
  await start([...migrations, breaks, addsNothing]);
  const before = await schema();
  expect(before).toMatchObject({ version: own + 2, oldestReader: own + 1 });
  await expect(openAndClose()).rejects.toMatchObject({
    code: "store-unavailable",
    message: expect.stringMatching(
      `version ${own + 2}.*version ${own + 1} on.*version ${own} and older`,
    ) as string,
  });
  expect(await schema()).toEqual(before);
  await start([...migrations, breaks]);
});

test("a newer schema that does not say who can read it is refused", async () => {
  await database.db
    .collection<{ _id: string; version: number }>("settings")
    .insertOne({ _id: "schema", version: 999 });
  await expect(openAndClose()).rejects.toMatchObject({ code: "store-unavailable" });
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

test.each([
  "novels",
  "chapters",
  "artifacts",
  "events",
  "calls",
  "steps",
  "days",
  "api_keys",
  "audit",
  "ended_sessions",
  "settings",
  "heads",
])("a document of %s that lacks what every one has is refused", async (name) => {
  await openAndClose();
  const collection = database.db.collection<{ _id: string }>(name);
  await expect(collection.insertOne({ _id: "a stranger's" })).rejects.toMatchObject({
    code: 121,
  });
});

test("an owner's document may lack all that it can have, and has nothing of another kind", async () => {
  await openAndClose();
  const owners = database.db.collection<{ _id: string; sessionEpoch?: unknown }>("owners");
  await owners.insertOne({ _id: "somebody" });
  await expect(owners.insertOne({ _id: "else", sessionEpoch: "1" })).rejects.toMatchObject({
    code: 121,
  });
});

test("every migration file is in the list, in the order of its number", async () => {
  const folder = new URL("./migrations/", import.meta.url);
  const files = readdirSync(folder).toSorted();
  const exported: unknown[] = [];
  for (const file of files) {
    const module = (await import(new URL(file, folder).href)) as Record<string, unknown>;
    exported.push(...Object.values(module));
  }
  expect(exported).toEqual(migrations.map(({ apply }) => apply));
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
  const apply = (code: number) => migrations[0]?.apply(failing(code) as unknown as Db);
  await expect(apply(namespaceExists)).resolves.toBeUndefined();
  await expect(apply(13)).rejects.toThrow("not made");
});
