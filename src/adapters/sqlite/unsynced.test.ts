import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  cause,
  moment,
  newChange,
  newIntent,
  newNovel,
  newReservation,
  newSettlement,
  newTurn,
  novelId,
  turnEnd,
} from "#/ports/store/records.fixture.ts";
import { createConnection, type Connection } from "./connection.ts";
import { createDays } from "./days.ts";
import { createLedger } from "./ledger.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { createNovels } from "./novels.ts";

let connection: Connection;
let unsynced: number;

beforeEach(() => {
  const plain = createConnection(new DatabaseSync(":memory:"));
  migrate(plain, migrations);
  unsynced = 0;
  connection = {
    ...plain,
    unsynced(work) {
      unsynced += 1;
      return plain.unsynced(work);
    },
  };
});
afterEach(() => {
  connection.close();
});

test("novels, changes, intents and settlements survive a power cut; leases and the day's sums need not", async () => {
  const novels = createNovels(connection);
  const ledger = createLedger(connection);
  const days = createDays(connection);
  const id = novelId(1);
  const waited = async (work: () => Promise<unknown>) => {
    const before = unsynced;
    await work();
    return unsynced === before;
  };
  const claim = {
    holder: "worker-1",
    at: moment(60),
    pins: {},
    activePerOwner: 1,
    turn: newTurn(),
  };
  const day = "2026-01-01";
  expect(await waited(() => novels.accept(newNovel(), { cause, events: [] }))).toBe(true);
  expect(await waited(() => novels.claim(id, claim))).toBe(false);
  expect(await waited(() => novels.beat({ id, epoch: 1 }))).toBe(false);
  expect(await waited(() => days.reserve(day, newReservation(), null))).toBe(false);
  expect(await waited(() => ledger.intend(newIntent(), { lastSeq: 0 }))).toBe(true);
  expect(await waited(() => ledger.settle(`${newIntent().key}:1`, newSettlement()))).toBe(true);
  expect(await waited(() => days.settle(day, newReservation(), 1))).toBe(false);
  const fence = { id, epoch: 1, lastSeq: 0 };
  const kept = { keepLease: true };
  expect(await waited(() => novels.commitStep(fence, newChange(), kept))).toBe(true);
  expect(await waited(() => novels.release({ id, epoch: 1 }, turnEnd))).toBe(false);
});
