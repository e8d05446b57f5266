import { expect, it } from "vitest";
import type { NovelView } from "#/contract/novel.ts";
import type { Problem } from "#/contract/problem.ts";
import { changeNovel, serveApp } from "#/http/served-app.fixture.ts";
import { anOutline, outlineChapters, outlined } from "#/http/stages.fixture.ts";

async function serveAwaiting() {
  const { visitor, deps } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create({ reviewOutline: true });
  const awaiting = { status: "awaiting-approval", step: "approval", ...outlined(2) } as const;
  await changeNovel(deps.store, id, awaiting, anOutline(2));
  return { send, deps, id };
}

it("replaces the outline by the owner's, as a new revision", async () => {
  const { send, deps, id } = await serveAwaiting();
  const chapters = outlineChapters(3);
  for (const chapter of chapters) {
    chapter.title = `Mine ${chapter.number}`;
    chapter.targetWords = 700;
  }
  const answer = await send("PUT", `/api/novel/${id}/outline`, { json: { chapters } });
  const plan = chapters.map(({ number, title, targetWords }) => ({ number, title, targetWords }));
  expect(answer.json()).toMatchObject({
    status: "awaiting-approval",
    progress: { chaptersPlanned: 3, targetWords: 2_100 },
    outline: { revision: 2, chapters },
    chapters: plan.map((chapter) => ({
      ...chapter,
      status: "planned",
      words: 0,
      revision: 0,
      attempts: 0,
    })),
  });
  const { lastSeq } = answer.json() as NovelView;
  const events = await send("GET", `/api/novel/${id}/events?after=${lastSeq - 1}`);
  expect(events.json()).toMatchObject({
    items: [{ type: "outline.awaiting-approval", data: { revision: 2, chapters: plan } }],
  });
  expect((await deps.queue.depth()).waiting).toBe(1);
});

it("approves the outline in force: the first chapter is next", async () => {
  const { send, deps, id } = await serveAwaiting();
  await send("PUT", `/api/novel/${id}/outline`, { json: { chapters: outlineChapters(3) } });
  const answer = await send("POST", `/api/novel/${id}/outline/approve`);
  expect(answer.json()).toMatchObject({ status: "writing", progress: { phase: "writing" } });
  expect(await deps.store.novels.get(id)).toMatchObject({ step: "chapter-1", wake: 2 });
  expect((await deps.queue.depth()).waiting).toBe(2);
  const { lastSeq } = answer.json() as NovelView;
  const events = await send("GET", `/api/novel/${id}/events?after=${lastSeq - 1}`);
  expect(events.json()).toMatchObject({
    items: [{ type: "outline.approved", data: { revision: 2 } }],
  });
});

it("names every wrong field of an outline by its place, and changes nothing", async () => {
  const { send, deps, id } = await serveAwaiting();
  const before = await deps.store.novels.get(id);
  const [first, second] = outlineChapters(2);
  const answer = await send("PUT", `/api/novel/${id}/outline`, {
    json: {
      chapters: [
        { ...first, beats: [""], mood: "dark" },
        { ...second, targetWords: 99 },
      ],
    },
  });
  const { errors = [] } = answer.json() as Problem;
  expect(errors.map(({ path }) => path).toSorted()).toEqual([
    "chapters.0.beats.0",
    "chapters.0.mood",
    "chapters.1.targetWords",
  ]);
  const misnumbered = await send("PUT", `/api/novel/${id}/outline`, {
    json: { chapters: [first, { ...second, number: 3 }] },
  });
  expect(misnumbered.json()).toMatchObject({ errors: [{ path: "chapters.1.number" }] });
  expect(await deps.store.novels.get(id)).toEqual(before);
});
