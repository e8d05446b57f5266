import { afterAll, beforeAll, beforeEach } from "vitest";
import { storeContract } from "#/ports/store/store.contract.ts";
import { type MongoDatabase, makeMongoDatabase, noMongo } from "#test/harness/mongo-database.ts";
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
  const store = await createMongoStore({ uri: database.uri });
  return {
    store,
    async close() {
      await store.close();
      await database.empty();
    },
  };
});
