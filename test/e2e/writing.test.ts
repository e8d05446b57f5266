import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { countWords } from "#/contract/words.ts";
import { type FaultModelServer, refuse } from "#test/faults/model-server.ts";
import { type Room, openRoomWithServer } from "#test/harness/room-with-server.ts";

const short = { targetWordCount: 1_000, targetChapters: 1 };

async function expectWhole(room: Room, novelId: string) {
  const novel = await room.store.novels.get(novelId);
  expect(novel).toMatchObject({ status: "completed", step: null, lease: null, statusReason: null });
  const chapters = await room.store.novels.chapters(novelId);
  expect(chapters.map(({ number }) => number)).toEqual(novel?.chapters.map(({ number }) => number));
  for (const [index, chapter] of chapters.entries()) {
    const target = novel?.chapters[index]?.targetWords ?? 0;
    expect(chapter.words).toBe(countWords(chapter.text));
    expect(Math.abs(chapter.words - target) / target, `chapter ${chapter.number}`).toBeLessThan(
      0.1,
    );
  }
  const page = await room.store.log.read({ novelId, after: 0, limit: 500 });
  expect(page?.items.map(({ seq }) => seq)).toEqual(page?.items.map((_, index) => index + 1));
  return { novel, chapters, events: page?.items ?? [] };
}

function expectNothingAskedTwice(server: FaultModelServer) {
  const answered = server.requests.filter((request) => request.answered);
  expect(new Set(answered.map(({ body }) => body)).size).toBe(answered.length);
}

/** Sends a stream of one piece; a null `finish` ends it early. */
function sendOnly(response: ServerResponse, content: string, finish: "stop" | null): true {
  const chunk = { choices: [{ index: 0, delta: { content }, finish_reason: finish }] };
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(`data: ${JSON.stringify(chunk)}\n\n${finish === null ? "" : "data: [DONE]\n\n"}`);
  return true;
}

describe("a novel is written by any OpenAI-compatible server", () => {
  test("that behaves: every step once, every chapter within ±10 % of its budget", async () => {
    const { room, server } = await openRoomWithServer();
    const { id } = await room.accept();
    await room.until(id, "novel.completed");
    const { events } = await expectWhole(room, id);
    expectNothingAskedTwice(server);
    expect(events.map(({ type }) => type)).toEqual([
      "novel.queued",
      "novel.started",
      "analysis.completed",
      "outline.completed",
      ...Array.from({ length: 3 }, () => ["chapter.started", "chapter.completed"]).flat(),
      "novel.completed",
    ]);
  });

  test("that is slow, fences its JSON and its prose, and writes half and double lengths", async () => {
    const { room, server } = await openRoomWithServer({
      latencyMs: 20,
      chunkMs: 1,
      fenced: true,
      lengthFactor: (chapter) => (chapter % 2 === 1 ? 0.5 : 2),
    });
    const { id } = await room.accept({ targetWordCount: 8_000, targetChapters: 4 });
    await room.until(id, "novel.completed");
    const { chapters } = await expectWhole(room, id);
    for (const { text } of chapters) expect(text).not.toMatch(/```|Here is|End of scene/);
    expectNothingAskedTwice(server);
  });

  test("that knows no json_schema and no json_object", async () => {
    const { room, server } = await openRoomWithServer({
      refusedFormats: ["json_schema", "json_object"],
    });
    const { id } = await room.accept(short);
    await room.until(id, "novel.completed");
    await expectWhole(room, id);
    expect(server.requests.filter((request) => !request.answered)).toHaveLength(2);
    const calls = await room.store.ledger.calls(id);
    expect(calls, "every request stands in the ledger").toHaveLength(server.requests.length);
    const failed = calls.filter(({ outcome }) => outcome === "failed");
    expect(failed.map(({ costNanoUsd }) => costNanoUsd)).toEqual([0, 0]);
  });

  test("with an outline in batches of which none repeats or skips a chapter", async () => {
    const { room } = await openRoomWithServer();
    const { id } = await room.accept({ targetWordCount: 5_000, targetChapters: 20 });
    await room.until(id, "novel.completed");
    const { novel } = await expectWhole(room, id);
    expect(novel?.chapters.map(({ title }) => title)).toEqual(
      Array.from({ length: 20 }, (_, index) => `Page ${index + 1}`),
    );
    expect(novel?.chapters.reduce((sum, chapter) => sum + chapter.targetWords, 0)).toBe(5_000);
  });
});

describe("an answer that cannot be used", () => {
  test("is sent back once with the reason, and the mended answer is taken", async () => {
    const { room, server } = await openRoomWithServer({
      intercept: ({ schema, body }, response) =>
        schema === "scene_plan" &&
        !body.includes("cannot be used") &&
        sendOnly(response, '{"scenes": []}', "stop"),
    });
    const { id } = await room.accept(short);
    await room.until(id, "novel.completed");
    await expectWhole(room, id);
    const plans = server.requests.filter(({ schema }) => schema === "scene_plan");
    expect(plans).toHaveLength(2);
    expect(plans[1]?.body).toContain("scenes must hold exactly 1 scene");
    const sums = await room.store.ledger.sums(id);
    expect(sums.find(({ outcome }) => outcome === "rejected")?.calls).toBe(1);
  });

  test("fails the novel after three tries, with the reason, and repeats no good answer", async () => {
    const { room, server } = await openRoomWithServer({
      intercept: ({ schema }, response) =>
        schema === "chapter_digest" && sendOnly(response, "no", "stop"),
    });
    const { id } = await room.accept(short);
    const failed = await room.until(id, "novel.failed");
    expect(failed).toMatchObject({ status: "failed", failures: 3, lease: null });
    expect(failed.statusReason).toContain("digest-chapter");
    expect(failed.chapters[0]).toMatchObject({ status: "failed", attempts: 3 });
    // Two askings a try: the answer and its mending.
    const asked = (schema: string | null) =>
      server.requests.filter((request) => request.schema === schema).length;
    expect(asked("chapter_digest")).toBe(6);
    expect(asked("scene_plan")).toBe(1);
  });
});

describe("a server that cannot answer now", () => {
  test("delays the novel, says so, and costs nothing that was settled", async () => {
    const { room, server } = await openRoomWithServer({
      intercept: (_request, response, nth) => {
        if (nth !== 3 && nth !== 5) return false;
        refuse(response, nth === 3 ? 503 : 429, "busy", { "retry-after": "0" });
        return true;
      },
    });
    const { id } = await room.accept(short);
    await room.until(id, "novel.completed");
    const { events } = await expectWhole(room, id);
    expect(events.filter(({ type }) => type === "call.retried")).toHaveLength(2);
    expectNothingAskedTwice(server);
  });

  test("or whose stream ends early: what came is no answer", async () => {
    const { room } = await openRoomWithServer({
      intercept: ({ schema }, response, nth) =>
        schema === null && nth <= 5 && sendOnly(response, "Half a scene and", null),
    });
    const { id } = await room.accept(short);
    await room.until(id, "novel.completed");
    const { chapters, events } = await expectWhole(room, id);
    expect(chapters[0]?.text).not.toContain("Half a scene");
    expect(events.some(({ type }) => type === "call.retried")).toBe(true);
  });

  test("or refuses the key: the novel fails at once with a reason that says so", async () => {
    const { room, server } = await openRoomWithServer({
      intercept: (_request, response) => {
        refuse(response, 401, "Incorrect API key provided");
        return true;
      },
    });
    const { id } = await room.accept();
    const failed = await room.until(id, "novel.failed");
    expect(failed.statusReason).toContain("Incorrect API key provided");
    expect(server.requests).toHaveLength(1);
  });
});

describe("a worker that is stopped", () => {
  test.each([1, 2, 3, 4, 5, 6])(
    "during call %i goes on after a restart without asking for an answer it has",
    async (stopAt) => {
      const { room, server } = await openRoomWithServer({
        intercept: (_request, _response, nth) => nth === stopAt,
      });
      const { id } = await room.accept(short);
      while (server.requests.length < stopAt) await room.clock.sleep(2);
      await room.restart();
      const stopped = await room.store.novels.get(id);
      expect(stopped?.lease).toBeNull();
      await room.queue.enqueue({
        novelId: id,
        wake: (stopped?.wake ?? 0) + 1,
        requestId: "test",
        traceparent: stopped?.traceparent ?? "",
        dueAt: null,
      });
      await room.until(id, "novel.completed");
      await expectWhole(room, id);
      expectNothingAskedTwice(server);
      expect(server.requests.filter(({ answered }) => !answered)).toHaveLength(1);
    },
  );
});
