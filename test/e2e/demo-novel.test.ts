import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NovelMetadata, NovelMetrics } from "#/contract/accounts.ts";
import type { NovelEvent } from "#/contract/event.ts";
import type { ChapterView, NovelView } from "#/contract/novel.ts";
import type { TextFrame } from "#/contract/realtime.ts";
import { countWords } from "#/contract/words.ts";
import { distinctN } from "#/prose/distinct-n.ts";
import { splitSentences } from "#/prose/sentences.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";
import { until } from "#test/harness/until.ts";
import { type Visitor, visit } from "#test/harness/visitor.ts";

// One novel for all tests here: what a newcomer gets from `npm start` without a key.
let colophon: RunningColophon;
let visitor: Visitor;
let novel: NovelView;
let chapters: ChapterView[];
const watched: NovelEvent[] = [];
const frames: TextFrame[] = [];

beforeAll(async () => {
  colophon = await startColophon({
    env: { DEMO_WRITER_WORDS_PER_SECOND: "0", LOG_LEVEL: "info" },
  });
  visitor = visit(colophon.url);
  const { id } = await visitor.createNovel({
    title: "The Lantern Tide",
    premise:
      "A lighthouse keeper finds a message from a ship that sank years before she was born, in her own handwriting.",
    genre: "mystery",
    targetWordCount: 24_000,
    targetChapters: 12,
  });
  const socket = io(colophon.url, {
    path: "/ws",
    transports: ["websocket"],
    extraHeaders: { cookie: visitor.cookie() },
  });
  socket.on("novel.event", (event: NovelEvent) => watched.push(event));
  socket.on("novel.text", (frame: TextFrame) => frames.push(frame));
  await socket.emitWithAck("subscribe", { novelId: id, afterSeq: 0 });
  await visitor.eventsUntil(id, "novel.completed", 120_000);
  await until("the last event", () => watched.at(-1)?.type === "novel.completed");
  socket.disconnect();
  novel = await visitor.get<NovelView>(`/api/novel/${id}`);
  chapters = await Promise.all(
    novel.chapters.map(({ number }) =>
      visitor.get<ChapterView>(`/api/novel/${id}/chapters/${number}`),
    ),
  );
}, 180_000);

afterAll(() => colophon.stop());

test("12 chapters are there, each within ±10 % of its budget, 24,000 words in all but ±2 %", () => {
  expect(novel).toMatchObject({ status: "completed", progress: { chaptersCompleted: 12 } });
  for (const { number, words, targetWords } of novel.chapters)
    expect(Math.abs(words - targetWords) / targetWords, `chapter ${number}`).toBeLessThan(0.1);
  expect(Math.abs(novel.progress.words - 24_000)).toBeLessThan(480);
  for (const { text, words } of chapters) expect(countWords(text)).toBe(words);
});

test("no sentence stands twice in the book", () => {
  const sentences = chapters.flatMap(({ text }) =>
    splitSentences(text).map((sentence) => sentence.toLowerCase().replaceAll(/\s+/g, " ")),
  );
  const spoken = sentences.filter((sentence) => countWords(sentence) > 0);
  const seen = new Set<string>();
  const doubled = spoken.filter((sentence) => seen.size === seen.add(sentence).size);
  expect(doubled).toEqual([]);
  expect(spoken.length).toBeGreaterThan(1_000);
});

test("distinct-3 is at least 0.8 in each chapter", () => {
  for (const { number, text } of chapters)
    expect(distinctN(text, 3), `chapter ${number}`).toBeGreaterThanOrEqual(0.8);
});

test("the bible's cast acts in every chapter", async () => {
  const { storyBible } = await visitor.get<NovelMetadata>(`/api/novel/${novel.id}/metadata`);
  expect(storyBible.characters.length).toBeGreaterThanOrEqual(3);
  const cast = storyBible.characters.map(({ name }) => name.split(" ")[0] ?? name);
  for (const { number, text } of chapters)
    for (const name of cast) expect(text, `chapter ${number}`).toContain(name);
});

test("a watcher got every event once and in order, and all of each chapter's text", () => {
  expect(watched.map(({ seq }) => seq)).toEqual(watched.map((_, index) => index + 1));
  expect(watched).toHaveLength(novel.lastSeq);
  for (const { number, text } of chapters) {
    const ofChapter = frames.filter(({ chapter }) => chapter === number);
    const last = ofChapter.at(-1)?.draftId;
    const draft = ofChapter.filter(({ draftId }) => draftId === last);
    let shown = "";
    for (const frame of draft) {
      expect(frame.offset).toBe(shown.length);
      shown += frame.text;
    }
    expect(shown.replaceAll(/\s+/g, " ")).toBe(text.replaceAll(/\s+/g, " "));
  }
});

test("book.md and book.txt hold every chapter, and say that it is a demo", async () => {
  for (const format of ["md", "txt"]) {
    const book = await (await visitor.send("GET", `/api/novel/${novel.id}/book.${format}`)).text();
    const flat = book.replaceAll(/[\s\\]+/g, " ");
    for (const { title, text } of chapters) {
      expect(flat).toContain(title);
      const first = splitSentences(text)[0]?.replaceAll(/\s+/g, " ") ?? "";
      expect(flat).toContain(first);
    }
    expect(flat).toContain("demo-writer");
    expect(flat).toContain("Demo text");
  }
  expect(novel.notice).toContain("Demo text");
});

test("the account equals the ledger: every call succeeded, and none cost anything", async () => {
  const metrics = await visitor.get<NovelMetrics>(`/api/novel/${novel.id}/metrics`);
  expect(metrics.calls).toMatchObject({ failed: 0, unknown: 0 });
  expect(metrics.calls.succeeded).toBe(metrics.calls.total);
  expect(metrics.cost).toMatchObject({ usd: 0, byModel: { "demo-writer": 0 } });
});
