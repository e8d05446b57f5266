import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { AuditList } from "#/contract/audit.ts";
import type { NovelStanding } from "#/contract/novel-standing.ts";
import type { NovelView } from "#/contract/novel.ts";
import type { SettingsView } from "#/contract/settings.ts";
import { type FaultModelServer, startModelServer } from "#test/faults/model-server.ts";
import { operate, operatorEnv } from "#test/harness/operator.ts";
import { type Cluster, noCluster, startCluster } from "#test/harness/start-cluster.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";
import { until } from "#test/harness/until.ts";
import { visit } from "#test/harness/visitor.ts";

const short = { targetWordCount: 1_000, targetChapters: 1 };
/** What the contract allows a change to take, in milliseconds. */
const inForceMs = 5_000;

const dayBudget = {
  OPENAI_MODEL: "other-model",
  MODEL_PRICES: '{"other-model": {"inputUsdPerMillion": 1, "outputUsdPerMillion": 2}}',
  BUDGET_USD_PER_DAY: "0.011",
};

test("in one process a change is in force at once, and after a kill and a start too", async () => {
  const model = await startModelServer();
  onTestFinished(() => model.close());
  const env = { ...operatorEnv, ...dayBudget, OPENAI_BASE_URL: model.baseUrl, LOG_LEVEL: "warn" };
  const first = await startColophon({ env });
  onTestFinished(() => first.kill());
  const change = (url: string, patch: object) =>
    operate(url).ask<SettingsView>("PATCH", "/config", patch);

  const visitor = visit(first.url);
  await change(first.url, { queuePaused: true });
  const { id } = await visitor.createNovel(short);
  await sleep(6_000);
  const standing = await operate(first.url).ask<NovelStanding>("GET", `/novels/${id}`);
  expect(standing).toMatchObject({ status: "queued", lease: null });
  expect(standing.standing).toContain("paused the queue");
  expect(model.requests).toEqual([]);
  await first.kill();

  const second = await startColophon({ env, dataDir: first.dataDir });
  onTestFinished(async () => void (await second.stop()));
  await sleep(6_000);
  expect(model.requests, "still paused").toEqual([]);
  expect(second.logs(), "nothing below warn").not.toContain('"level":"info"');
  await change(second.url, { queuePaused: null, logLevel: "debug" });
  visitor.moveTo(second.url);
  await visitor.get(`/api/novel/${id}`);
  await until("an info line", () => second.logs().includes('"level":"info"'), inForceMs);
  await visitor.eventsUntil(id, "call.retried");
  await until("held by the day", async () => {
    const { budget } = await operate(second.url).ask<NovelStanding>("GET", `/novels/${id}`);
    return budget.heldBy === "day-budget";
  });
  await change(second.url, { budgetUsdPerDay: 5 });
  await until(
    "freed",
    async () => (await visitor.events(id)).some(({ type }) => type === "novel.resumed"),
    inForceMs,
  );
  await visitor.eventsUntil(id, "novel.completed");
  const { items } = await operate(second.url).ask<AuditList>("GET", "/audit");
  expect(items.map(({ seq, action }) => [seq, action])).toEqual(
    [3, 2, 1].map((seq) => [seq, "config.change"]),
  );
});

test("in one process the share of new traces that are kept is the operator's, and then the environment's again", async () => {
  const env = {
    ...operatorEnv,
    // Nothing listens there, which is no error.
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
    TRACE_SAMPLE_RATIO: "1",
  };
  const { url, stop } = await startColophon({ env });
  onTestFinished(async () => void (await stop()));
  const flags = async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/api/about`)));
    return new Set(answers.map(({ headers }) => headers.get("traceresponse")?.slice(-2)));
  };
  const change = (traceSampleRatio: number | null) =>
    operate(url).ask("PATCH", "/config", { traceSampleRatio });
  expect(await flags()).toEqual(new Set(["01"]));
  await change(0);
  expect(await flags()).toEqual(new Set(["00"]));
  await change(1);
  expect(await flags()).toEqual(new Set(["01"]));
  await change(0);
  await change(null);
  expect(await flags()).toEqual(new Set(["01"]));
});

/** Takes the day's limit away, sets it back and takes it away again, and sees novels go by it. */
async function liftDayBudget(url: string, change: (patch: object) => Promise<unknown>) {
  const visitor = visit(url);
  const isHeld = async (id: string) =>
    (await operate(url).ask<NovelStanding>("GET", `/novels/${id}`)).budget.heldBy === "day-budget";
  await change({ budgetUsdPerDay: "unlimited" });
  const first = await visitor.createNovel(short);
  await visitor.eventsUntil(first.id, "novel.completed");
  await change({ budgetUsdPerDay: null });
  const second = await visitor.createNovel(short);
  await until("held by the day", () => isHeld(second.id));
  await change({ budgetUsdPerDay: "unlimited" });
  await until("freed", async () => !(await isHeld(second.id)), inForceMs);
  await visitor.eventsUntil(second.id, "novel.completed");
  const { budgetUsdPerDay } = await operate(url).ask<SettingsView>("GET", "/config");
  const { items } = await operate(url).ask<AuditList>("GET", "/audit");
  return { shown: budgetUsdPerDay, audited: items.slice(0, 3).map(({ after }) => after) };
}

const lifted = {
  shown: { value: null, from: "stored", environment: 0.011 },
  audited: ["unlimited", null, "unlimited"].map((value) => ({ budgetUsdPerDay: value })),
};

test("in one process the day's limit of the environment is lifted, and back in force, when an operator says so", async () => {
  const model = await startModelServer();
  onTestFinished(() => model.close());
  const env = { ...operatorEnv, ...dayBudget, OPENAI_BASE_URL: model.baseUrl };
  const { url, stop } = await startColophon({ env });
  onTestFinished(async () => void (await stop()));
  const change = (patch: object) => operate(url).ask("PATCH", "/config", patch);
  expect(await liftDayBudget(url, change)).toEqual(lifted);
});

describe("in many processes", () => {
  let model: FaultModelServer;
  let cluster: Cluster;

  beforeEach(({ skip }) => {
    if (noCluster) skip(noCluster);
  });
  beforeAll(async () => {
    if (noCluster) return;
    model = await startModelServer();
    cluster = await startCluster({
      apis: 2,
      workers: 1,
      env: { ...operatorEnv, ...dayBudget, OPENAI_BASE_URL: model.baseUrl, LOG_LEVEL: "info" },
    });
  });
  afterAll(async () => {
    await cluster?.close();
    await model?.close();
  });

  const running = (): RunningColophon[] => [...cluster.apis, ...cluster.workers];
  const change = (patch: object) =>
    operate(cluster.apis[0]?.url ?? "").ask<SettingsView>("PATCH", "/config", patch);
  /** Every process says itself that a version is in force there. */
  async function everywhere({ version }: SettingsView): Promise<void> {
    for (const { logs } of running())
      await until(
        `version ${version}`,
        () => logs().includes(`"settings_version":${version}`),
        inForceMs,
      );
  }

  test("what is changed at one is in force in all within 5 s: level, queue, limits and budget", async () => {
    const [one, other] = cluster.apis.map(({ url }) => url) as [string, string];
    const visitor = visit(one);

    await everywhere(await change({ queuePaused: true, rateLimits: { read: "3/hour" } }));
    const { id } = await visitor.createNovel(short);
    await sleep(7_000);
    expect(model.requests, "the worker claims nothing").toEqual([]);
    const codes: number[] = [];
    for (const url of [other, other, one, other])
      codes.push((await fetch(`${url}/api/novel`)).status);
    expect(codes).toEqual([200, 200, 200, 429]);

    const [worker] = cluster.workers;
    expect(worker?.logs()).not.toContain('"level":"debug"');
    const back = { queuePaused: null, rateLimits: { read: null } };
    await everywhere(await change({ ...back, logLevel: "debug" }));
    visitor.moveTo(other);
    await visitor.eventsUntil(id, "call.retried");
    await until(
      "a debug line of the worker",
      () => worker?.logs().includes('"level":"debug"'),
      inForceMs,
    );

    const heldBy = async () => {
      const path = `/novels/${id}`;
      return (await operate(one).ask<NovelStanding>("GET", path)).budget.heldBy;
    };
    await until("held by the day", async () => (await heldBy()) === "day-budget");
    await change({ budgetUsdPerDay: 5 });
    await until("freed", async () => (await heldBy()) === null, inForceMs);
    await visitor.eventsUntil(id, "novel.completed");
    const novel = await visitor.get<NovelView>(`/api/novel/${id}`);
    expect(novel.status).toBe("completed");
  });

  test("the day's limit of the environment is lifted in all, and back in force, when an operator says so", async () => {
    const everywhereChanged = async (patch: object) => everywhere(await change(patch));
    expect(await liftDayBudget(cluster.apis[1]?.url ?? "", everywhereChanged)).toEqual(lifted);
  });
});
