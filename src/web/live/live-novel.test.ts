import { expect, test, vi } from "vitest";
import { fakeNovelApi } from "#/web/server-api/fake-novel-api.fixture.ts";
import { RequestError } from "#/web/server-api/request.ts";
import { settled } from "#/web/server-api/settled.fixture.ts";
import { fakeLine } from "./fake-line.fixture.ts";
import { createLiveNovel } from "./live-novel.ts";
import { aFrame, aNovel, anEvent, anOutline, plan, plannedChapters } from "./novel.fixture.ts";

function setUp(seed = true) {
  const api = fakeNovelApi();
  const { line, followings } = fakeLine();
  const due: (() => void)[] = [];
  const nextFrame = vi.fn((show: () => void) => void due.push(show));
  const live = createLiveNovel({ api, line, nextFrame }, "n1", seed ? aNovel() : undefined);
  return {
    api,
    live,
    nextFrame,
    follower: () => followings.get("n1"),
    paint: () => {
      for (const show of due.splice(0)) show();
    },
  };
}

const started = anEvent(2, { type: "novel.started", data: {} });

test("it is loaded once, then followed from the beginning of its log", async () => {
  const { api, live, follower } = setUp(false);
  live.watch();
  expect([live.novel.value, follower()]).toEqual([null, undefined]);
  await settled();
  expect(live.novel.value).toEqual(aNovel());
  expect(follower()?.afterSeq).toBe(0);
  live.watch();
  await settled();
  expect(api.novel).toHaveBeenCalledOnce();
});

test("one that the server has just told of is not loaded at all", () => {
  const { api, live, follower } = setUp();
  live.watch();
  expect(follower()).toBeDefined();
  expect(api.novel).not.toHaveBeenCalled();
});

test("it is followed while somebody watches, and taken up again where it was left", () => {
  const { live, follower, paint } = setUp();
  const leave = live.watch();
  const leaveToo = live.watch();
  leave();
  follower()?.listener.onEvent(anEvent(1, { type: "novel.queued", data: { title: "x" } }));
  follower()?.listener.onEvent(started);
  paint();
  leaveToo();
  expect(follower()).toBeUndefined();
  live.watch();
  expect(follower()?.afterSeq).toBe(2);
});

test("what comes within a frame is shown at once", () => {
  const { live, nextFrame, follower, paint } = setUp();
  live.watch();
  follower()?.listener.onText?.(aFrame(0, "The sea "));
  follower()?.listener.onText?.(aFrame(8, "was calm."));
  follower()?.listener.onEvent(started);
  expect([live.drafts.value, live.log.value, live.novel.value?.status]).toEqual([[], [], "queued"]);
  paint();
  expect(live.drafts.value).toMatchObject([{ chapter: 1, text: "The sea was calm." }]);
  expect([live.log.value, live.novel.value?.status]).toEqual([[started], "analysing"]);
  expect(nextFrame).toHaveBeenCalledOnce();
});

test("events of the past are logged and change nothing", async () => {
  const { api, live, follower, paint } = setUp(false);
  const served = aNovel({ status: "writing", lastSeq: 5, outline: anOutline() });
  api.novel.mockResolvedValue(served);
  live.watch();
  await settled();
  follower()?.listener.onEvent(started);
  follower()?.listener.onEvent(anEvent(3, { type: "outline.completed", data: plan() }));
  paint();
  expect(live.log.value).toHaveLength(2);
  expect(live.novel.value).toEqual(served);
  expect(api.novel).toHaveBeenCalledOnce();
});

test("a new outline is fetched once, for what its event does not tell", async () => {
  const { api, live, follower, paint } = setUp();
  live.watch();
  const fetched = Promise.withResolvers<ReturnType<typeof aNovel>>();
  api.novel.mockReturnValue(fetched.promise);
  follower()?.listener.onEvent(anEvent(2, { type: "outline.completed", data: plan() }));
  follower()?.listener.onEvent(anEvent(3, { type: "outline.awaiting-approval", data: plan() }));
  const chapter = { number: 1, title: "The Mail Boat", targetWords: 1_000, attempt: 1 };
  follower()?.listener.onEvent(anEvent(4, { type: "chapter.started", data: chapter }));
  fetched.resolve(aNovel({ lastSeq: 3, outline: anOutline(), chapters: plannedChapters() }));
  await settled();
  paint();
  expect(api.novel).toHaveBeenCalledOnce();
  expect(live.novel.value?.outline).toEqual(anOutline());
  // The server answered before the chapter was begun: that is not taken back.
  expect(live.novel.value?.chapters[0]?.status).toBe("writing");
});

test("what keeps it from being loaded is told, and forgotten when it is", async () => {
  const { api, live, follower } = setUp(false);
  api.novel.mockRejectedValueOnce(new RequestError("rate-limited", "Too many."));
  live.watch();
  await settled();
  expect(live.problem.value?.code).toBe("rate-limited");
  await live.load();
  expect([live.problem.value, live.novel.value]).toEqual([null, aNovel()]);
  expect(follower()).toBeDefined();
});

test("a command's answer is the novel as it is now", async () => {
  const { api, live } = setUp();
  api.command.mockResolvedValue(aNovel({ status: "paused", lastSeq: 2 }));
  await live.command("pause");
  expect(api.command).toHaveBeenCalledWith("n1", "pause");
  expect(live.novel.value?.status).toBe("paused");
});

test("a change's answer is the novel as it is now", async () => {
  const { api, live } = setUp();
  const cost = { usd: 0.01, budgetUsd: 2 };
  api.change.mockResolvedValue(aNovel({ cost, lastSeq: 2 }));
  await live.change({ budgetUsd: 2 });
  expect(api.change).toHaveBeenCalledWith("n1", { budgetUsd: 2 });
  expect(live.novel.value?.cost).toEqual(cost);
});

test("a chapter's text is asked for once per revision, and again when that failed", async () => {
  const { api, live } = setUp();
  api.chapter.mockRejectedValueOnce(new RequestError("unreachable", "away"));
  await expect(live.chapter(1)).rejects.toMatchObject({ code: "unreachable" });
  await live.chapter(1);
  expect((await live.chapter(1)).text).toBe("The sea was calm.");
  expect(api.chapter).toHaveBeenCalledTimes(2);
});
