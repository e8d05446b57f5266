import { isDeepStrictEqual } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { type NovelStatus, type NovelView, novelStatuses } from "#/contract/novel.ts";
import { changeNovel, serveApp } from "#/http/served-app.fixture.ts";
import { anOutline, outlineChapters, outlined } from "#/http/stages.fixture.ts";

const steps: Record<NovelStatus, string | null> = {
  queued: "analysis",
  analysing: "analysis",
  outlining: "outline-1",
  "awaiting-approval": "approval",
  writing: "chapter-2",
  finishing: "finish",
  completed: null,
  paused: "chapter-2",
  cancelled: "chapter-2",
  failed: "chapter-2",
};

const commands = {
  pause: { method: "POST", path: "/pause" },
  resume: { method: "POST", path: "/resume" },
  cancel: { method: "POST", path: "/cancel" },
  retry: { method: "POST", path: "/retry" },
  budget: { method: "PATCH", path: "", json: { budgetUsd: 5 } },
  edit: { method: "PUT", path: "/outline", json: { chapters: outlineChapters(3) } },
  approve: { method: "POST", path: "/outline/approve" },
};

const names: Record<Command, string> = {
  pause: "pause",
  resume: "resume",
  cancel: "cancel",
  retry: "retry",
  budget: "change the budget",
  edit: "edit the outline",
  approve: "approve the outline",
};

type Command = keyof typeof commands;

/** What each command makes of a novel in each status; what is not here is not possible. */
const outcomes: Record<NovelStatus, Partial<Record<Command, NovelStatus>>> = {
  queued: { pause: "paused", cancel: "cancelled", budget: "queued" },
  analysing: { pause: "paused", cancel: "cancelled", budget: "analysing" },
  outlining: { pause: "paused", cancel: "cancelled", budget: "outlining" },
  "awaiting-approval": {
    cancel: "cancelled",
    budget: "awaiting-approval",
    edit: "awaiting-approval",
    approve: "writing",
  },
  writing: { pause: "paused", cancel: "cancelled", budget: "writing" },
  finishing: { pause: "paused", cancel: "cancelled", budget: "finishing" },
  completed: {},
  paused: { resume: "writing", cancel: "cancelled", budget: "paused" },
  cancelled: {},
  failed: { retry: "writing" },
};

function refusal(status: NovelStatus) {
  const possible = Object.keys(outcomes[status]).map((command) => names[command as Command]);
  return {
    code: "invalid-state",
    detail: expect.stringMatching(
      `^A novel that is ${status} does not allow: .+[.] Possible now: ${possible.join(", ") || "nothing"}[.]$`,
    ) as string,
  };
}

describe.each(novelStatuses)("a novel that is %s", (status) => {
  it("obeys the commands that make sense and refuses the others, unchanged", async () => {
    const { visitor, deps } = await serveApp();
    const { store } = deps;
    const { send, create } = visitor();
    for (const command of Object.keys(commands) as Command[]) {
      const { id } = await create();
      await changeNovel(store, id, { status, step: steps[status], ...outlined(2) }, anOutline(2));
      const before = await store.novels.get(id);
      const { method, path, ...body } = commands[command];
      const answer = await send(method, `/api/novel/${id}${path}`, body);
      const unchanged = isDeepStrictEqual(await store.novels.get(id), before);
      const result = { command, status: answer.status, unchanged, told: answer.json() };
      const outcome = outcomes[status][command];
      expect(result).toMatchObject(
        outcome === undefined
          ? { command, status: 409, unchanged: true, told: refusal(status) }
          : { command, status: 200, unchanged: false, told: { id, status: outcome, lastSeq: 3 } },
      );
    }
  });
});

it("appends the event of each command, with the request that gave it", async () => {
  const { visitor } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  for (const [command, type] of [
    ["pause", "novel.paused"],
    ["resume", "novel.resumed"],
    ["cancel", "novel.cancelled"],
  ]) {
    const answer = await send("POST", `/api/novel/${id}/${command}`);
    const { lastSeq } = answer.json() as NovelView;
    const events = await send("GET", `/api/novel/${id}/events?after=${lastSeq - 1}`);
    expect(events.json()).toMatchObject({
      items: [
        {
          type,
          requestId: answer.headers.get("x-request-id"),
          traceId: answer.headers.get("traceresponse")?.split("-")[1],
        },
      ],
    });
  }
});

it("resumes a novel that waits for its budget by no command but a raise of it", async () => {
  const { visitor, deps } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create({ budgetUsd: 1 });
  const held = { status: "paused", hold: "budget", step: "chapter-2" } as const;
  await changeNovel(deps.store, id, held);
  const before = await deps.store.novels.get(id);
  const refused = await send("POST", `/api/novel/${id}/resume`);
  expect([refused.status, refused.json()]).toMatchObject([
    409,
    { code: "invalid-state", detail: expect.stringContaining("raise budgetUsd") as string },
  ]);
  expect(await deps.store.novels.get(id)).toEqual(before);
  const raised = await send("PATCH", `/api/novel/${id}`, { json: { budgetUsd: 2 } });
  expect(raised.json()).toMatchObject({ status: "writing", cost: { budgetUsd: 2 } });
});

it.each(["pause", "cancel"] as const)("%s: nothing holds the novel any more", async (command) => {
  const { visitor, deps } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  const status = command === "pause" ? "writing" : "paused";
  await changeNovel(deps.store, id, { status, step: "chapter-2", hold: "budget" });
  expect((await send("POST", `/api/novel/${id}/${command}`)).status).toBe(200);
  expect(await deps.store.novels.get(id)).toMatchObject({ hold: null });
});

it("wakes the workers when a novel can go on, and not otherwise", async () => {
  const { visitor, deps } = await serveApp();
  const enqueue = vi.spyOn(deps.queue, "enqueue");
  const { send, create } = visitor();
  const { id } = await create();
  await send("POST", `/api/novel/${id}/pause`);
  expect(enqueue).toHaveBeenCalledTimes(1);
  const resumed = await send("POST", `/api/novel/${id}/resume`);
  expect(resumed.json()).toMatchObject({ status: "queued" });
  await send("POST", `/api/novel/${id}/cancel`);
  expect(enqueue.mock.calls.map(([{ novelId, wake }]) => [novelId, wake])).toEqual([
    [id, 1],
    [id, 2],
  ]);
});

it("resumes at once, however long the novel was to wait", async () => {
  const { visitor, deps } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  const runAt = "2027-01-01T00:00:00.000Z";
  await changeNovel(deps.store, id, { status: "paused", runAt, delays: 5, wake: 7 });
  await send("POST", `/api/novel/${id}/resume`);
  expect(await deps.store.novels.get(id)).toMatchObject({ runAt: null, delays: 0, wake: 8 });
});

it("retries in a new round, with the failed chapter planned again", async () => {
  const { visitor, deps } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  const { chapters, outlineRevision } = outlined(3);
  const [first, second, third] = chapters;
  await changeNovel(deps.store, id, {
    status: "failed",
    statusReason: "The model refused three times.",
    step: "chapter-2",
    failures: 3,
    delays: 1,
    round: 2,
    wake: 9,
    runAt: "2027-01-01T00:00:00.000Z",
    outlineRevision,
    chapters: [
      { ...first!, status: "completed" },
      { ...second!, status: "failed", attempts: 3 },
      third!,
    ],
  });
  const answer = await send("POST", `/api/novel/${id}/retry`);
  expect(answer.json()).toMatchObject({ status: "writing", statusReason: null });
  expect(await deps.store.novels.get(id)).toMatchObject({
    step: "chapter-2",
    failures: 0,
    delays: 0,
    round: 3,
    wake: 10,
    runAt: null,
    chapters: [{ status: "completed" }, { status: "planned", attempts: 3 }, { status: "planned" }],
  });
  expect((await deps.queue.depth()).waiting).toBe(2);
});

it("takes nothing with it: an empty object is no body, a field is refused by name", async () => {
  const { visitor } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  const answer = await send("POST", `/api/novel/${id}/pause`, { json: { reason: "tea" } });
  expect(answer.json()).toMatchObject({ code: "invalid-input", errors: [{ path: "reason" }] });
  expect((await send("POST", `/api/novel/${id}/pause`, { json: {} })).status).toBe(200);
});
