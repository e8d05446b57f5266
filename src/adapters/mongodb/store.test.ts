import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { storeContract } from "#/ports/store/store.contract.ts";
import { type MongoDatabase, makeMongoDatabase, noMongo } from "#test/harness/mongo-database.ts";
import { patienceMs } from "#test/harness/patience.ts";
import { createMongoStore } from "./store.ts";

let database: MongoDatabase;

beforeAll(async () => {
  if (!noMongo) database = await makeMongoDatabase();
});
beforeEach(({ skip }) => {
  if (noMongo) skip(noMongo);
});
afterAll(() => database?.drop());

storeContract("MongoDB", async () => {
  const store = await createMongoStore({ uri: database.uri, operationMs: patienceMs });
  return {
    store,
    async close() {
      await store.close();
      await database.empty();
    },
  };
});

test.each([
  ["nothing listens", "127.0.0.1:1/colophon", "ECONNREFUSED"],
  ["the address is malformed", "127.0.0.1:1/colophon?foo=1", "option foo is not supported"],
  ["no such host is known", "no-host.invalid/colophon", "ENOTFOUND"],
])("a start where %s says so, and no password", async (_, place, reason) => {
  const start = createMongoStore({ uri: `mongodb://colophon:hidden-word@${place}` });
  const error = await start.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: "ProblemError", code: "store-unavailable" });
  expect(String(error)).toMatch(new RegExp(`MONGODB_URI.*${reason}`));
  expect(String(error)).not.toContain("hidden-word");
});
