import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  acceptAndClaim,
  moment,
  newChange,
  newTurn,
  readNovel,
} from "#/ports/store/records.fixture.ts";
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

test("what a change sets is kept as it is, though it looks like a field's name or an operator", async () => {
  const store = await createMongoStore({ uri: database.uri, operationMs: patienceMs });
  const novel = await acceptAndClaim(store, { title: "$owner" });
  expect(novel.title).toBe("$owner");
  const set = { title: "$owner", statusReason: "$$ROOT", notice: "$", pins: { scene: 2 } };
  await store.novels.commitStep(novel, newChange({ set }), { keepLease: true });
  const { epoch, lease } = await readNovel(store);
  expect(await readNovel(store)).toMatchObject(set);
  const seen = { id: novel.id, holder: lease?.holder ?? "", epoch, beat: 0 };
  expect(await store.novels.breakLease(seen, { runAt: moment(5), at: moment(2) })).toBe(true);
  const claim = { at: moment(9), pins: { $owner: 1 }, activePerOwner: 9, turn: newTurn() };
  const cleared = newChange({ set: { pins: null } });
  await store.novels.applyCommand({ id: novel.id, lastSeq: 2 }, cleared);
  const claimed = await store.novels.claim(novel.id, { ...claim, holder: "$owner" });
  expect(claimed).toMatchObject({ pins: { $owner: 1 }, lease: { holder: "$owner" } });
  await store.close();
});
