import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  cause,
  claimNovel,
  intend,
  moment,
  newArtifact,
  newChange,
  newChapter,
  newIntent,
  newNovel,
  newSettlement,
  novelId,
  readNovel,
} from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { toCallRow, toSettledRow } from "./call-row.ts";
import { createConnection, type Connection, type Parameters } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { createSqliteStore } from "./store.ts";

let dataDir: string;
let store: Store;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "colophon-migrations-"));
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

/** Opens the Store on a database of schema `version` into which `fill` wrote. */
async function openAfter(version: number, fill: (connection: Connection) => void): Promise<void> {
  const connection = createConnection(new DatabaseSync(join(dataDir, "colophon.sqlite")));
  migrate(connection, migrations.slice(0, version));
  fill(connection);
  connection.close();
  store = await createSqliteStore({ dataDir });
}

function insert(connection: Connection, table: string, row: Parameters): void {
  const columns = Object.keys(row).join(", ");
  const values = columns.replaceAll(/\w+/g, ":$&");
  connection.prepare(`insert into ${table} (${columns}) values (${values})`).run(row);
}

const queued = {
  version: 1,
  novelId: novelId(1),
  seq: 1,
  at: moment(0),
  ...cause,
  type: "novel.queued",
  data: { title: "The Salt Road" },
};

/** A novel as schema 1 kept it, and what it has. */
function fillFirstSchema(connection: Connection): void {
  const { requestId, traceparent, title, params, round, failures, delays, wake } = newNovel();
  const told = { requestId, traceparent, title, params, statusReason: null, notice: null };
  const doc = { ...told, round, failures, delays, wake, chapters: [], outlineRevision: 1 };
  const free = {
    owner: "owner-1",
    idempotency_key: "key-1",
    body_hash: "hash-1",
    status: "writing",
    step: "chapter-1",
    pins: JSON.stringify({ scene: 1 }),
    run_at: null,
    epoch: 3,
    lease_holder: null,
    last_seq: 1,
    first_seq: 1,
    spent_nano_usd: 8_000,
    created_at: moment(0),
    updated_at: moment(2),
    doc: JSON.stringify(doc),
  };
  const leased = { id: novelId(1), lease_holder: "worker-1" };
  insert(connection, "novels", { ...free, ...leased });
  insert(connection, "novels", { ...free, id: novelId(2), idempotency_key: null });
  const of = { novel_id: novelId(1), number: 1, revision: 1 };
  const outline = newArtifact({ number: 1 });
  insert(connection, "events", { novel_id: novelId(1), seq: 1, doc: JSON.stringify(queued) });
  insert(connection, "chapters", { ...of, doc: JSON.stringify(newChapter()) });
  insert(connection, "artifacts", { ...of, kind: "outline", doc: JSON.stringify(outline) });

  const intent = (attempt: number) =>
    toCallRow(`a:${attempt}`, attempt, newIntent({ key: "a", spanId: `span-${attempt}` }));
  const settled = toSettledRow(newSettlement({ costNanoUsd: 3_000 }));
  const unknown = { ...intent(2), outcome: "unknown", cost_nano_usd: 5_000 };
  insert(connection, "calls", { ...intent(1), ...settled });
  insert(connection, "calls", unknown);
  insert(connection, "calls", { ...intent(3), outcome: "intent" });
  insert(connection, "calls", { ...intent(4), outcome: "intent" });
}

test("0002: a novel, its log, its texts and its calls are there, with what they lacked", async () => {
  await openAfter(1, fillFirstSchema);
  const novel = {
    ...newNovel({ idempotencyKey: "key-1", bodyHash: "hash-1", outlineRevision: 1 }),
    status: "writing",
    step: "chapter-1",
    pins: { scene: 1 },
    epoch: 3,
    lease: { holder: "worker-1", beat: 0 },
    lastSeq: 1,
    firstSeq: 1,
    spentNanoUsd: 8_000,
    reservedNanoUsd: 10_000,
    budgetNanoUsd: null,
    hold: null,
    neededNanoUsd: null,
    updatedAt: moment(2),
  };
  expect(await readNovel(store)).toEqual(novel);
  const other = { id: novelId(2), idempotencyKey: null, lease: null, reservedNanoUsd: 0 };
  expect(await readNovel(store, novelId(2))).toEqual({ ...novel, ...other });

  const log = await store.log.read({ novelId: novelId(1), after: 0, limit: 10 });
  expect(log?.items).toEqual([queued]);
  expect(await store.novels.chapters(novelId(1))).toEqual([newChapter()]);
  expect(await store.novels.artifacts(novelId(1), "outline")).toEqual([newArtifact({ number: 1 })]);
  const calls = await store.ledger.calls(novelId(1));
  expect(calls.map(({ id, outcome }) => [id, outcome])).toEqual([
    ["a:1", "accepted"],
    ["a:2", "unknown"],
    ["a:3", "intent"],
    ["a:4", "intent"],
  ]);
});

test("0002: work goes on where it was: leases, intents, settlements and days", async () => {
  await openAfter(1, fillFirstSchema);
  const { novels, ledger, days } = store;
  const held = { id: novelId(1), holder: "worker-1", epoch: 3, beat: 0 };
  expect(await novels.leases()).toEqual([held]);
  const day = "2026-01-01";
  expect(await days.read(day)).toEqual({ reservedNanoUsd: 10_000, spentNanoUsd: 8_000 });

  await ledger.settle("a:3", newSettlement({ costNanoUsd: 1_000 }));
  await ledger.settle("a:2", newSettlement({ costNanoUsd: 4_000 }));
  expect(await novels.breakLease(held, { runAt: null, at: moment(2) })).toBe(true);
  const overdue = { day, nanoUsd: 5_000, unknown: false };
  expect(await days.overdue()).toEqual([{ ...overdue, id: "span-3", costNanoUsd: 1_000 }]);
  expect(await ledger.abandon(novelId(1))).toEqual([{ day, calls: 1, nanoUsd: 5_000 }]);
  expect(await readNovel(store)).toMatchObject({ spentNanoUsd: 13_000, reservedNanoUsd: 0 });
  const { epoch } = await claimNovel(store, novelId(1));
  expect(await intend(store, { key: "a", epoch })).toBe("a:5");
});

test("0006: a novel whose log says that it was started is not started again", async () => {
  await openAfter(1, (connection) => {
    fillFirstSchema(connection);
    const started = { ...queued, seq: 2, type: "novel.started", data: {} };
    const event = { novel_id: novelId(1), seq: 2, doc: JSON.stringify(started) };
    insert(connection, "events", event);
  });
  expect((await readNovel(store)).begun).toEqual({ step: "chapter-1", round: 0 });
  expect((await readNovel(store, novelId(2))).begun).toBeNull();
});

test("0007: a turn that began before turns were written down ends without one; the next has one", async () => {
  await openAfter(1, fillFirstSchema);
  const claimed = await readNovel(store);
  const committed = await store.novels.commitStep(claimed, newChange());
  expect(committed.outcome).toBe("committed");
  expect(await store.novels.stepTurns(novelId(1), 9)).toEqual([]);
  await claimNovel(store, novelId(1));
  expect(await store.novels.stepTurns(novelId(1), 9)).toMatchObject([
    { epoch: 4, step: "chapter-1", pins: { scene: 1 }, outcome: null },
  ]);
});
