import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ProblemError } from "#/contract/problem.ts";
import {
  acceptAndClaim,
  cause,
  moment,
  newChange,
  newIntent,
  newNovel,
  newReservation,
  newSettlement,
  newTurn,
  novelId,
} from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { type TcpProxy, startTcpProxy } from "#test/faults/tcp-proxy.ts";
import { livedMs } from "#test/harness/lived-ms.ts";
import { type MongoDatabase, makeMongoDatabase, noMongo } from "#test/harness/mongo-database.ts";
import type { PoolCounts } from "./pool-counts.ts";
import { createMongoStore } from "./store.ts";

let database: MongoDatabase;
let proxy: TcpProxy;
let store: Store & { poolCounts: () => PoolCounts };

beforeAll(async () => {
  if (!noMongo) database = await makeMongoDatabase();
});
beforeEach(async ({ skip }) => {
  if (noMongo) skip(noMongo);
  proxy = await startTcpProxy({ target: database.target });
  const uri = database.uriThrough(proxy.port);
  store = await createMongoStore({ uri });
  await acceptAndClaim(store);
});
afterEach(async () => {
  if (noMongo) return;
  await proxy.close();
  await store.close();
  await database.empty();
});
afterAll(() => database?.drop());

const fence = { id: novelId(1), epoch: 1, lastSeq: 1 };

/** What is counted when there is no connection. */
const none: PoolCounts = { connections: { available: 0, inUse: 0, pending: 0 }, waiting: 0 };

/** One operation of each kind, some of them on the same novel. */
const operations: Record<string, () => Promise<unknown>> = {
  get: () => store.novels.get(novelId(1)),
  list: () => store.novels.list({ owner: "owner-1", limit: 10 }),
  accept: () => store.novels.accept(newNovel({ id: novelId(2) }), { cause, events: [] }),
  claim: () =>
    store.novels.claim(novelId(1), {
      holder: "a",
      at: moment(9),
      pins: {},
      activePerOwner: 1,
      turn: newTurn(),
    }),
  beat: () => store.novels.beat(fence),
  commitStep: () => store.novels.commitStep(fence, newChange()),
  applyCommand: () => store.novels.applyCommand(fence, newChange()),
  intend: () => store.ledger.intend(newIntent(), fence),
  settle: () => store.ledger.settle("a:1", newSettlement()),
  events: () => store.log.read({ novelId: novelId(1), after: 0, limit: 10 }),
  reserve: () => store.days.reserve("2026-11-23", newReservation({ nanoUsd: 1 }), 9),
};

/** Starts every operation at once; the code of each one's error. */
async function askForAll(): Promise<Record<string, unknown>> {
  const answers = Object.entries(operations).map(async ([name, run]) => {
    const code = await run().then(
      () => "an answer",
      (error: unknown) => (error instanceof ProblemError ? error.code : error),
    );
    return [name, code] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}

const everyOneSays = (code: string) =>
  Object.fromEntries(Object.keys(operations).map((name) => [name, code]));

async function untilWell(): Promise<void> {
  while ((await store.health()) === "down") await sleep(20);
}

describe.each([
  [
    "refuses connections",
    () => {
      proxy.refuse();
      proxy.cut();
    },
    () => proxy.accept(),
  ],
  ["does not answer", () => proxy.stall(), () => proxy.resume()],
])("a MongoDB that %s", (_, fail, mend) => {
  test("fails every operation within two seconds as store-unavailable, and serves again when it is back", async () => {
    expect(await store.health()).toBe("ok");
    fail();
    const took = await livedMs(async () => {
      const [answers, health] = await Promise.all([askForAll(), store.health()]);
      expect(answers).toEqual(everyOneSays("store-unavailable"));
      expect(health).toBe("down");
    });
    expect(took).toBeLessThan(2_000);

    mend();
    await untilWell();
    const { items } = await store.novels.list({ owner: "owner-1", limit: 10 });
    expect(items).toMatchObject([{ id: novelId(1), lastSeq: 1 }]);
    expect(await store.novels.commitStep(fence, newChange())).toMatchObject({
      outcome: "committed",
    });
  });
});

test("connections that were cut while nobody used them cost no operation", async () => {
  await askForAll();
  proxy.cut();
  expect(await store.novels.get(novelId(1))).toMatchObject({ id: novelId(1) });
  proxy.cut();
  expect(await store.days.reserve("2026-11-23", newReservation({ nanoUsd: 1 }), 9)).toBe(true);
  proxy.cut();
  expect(await store.novels.applyCommand({ ...fence, lastSeq: 2 }, newChange())).toMatchObject({
    outcome: "committed",
  });
});

test("a start without MongoDB is refused at once as store-unavailable", async () => {
  proxy.refuse();
  proxy.cut();
  const starting = () => createMongoStore({ uri: database.uriThrough(proxy.port) });
  const took = await livedMs(() =>
    expect(starting()).rejects.toMatchObject({ code: "store-unavailable" }),
  );
  expect(took).toBeLessThan(2_000);
});

test("what it tells of its connections is right again after they were cut and made anew", async () => {
  for (const _ of ["once", "again"]) {
    const asking = askForAll();
    proxy.refuse();
    proxy.cut();
    await asking;
    await expect.poll(store.poolCounts).toEqual(none);
    proxy.accept();
    await untilWell();
    await askForAll();
    await expect
      .poll(store.poolCounts)
      .toMatchObject({ connections: { inUse: 0, pending: 0 }, waiting: 0 });
    expect(store.poolCounts().connections.available).toBeGreaterThan(0);
  }
});

test("tells of its connections: in use while it asks, available after, gone when it is closed", async () => {
  proxy.stall();
  const asking = store.novels.leases();
  await expect.poll(store.poolCounts).toMatchObject({ connections: { inUse: 1 }, waiting: 0 });
  proxy.resume();
  await asking;
  expect(store.poolCounts()).toMatchObject({ connections: { inUse: 0 }, waiting: 0 });
  expect(store.poolCounts().connections.available).toBeGreaterThan(0);
  await store.close();
  expect(store.poolCounts()).toEqual(none);
});
