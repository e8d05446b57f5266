import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { NovelMetrics } from "#/contract/accounts.ts";
import type { ChapterView, NovelView } from "#/contract/novel.ts";
import { type ReceivedRequest, startModelServer } from "#test/faults/model-server.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";
import { visit } from "#test/harness/visitor.ts";

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Kills once the model has received a request like this, the nth such, and holds its answer back. */
interface Place {
  where: string;
  schema: string | null;
  nth: number;
}

const places: Place[] = [
  { where: "while the premise is analysed", schema: "premise_analysis", nth: 1 },
  { where: "while the outline is made, the bible being there", schema: "outline_batch", nth: 1 },
  { where: "while the first chapter is planned", schema: "scene_plan", nth: 1 },
  { where: "in the middle of a chapter, a scene being there", schema: null, nth: 2 },
  {
    where: "while a chapter is digested, all its scenes being there",
    schema: "chapter_digest",
    nth: 1,
  },
  { where: "between two chapters", schema: "scene_plan", nth: 2 },
  { where: "in the last call of the book", schema: "chapter_digest", nth: 2 },
];

test.each(places)(
  "killed $where, the novel finishes and nothing is lost or repeated",
  async (place) => {
    const reached = Promise.withResolvers<undefined>();
    let seen = 0;
    const hold = ({ schema }: ReceivedRequest) => {
      if (schema !== place.schema) return false;
      seen += 1;
      if (seen !== place.nth) return false;
      reached.resolve(undefined);
      return true;
    };
    const server = await startModelServer({ intercept: hold });
    closers.push(server.close);
    const dataDir = await mkdtemp(join(tmpdir(), "colophon-kill-"));
    closers.push(() => rm(dataDir, { recursive: true, force: true }));
    const start = async (): Promise<RunningColophon> => {
      const colophon = await startColophon({
        dataDir,
        env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "other-model" },
      });
      closers.push(() => colophon.kill());
      return colophon;
    };

    const first = await start();
    const visitor = visit(first.url);
    const { id } = await visitor.createNovel({});
    await reached.promise;
    const before = await visitor.events(id);
    await first.kill();
    const second = await start();
    visitor.moveTo(second.url);
    const events = await visitor.eventsUntil(id, "novel.completed");

    expect(events.slice(0, before.length)).toEqual(before);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(
      events.filter(({ type }) => type === "chapter.completed").map(({ data }) => data),
    ).toEqual([
      expect.objectContaining({ number: 1, revision: 1 }),
      expect.objectContaining({ number: 2, revision: 1 }),
    ]);
    const novel = await visitor.get<NovelView>(`/api/novel/${id}`);
    expect(novel).toMatchObject({ status: "completed", progress: { chaptersCompleted: 2 } });
    for (const { number, words } of novel.chapters) {
      const chapter = await visitor.get<ChapterView>(`/api/novel/${id}/chapters/${number}`);
      expect(chapter.words).toBe(words);
      expect(words).toBeGreaterThan(900);
      expect(words).toBeLessThan(1_100);
    }

    // The server's own log is the judge of what was asked.
    const answered = server.requests.filter((request) => request.answered);
    expect(new Set(answered.map(({ body }) => body)).size).toBe(answered.length);
    expect(server.requests.length - answered.length).toBe(1);
    const metrics = await visitor.get<NovelMetrics>(`/api/novel/${id}/metrics`);
    expect(metrics.calls).toEqual({
      total: server.requests.length,
      succeeded: answered.length,
      failed: 0,
      unknown: 1,
    });
  },
);

test("killed again and again at odd moments, the novel finishes and no answer is asked for twice", async () => {
  const server = await startModelServer({ latencyMs: 15 });
  closers.push(server.close);
  const dataDir = await mkdtemp(join(tmpdir(), "colophon-kill-"));
  closers.push(() => rm(dataDir, { recursive: true, force: true }));
  const env = { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "other-model" };
  let colophon = await startColophon({ dataDir, env });
  closers.push(() => colophon.kill());
  const visitor = visit(colophon.url);
  const { id } = await visitor.createNovel({ targetWordCount: 6_000, targetChapters: 6 });
  const kills = 6;
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(37 * (kill + 1));
    await colophon.kill();
    colophon = await startColophon({ dataDir, env });
    visitor.moveTo(colophon.url);
  }
  const events = await visitor.eventsUntil(id, "novel.completed");
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ type }) => type === "chapter.completed")).toHaveLength(6);
  const metrics = await visitor.get<NovelMetrics>(`/api/novel/${id}/metrics`);
  // Every request has its row; a row whose request never left is a kill between intent and sending.
  expect(metrics.calls.total).toBeGreaterThanOrEqual(server.requests.length);
  expect(metrics.calls.unknown).toBeLessThanOrEqual(kills);
  // A kill wastes at most the call in flight: one, for one novel.
  expect(server.requests.length - metrics.calls.succeeded).toBeLessThanOrEqual(kills);
  expect(metrics.calls.succeeded + metrics.calls.unknown).toBe(metrics.calls.total);
});
