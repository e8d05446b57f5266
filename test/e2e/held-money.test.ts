import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { NovelMetrics } from "#/contract/accounts.ts";
import type { NovelView } from "#/contract/novel.ts";
import { type FaultModelServer, startModelServer } from "#test/faults/model-server.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";
import { type Visitor, visit } from "#test/harness/visitor.ts";

const closers: (() => Promise<unknown>)[] = [];
let server: FaultModelServer;
let dataDir: string;

beforeEach(async () => {
  server = await startModelServer();
  closers.push(server.close);
  dataDir = await mkdtemp(join(tmpdir(), "colophon-day-"));
  closers.push(() => rm(dataDir, { recursive: true, force: true }));
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(dayBudgetUsd: string | null): Promise<RunningColophon> {
  const colophon = await startColophon({
    dataDir,
    env: {
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_MODEL: "other-model",
      MODEL_PRICES: '{"other-model": {"inputUsdPerMillion": 1, "outputUsdPerMillion": 2}}',
      ...(dayBudgetUsd !== null && { BUDGET_USD_PER_DAY: dayBudgetUsd }),
    },
  });
  closers.push(() => colophon.kill());
  return colophon;
}

const read = (visitor: Visitor, id: string) => visitor.get<NovelView>(`/api/novel/${id}`);

test.each(["5", null])(
  "novels that wait for the next day go on at once when the day's budget is raised or removed: %j",
  async (raised) => {
    const first = await start("0.011");
    const visitor = visit(first.url);
    const { id } = await visitor.createNovel({ targetWordCount: 1_000, targetChapters: 1 });
    await visitor.eventsUntil(id, "call.retried");
    const waiting = await read(visitor, id);
    expect(waiting.statusReason).toContain("the day's budget for all novels is used up");
    await first.stop();

    const second = await start(raised);
    visitor.moveTo(second.url);
    const events = await visitor.eventsUntil(id, "novel.completed");
    expect(events.filter(({ type }) => type === "novel.resumed")).toHaveLength(1);
    const bodies = server.requests.map(({ body }) => body);
    expect(new Set(bodies).size).toBe(bodies.length);
  },
);

test("a call dearer than a whole day's budget pauses its novel, says what to raise, and costs nothing", async () => {
  const first = await start("0.000001");
  const visitor = visit(first.url);
  const { id } = await visitor.createNovel({ targetWordCount: 1_000, targetChapters: 1 });
  const events = await visitor.eventsUntil(id, "novel.paused");
  const { status, statusReason } = await read(visitor, id);
  expect(status).toBe("paused");
  expect(statusReason).toContain("more than BUDGET_USD_PER_DAY allows");
  expect(events.at(-1)).toMatchObject({ type: "novel.paused", data: { reason: statusReason } });
  expect(server.requests).toHaveLength(0);
  await first.stop();

  const second = await start("5");
  visitor.moveTo(second.url);
  await visitor.eventsUntil(id, "novel.completed");
});

test("a call under way when the process is killed is charged as reserved, though its novel was paused", async () => {
  const reached = Promise.withResolvers<undefined>();
  server.behave({
    intercept: async (_request, response) => {
      reached.resolve(undefined);
      await new Promise((resolve) => response.once("close", resolve));
      return true;
    },
  });
  const first = await start(null);
  const visitor = visit(first.url);
  const { id } = await visitor.createNovel({});
  await reached.promise;
  expect((await visitor.send("POST", `/api/novel/${id}/pause`)).status).toBe(200);
  expect((await read(visitor, id)).cost.usd).toBe(0);
  await first.kill();

  const second = await start(null);
  visitor.moveTo(second.url);
  const charged = () => read(visitor, id).then(({ cost }) => cost.usd);
  await expect.poll(charged).toBeGreaterThan(0);
  const metrics = await visitor.get<NovelMetrics>(`/api/novel/${id}/metrics`);
  expect(metrics.calls).toMatchObject({ total: 1, unknown: 1 });
  expect(metrics.cost.usd).toBe(await charged());
  expect(await read(visitor, id)).toMatchObject({ status: "paused" });
});
