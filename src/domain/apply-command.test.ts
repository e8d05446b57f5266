import { expect, it } from "vitest";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { acceptNovel, newChange } from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { changeStatus } from "./change-status.ts";
import { cause, openCommandDeps, withoutAnswer, withoutRedis } from "./command-deps.fixture.ts";

async function open(replace?: (store: Store) => Partial<Store["novels"]>) {
  const { deps, told } = await openCommandDeps(replace);
  return { deps, told, novel: await acceptNovel(deps.store) };
}

it("decides anew when a worker changed the novel first, and loses neither change", async () => {
  let raced = false;
  const { deps, novel, told } = await open(({ novels }) => ({
    async applyCommand(fence, change) {
      if (!raced) {
        raced = true;
        await novels.applyCommand(fence, newChange({ set: { status: "analysing" } }));
      }
      return novels.applyCommand(fence, change);
    },
  }));
  const paused = await changeStatus(deps, novel, "pause", cause);
  expect(paused).toMatchObject({ status: "paused", lastSeq: 3 });
  const page = await deps.store.log.read({ novelId: novel.id, after: 0, limit: 10 });
  expect(page?.items.map(({ type }) => type)).toEqual([
    "novel.queued",
    "novel.started",
    "novel.paused",
  ]);
  expect(told).toMatchObject([{ event: { seq: 3, type: "novel.paused", ...cause } }]);
});

it("refuses what has become impossible meanwhile, and changes nothing", async () => {
  const { deps, novel } = await open(({ novels }) => ({
    async applyCommand(fence, change) {
      await novels.applyCommand(fence, newChange({ set: { status: "completed", step: null } }));
      return novels.applyCommand(fence, change);
    },
  }));
  await expect(changeStatus(deps, novel, "pause", cause)).rejects.toMatchObject({
    code: "invalid-state",
  });
  expect(await deps.store.novels.get(novel.id)).toMatchObject({ status: "completed", lastSeq: 2 });
});

it("gives up on a novel that never holds still, after pauses of a few milliseconds that grow", async () => {
  let tries = 0;
  const { deps, novel } = await open(() => ({
    async applyCommand() {
      tries += 1;
      return { outcome: "stale" };
    },
  }));
  const pauses: number[] = [];
  const clock = { ...deps.clock, sleep: async (ms: number) => void pauses.push(ms) };
  const patient = { ...deps, clock, random: () => 0.5 };
  await expect(changeStatus(patient, novel, "pause", cause)).rejects.toMatchObject({
    code: "store-unavailable",
  });
  expect(pauses.slice(0, 5)).toEqual([2, 4, 8, 16, 16]);
  expect(tries).toBeGreaterThan(2);
  expect(tries).toBeLessThan(50);
});

it("says not-found of a novel that was erased meanwhile", async () => {
  const { deps, novel } = await open(() => ({
    applyCommand: async () => ({ outcome: "stale" }),
    get: async (id) => new Map<string, NovelRecord>().get(id),
  }));
  await expect(changeStatus(deps, novel, "pause", cause)).rejects.toMatchObject({
    code: "not-found",
  });
});

it("obeys although neither bus nor queue can be reached", async () => {
  const { deps, novel } = await open();
  const down = async () => {
    throw new Error("connection refused");
  };
  const away = {
    ...deps,
    bus: { ...deps.bus, publish: down },
    queue: { ...deps.queue, enqueue: down },
  };
  const paused = await changeStatus(away, novel, "pause", cause);
  const resumed = await changeStatus(away, paused, "resume", cause);
  expect(resumed).toMatchObject({ status: "queued", wake: 2 });
});

it("answers although bus and queue do not", async () => {
  const { deps, novel } = await open();
  const { deps: hanging, asked } = withoutAnswer(deps);
  const paused = await changeStatus(hanging, novel, "pause", cause);
  await changeStatus(hanging, paused, "resume", cause);
  expect(asked).toEqual(["publish", "publish", "enqueue"]);
});

it("tells of hints that nobody took by the command's request, its trace and the novel", async () => {
  const { deps, novel } = await open();
  const away = withoutRedis(deps);
  const paused = await changeStatus(away.deps, novel, "pause", cause);
  await changeStatus(away.deps, paused, "resume", cause);
  await expect.poll(() => away.lines.length).toBe(3);
  const about = { novel_id: novel.id, request_id: cause.requestId, trace_id: cause.traceId };
  expect(new Set(away.lines.map(({ event }) => event))).toEqual(
    new Set(["bus.publish-failed", "queue.enqueue-failed"]),
  );
  for (const line of away.lines) expect(line).toMatchObject(about);
});
