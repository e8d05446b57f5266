import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import type { TraceSpan } from "#/contract/trace.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import {
  acceptNovel,
  intend,
  moment,
  newChange,
  newNovel,
  newSettlement,
  newTurn,
  novelId,
  readNovel,
} from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import { traceNovel } from "./trace-novel.ts";

const id = novelId(1);
const root = parseTraceparent(newNovel().traceparent);
let store: Store;
let dataDir: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "colophon-trace-"));
  store = await createSqliteStore({ dataDir });
  await acceptNovel(store);
});

afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const spanId = (n: number) => n.toString(16).padStart(16, "0");

/** The trace as it stands at a second. */
async function traceAt(second: number) {
  const clock = { ...createFakeClock(), now: () => moment(second) };
  return traceNovel({ store, clock }, await readNovel(store));
}

/** A worker begins a turn at a second; its span's number is the epoch. */
async function claimAt(second: number, n: number) {
  const novel = await store.novels.claim(id, {
    holder: "worker-1",
    at: moment(9_999),
    pins: { "draft-scene": 2 },
    activePerOwner: 9,
    turn: newTurn({ spanId: spanId(n), startedAt: moment(second) }),
  });
  if (novel === undefined) throw new Error("not claimed");
  return novel;
}

const line = ({ name, start, durationMs, status }: TraceSpan) =>
  `${name} ${(Date.parse(start) - Date.parse(moment(0))) / 1_000}+${durationMs / 1_000} ${status}`;

async function linesAt(second: number): Promise<string[]> {
  return (await traceAt(second)).spans.map(line);
}

test("a novel that nobody has taken up waits for a worker", async () => {
  expect(await traceAt(3)).toMatchObject({ traceId: root.traceId, sampled: true });
  expect(await linesAt(3)).toEqual(["novel 0+3 running", "wait queue 0+3 running"]);
});

test("what it did is below the novel: turns with their calls, each told as exported spans are", async () => {
  const novel = await claimAt(2, 1);
  const call = { step: "analysis", stage: "analysis", chapter: null, spanId: spanId(99) };
  const settled = newSettlement({ durationMs: 1_500, costNanoUsd: 3_000_000 });
  await store.ledger.settle(await intend(store, { ...call, at: moment(3) }), settled);
  const set = { step: "outline-1", status: "outlining" } as const;
  await store.novels.commitStep(novel, newChange({ at: moment(5), set }));

  const { spans } = await traceAt(5);
  expect(spans.map(({ name }) => name)).toEqual([
    "novel",
    "wait queue",
    "step analysis",
    "chat a-model",
  ]);
  const [whole, wait, turn, made] = spans;
  expect(wait).toMatchObject({ parentId: root.spanId, status: "ok", attributes: {} });
  expect([whole, turn, made]).toEqual([
    {
      id: root.spanId,
      parentId: null,
      name: "novel",
      start: moment(0),
      durationMs: 5_000,
      status: "running",
      attributes: {
        "colophon.novel_id": id,
        "colophon.novel_status": "outlining",
        "colophon.request_id": "request-1",
        "colophon.cost_usd": 0.003,
      },
    },
    {
      id: spanId(1),
      parentId: root.spanId,
      name: "step analysis",
      start: moment(2),
      durationMs: 3_000,
      status: "ok",
      attributes: {
        "colophon.step": "analysis",
        "colophon.stage": "analysis",
        "colophon.epoch": 1,
        "colophon.job_id": newTurn().jobId,
        "colophon.prompt.pins": ["draft-scene@2"],
        "colophon.outcome": "committed",
      },
    },
    {
      id: spanId(99),
      parentId: spanId(1),
      name: "chat a-model",
      start: moment(3),
      durationMs: 1_500,
      status: "ok",
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "a-model",
        "gen_ai.request.max_tokens": 2_000,
        "gen_ai.response.finish_reasons": ["stop"],
        "gen_ai.usage.input_tokens": 120,
        "gen_ai.usage.output_tokens": 800,
        "colophon.prompt.purpose": "scene",
        "colophon.prompt.version": "scene@1",
        "colophon.step": "analysis",
        "colophon.stage": "analysis",
        "colophon.epoch": 1,
        "colophon.attempt": 1,
        "colophon.outcome": "accepted",
        "colophon.cost_usd": 0.003,
        "gen_ai.response.time_to_first_chunk": 0.09025,
      },
    },
  ]);
});

test("what is under way lasts until now", async () => {
  await claimAt(0, 1);
  await intend(store, { at: moment(1) });
  expect(await linesAt(4)).toEqual([
    "novel 0+4 running",
    "step analysis 0+4 running",
    "chat a-model 1+3 running",
  ]);
});

test("a turn whose lease was broken is lost, and its call with it", async () => {
  const { lease } = await claimAt(0, 1);
  await intend(store, { at: moment(1) });
  const seen = { id, holder: lease?.holder ?? "", epoch: 1, beat: 0 };
  await store.novels.breakLease(seen, { runAt: null, at: moment(20) });
  const unabandoned = await linesAt(21);
  expect(unabandoned).toEqual([
    "novel 0+21 running",
    "step analysis 0+20 error",
    "chat a-model 1+19 error",
    "wait queue 20+1 running",
  ]);
  await store.ledger.abandon(id);
  expect(await linesAt(21)).toEqual(unabandoned);
  const { spans } = await traceAt(21);
  expect(spans[2]?.attributes).toMatchObject({
    "colophon.outcome": "unknown",
    "error.type": "unknown",
    "colophon.cost_usd": 0.000_005,
  });
});

test.each([
  ["delayed", "error"],
  ["crashed", "error"],
  ["failed", "error"],
  ["paused", "ok"],
  ["stopped", "ok"],
  ["changed", "ok"],
  ["left", "ok"],
] as const)("a turn that ended as %s has the status %s", async (outcome, status) => {
  const novel = await claimAt(0, 1);
  await store.novels.commitStep(novel, newChange(), { outcome });
  expect((await traceAt(1)).spans[1]).toMatchObject({
    status,
    attributes: { "colophon.outcome": outcome },
  });
});

test("a call that failed says of what kind, and nothing that its provider said", async () => {
  await claimAt(0, 1);
  const reason = "unavailable: 503 A mapmaker finds a road";
  const failed = newSettlement({ outcome: "failed", reason, answer: null, durationMs: 500 });
  await store.ledger.settle(await intend(store), failed);
  const trace = await traceAt(2);
  expect(trace.spans.at(-1)).toMatchObject({
    status: "error",
    attributes: { "error.type": "unavailable", "colophon.outcome": "failed" },
  });
  expect(JSON.stringify(trace)).not.toMatch(/mapmaker|Write the first scene|Salt|503/);
});

test("calls of an older release, which writes no turns, are below the novel, and no waits", async () => {
  const call = { spanId: spanId(99), at: moment(2), epoch: 1 };
  await claimAt(1, 1);
  await store.ledger.settle(await intend(store, call), newSettlement({ durationMs: 6_000 }));
  const older = { ...store, novels: { ...store.novels, stepTurns: async () => [] } };
  const clock = { ...createFakeClock(), now: () => moment(8) };
  const { spans } = await traceNovel({ store: older, clock }, await readNovel(store));
  expect(spans.map(line)).toEqual([
    "novel 0+8 running",
    "wait queue 0+2 ok",
    "chat a-model 2+6 ok",
  ]);
  expect(spans[2]?.parentId).toBe(root.spanId);
});

test.each([
  ["taken up since", 2],
  ["free", 1],
])(
  "a turn that an older release ended is lost since it was last heard of, the novel being %s",
  async (_, turns) => {
    await claimAt(1, 1);
    const call = await intend(store, { at: moment(2) });
    await store.ledger.settle(call, newSettlement({ durationMs: 2_000 }));
    const [left] = await store.novels.stepTurns(id, 9);
    await store.novels.release({ id, epoch: 1 }, { at: moment(9), outcome: "stopped" });
    if (turns > 1) await claimAt(6, 2);
    const stepTurns = async () => [left!, ...(await store.novels.stepTurns(id, 9)).slice(1)];
    const older = { ...store, novels: { ...store.novels, stepTurns } };
    const clock = { ...createFakeClock(), now: () => moment(7) };
    const { spans } = await traceNovel({ store: older, clock }, await readNovel(store));
    expect(spans.filter(({ name }) => name === "step analysis").map(line)).toEqual(
      ["step analysis 1+3 error", "step analysis 6+1 running"].slice(0, turns),
    );
  },
);

test("a claim since the novel's row was read is a turn under way", async () => {
  const before = await readNovel(store);
  await claimAt(1, 1);
  const clock = { ...createFakeClock(), now: () => moment(3) };
  const { spans } = await traceNovel({ store, clock }, before);
  expect(spans.map(line)).toContain("step analysis 1+2 running");
});

test("a log of more than one page is read to its end", async () => {
  for (let n = 0; n < 3; n += 1) {
    const events = Array.from({ length: 200 }, () => ({
      type: "novel.changed" as const,
      data: { title: "The Salt Road", budgetUsd: null },
    }));
    await store.novels.applyCommand(await readNovel(store), newChange({ events }));
  }
  const paused = { type: "novel.paused" as const, data: {} };
  const pause = newChange({ at: moment(5), set: { status: "paused" }, events: [paused] });
  await store.novels.applyCommand(await readNovel(store), pause);
  expect(await linesAt(9)).toContain("wait pause 5+4 running");
});

test("of more turns than are shown the last are, with what lies between them, and that is said", async () => {
  const turns = Array.from({ length: 2_000 }, (_, n) => ({
    novelId: id,
    epoch: n + 7,
    step: "analysis",
    pins: {},
    ...newTurn({ spanId: spanId(n + 7), startedAt: moment(1_000 + 10 * n) }),
    endedAt: moment(1_001 + 10 * n),
    outcome: "left" as const,
  }));
  await claimAt(1, 1);
  await intend(store, { spanId: spanId(1) });
  const clock = { ...createFakeClock(), now: () => moment(90_000) };
  const novel = await readNovel(store);
  const traceOf = async (shown: typeof turns) => {
    const novels = { ...store.novels, stepTurns: async () => shown };
    return traceNovel({ store: { ...store, novels }, clock }, novel);
  };
  const whole = await traceOf(turns.slice(1));
  expect(whole.truncated).toBe(false);
  expect(whole.spans.map(({ name }) => name)).toContain("chat a-model");
  const { spans, truncated } = await traceOf(turns);
  expect(truncated).toBe(true);
  expect(spans.map(({ name }) => name)).not.toContain("chat a-model");
  expect(spans.slice(0, 3).map(line)).toEqual([
    "novel 0+90000 running",
    "step analysis 1000+1 ok",
    "wait queue 1001+9 ok",
  ]);
});

test("waits keep their ids however often they are asked for, and share them with nobody", async () => {
  await acceptNovel(store, { id: novelId(2) });
  const waitId = async (of: string, second: number) => {
    const clock = { ...createFakeClock(), now: () => moment(second) };
    return (await traceNovel({ store, clock }, await readNovel(store, of))).spans[1]?.id;
  };
  expect(await waitId(id, 3)).toMatch(/^[0-9a-f]{16}$/);
  expect(await waitId(id, 3)).toBe(await waitId(id, 5));
  expect(await waitId(id, 3)).not.toBe(await waitId(novelId(2), 3));
});
