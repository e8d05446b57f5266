import { pino } from "pino";
import { expect, test } from "vitest";
import type { SettingsPatch } from "#/contract/settings.ts";
import { newAudit } from "#/ports/store/audit.contract.ts";
import { changeSettings } from "./change-settings.ts";
import { openCommandDeps } from "./command-deps.fixture.ts";
import { createLiveSettings } from "./live-settings.ts";

const hourly = (limit: number) => ({ limit, windowMs: 3_600_000 });

const environment = {
  logLevel: "info",
  traceSampleRatio: 0.5,
  queuePaused: false,
  budgetUsdPerDay: 5,
  rateLimits: {
    "novel-create": hourly(10),
    "novel-read": hourly(100),
    "realtime-metrics": hourly(20),
    "admin-failure": hourly(20),
    report: hourly(120),
    "socket-connect": hourly(60),
    read: hourly(600),
    write: hourly(60),
  },
} as const;

async function open() {
  const { deps } = await openCommandDeps();
  const log = pino({ level: "silent" });
  const settings = createLiveSettings({ ...deps, environment, log });
  const operator = { name: "ops", cause: { traceId: "t", requestId: "r" } };
  const change = (patch: SettingsPatch, onlyAt?: number) =>
    changeSettings({ ...deps, settings, unpricedModels: () => [] }, operator, patch, onlyAt);
  const audit = async () => (await deps.store.audit.list({ limit: 100 })).items;
  return { ...deps, settings, operator, change, audit };
}

test("a process is in force of its environment's settings until others are stored", async () => {
  const { settings, change, store } = await open();
  expect(settings.now()).toEqual(environment);
  await change({ logLevel: "warn", rateLimits: { read: "7/minute" } });
  const others = createLiveSettings({ store, environment, log: pino({ level: "silent" }) });
  await others.refresh();
  for (const { now } of [settings, others])
    expect(now()).toEqual({
      ...environment,
      logLevel: "warn",
      rateLimits: { ...environment.rateLimits, read: { limit: 7, windowMs: 60_000 } },
    });
});

test("null goes back to the environment's value, and leaves all else as it is set", async () => {
  const { settings, change } = await open();
  await change({ queuePaused: true, traceSampleRatio: 0, rateLimits: { read: "7/hour" } });
  await change({ traceSampleRatio: null, rateLimits: { read: null } });
  expect(settings.now()).toEqual({ ...environment, queuePaused: true });
});

test("a day's budget can be none, over the environment's, which null goes back to", async () => {
  const { settings, change, audit, store } = await open();
  await change({ budgetUsdPerDay: "unlimited" });
  expect(settings.now().budgetUsdPerDay).toBeNull();
  const others = createLiveSettings({ store, environment, log: pino({ level: "silent" }) });
  await others.refresh();
  expect(others.now().budgetUsdPerDay).toBeNull();
  await change({ budgetUsdPerDay: 7 });
  expect(settings.now().budgetUsdPerDay).toBe(7);
  await change({ budgetUsdPerDay: "unlimited" });
  await change({ budgetUsdPerDay: null });
  expect(settings.now().budgetUsdPerDay).toBe(5);
  expect((await audit()).map(({ before, after }) => [before, after])).toEqual(
    [
      [null, "unlimited"],
      ["unlimited", 7],
      [7, "unlimited"],
      ["unlimited", null],
    ]
      .map(([before, after]) => [{ budgetUsdPerDay: before }, { budgetUsdPerDay: after }])
      .toReversed(),
  );
});

test("a follower is told of the settings now and whenever they change, and not in between", async () => {
  const { settings, change } = await open();
  const told: unknown[] = [];
  settings.follow(({ budgetUsdPerDay }) => told.push(budgetUsdPerDay));
  await settings.refresh();
  await change({ budgetUsdPerDay: 7 });
  await settings.refresh();
  await change({ budgetUsdPerDay: 7 });
  await change({ budgetUsdPerDay: null });
  expect(told).toEqual([5, 7, 5]);
});

test("what a newer release has set, or nobody could mean, is passed over and kept", async () => {
  const { settings, change, store } = await open();
  const values = { tone: "dark", logLevel: "loud", rateLimits: { tide: "1/moon", read: "lots" } };
  const record = { version: 1, values, changedAt: null, changedBy: null };
  await store.settings.write(record, newAudit());
  await settings.refresh();
  expect(settings.now()).toEqual(environment);
  await change({ queuePaused: true, rateLimits: { write: "1/hour" } });
  expect((await store.settings.read()).values).toEqual({
    ...values,
    queuePaused: true,
    rateLimits: { ...values.rateLimits, write: "1/hour" },
  });
});

test("a change tells who, what it was and what it is; one that changes nothing is none", async () => {
  const { change, audit, store } = await open();
  await change({ queuePaused: true, rateLimits: { read: "7/hour" } });
  await change({ queuePaused: true });
  await change({ queuePaused: null, logLevel: "error" });
  expect(await audit()).toMatchObject([
    {
      seq: 2,
      actor: "ops",
      action: "config.change",
      before: { queuePaused: true, logLevel: null },
      after: { queuePaused: null, logLevel: "error" },
    },
    {
      before: { queuePaused: null, "rateLimits.read": null },
      after: { queuePaused: true, "rateLimits.read": "7/hour" },
    },
  ]);
  expect(await store.settings.read()).toMatchObject({ version: 2, changedBy: "ops" });
});

test("of two who change different settings at once both are heeded", async () => {
  const { settings, change, audit } = await open();
  await Promise.all([change({ queuePaused: true }), change({ logLevel: "error" })]);
  expect(settings.now()).toMatchObject({ queuePaused: true, logLevel: "error" });
  expect(await audit()).toHaveLength(2);
});

test("a change on condition of a version is refused at any other", async () => {
  const { change, audit } = await open();
  await change({ queuePaused: true }, 0);
  await expect(change({ queuePaused: false }, 0)).rejects.toMatchObject({
    code: "precondition-failed",
  });
  expect(await audit()).toHaveLength(1);
});

test("no day's budget is set that a model without a price could not keep", async () => {
  const { settings, operator, audit, ...deps } = await open();
  const unpricedModels = () => ["a-model"];
  await expect(
    changeSettings({ ...deps, settings, unpricedModels }, operator, { budgetUsdPerDay: 1 }),
  ).rejects.toMatchObject({ code: "invalid-input", errors: [{ path: "budgetUsdPerDay" }] });
  expect(await audit()).toEqual([]);
  const none = { budgetUsdPerDay: "unlimited" } as const;
  await changeSettings({ ...deps, settings, unpricedModels }, operator, none);
  expect(settings.now().budgetUsdPerDay).toBeNull();
});
