import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { createModelPlan } from "#/domain/model-plan.ts";
import { reserveCall } from "#/domain/reserve-call.ts";
import {
  acceptAndClaim,
  claimNovel,
  endLease,
  newChange,
  newIntent,
  newSettlement,
  novelId,
  readNovel,
} from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { abandonLostCalls } from "./abandon-lost-calls.ts";
import { settleDays } from "./settle-days.ts";

const log = pino({ level: "silent" });
const plan = createModelPlan({
  model: "a-model",
  notice: null,
  overrides: {},
  prices: {},
  dayBudgetNanoUsd: null,
});
const yesterday = "2026-11-22";
const today = "2026-11-23";
let store: Store;
let dataDir: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "colophon-lost-"));
  store = await createSqliteStore({ dataDir });
  await acceptAndClaim(store);
});

afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Begins a call of novel `n` on a day; its reservation is `nanoUsd`. */
async function call(day: string, nanoUsd: number, n = 1) {
  const novel = await readNovel(store, novelId(n));
  const at = `${day}T12:00:00.000Z`;
  const { id: novelIdOf, epoch } = novel;
  const key = `${novelIdOf}:${day}`;
  const intent = newIntent({ novelId: novelIdOf, key, spanId: `${key}:${epoch}`, epoch, at });
  return reserveCall({ store, plan }, novel, { ...intent, reservedNanoUsd: nanoUsd });
}

/** Settles a call as its worker does, whoever holds the lease. */
async function settle({ id, settleDay }: Awaited<ReturnType<typeof call>>, costNanoUsd: number) {
  await store.ledger.settle(id, newSettlement({ outcome: "accepted", costNanoUsd }));
  await settleDay(costNanoUsd);
}

const account = async (day: string) => {
  const { reservedNanoUsd, spentNanoUsd } = await store.days.read(day);
  return [reservedNanoUsd, spentNanoUsd];
};

test.each(["paused", "cancelled"] as const)(
  "calls of a novel that was %s and whose worker died are charged as reserved, on it and on their days",
  async (status) => {
    await call(yesterday, 10);
    await call(today, 300);
    const { id, lastSeq } = await readNovel(store);
    await store.novels.applyCommand({ id, lastSeq }, newChange({ set: { status } }));
    expect(await abandonLostCalls({ store, log }), "while its worker holds it").toBe(0);
    expect(await account(today)).toEqual([300, 0]);
    await endLease(store);
    expect(await abandonLostCalls({ store, log })).toBe(2);
    expect(await readNovel(store)).toMatchObject({ reservedNanoUsd: 0, spentNanoUsd: 310 });
    expect(await abandonLostCalls({ store, log })).toBe(0);
    await settleDays({ store });
    expect(await account(yesterday)).toEqual([10, 0]);
    expect(await account(today)).toEqual([300, 0]);
  },
);

test("many processes at once charge a call once, and no other call's money", async () => {
  await call(today, 10);
  await acceptAndClaim(store, { id: novelId(2) });
  await call(today, 500, 2);
  await endLease(store);
  const charged = await Promise.all(
    Array.from({ length: 8 }, () => abandonLostCalls({ store, log })),
  );
  expect(charged.reduce((sum, calls) => sum + calls, 0)).toBe(1);
  expect(await account(today)).toEqual([510, 0]);
});

test.each([0, 7, 10, 12])(
  "a settlement that comes after all corrects novel and day to %i",
  async (cost) => {
    const late = await call(today, 10);
    await acceptAndClaim(store, { id: novelId(2) });
    await call(today, 500, 2);
    await endLease(store);
    await abandonLostCalls({ store, log });
    await settleDays({ store });
    await settle(late, cost);
    expect(await readNovel(store)).toMatchObject({ reservedNanoUsd: 0, spentNanoUsd: cost });
    expect(await account(today)).toEqual([500, cost]);
  },
);

test("a call that is settled in time is charged what it cost, also after another's was given up", async () => {
  await call(yesterday, 10);
  await endLease(store);
  await claimNovel(store, novelId(1));
  const own = await call(today, 300);
  expect(await abandonLostCalls({ store, log })).toBe(1);
  await settle(own, 200);
  expect(await readNovel(store)).toMatchObject({ reservedNanoUsd: 0, spentNanoUsd: 210 });
  expect(await account(today)).toEqual([0, 200]);
});

test("the line of calls that nobody settled tells the novel, and the request and trace that it began by", async () => {
  const lines: unknown[] = [];
  const telling = pino({}, { write: (line) => void lines.push(JSON.parse(line)) });
  await call(today, 10);
  const { id, lastSeq, requestId, traceparent } = await readNovel(store);
  await store.novels.applyCommand({ id, lastSeq }, newChange({ set: { status: "paused" } }));
  await endLease(store);
  await abandonLostCalls({ store, log: telling });
  expect(lines).toMatchObject([
    {
      event: "calls.abandoned",
      novel_id: id,
      request_id: requestId,
      trace_id: traceparent.split("-")[1],
    },
  ]);
});
