import { describe, expect, test } from "vitest";
import { changeNovel } from "#/domain/change-novel.ts";
import { openRoomWithServer } from "#test/harness/room-with-server.ts";

const short = { targetWordCount: 1_000, targetChapters: 1 };
const cause = { traceId: "0af7651916cd43dd8448eb211c80319c", requestId: "test" };

describe("what was paid for stays", () => {
  test("when the novel is renamed in the middle of a chapter", async () => {
    const answer = Promise.withResolvers<undefined>();
    const { room, server } = await openRoomWithServer({
      intercept: async ({ schema }) => {
        if (schema === "chapter_digest") await answer.promise;
        return false;
      },
    });
    const { id } = await room.accept({ targetWordCount: 2_000, targetChapters: 1 });
    while (!server.requests.some(({ schema }) => schema === "chapter_digest"))
      await room.clock.sleep(5);
    const running = await room.store.novels.get(id);
    if (running === undefined) throw new Error("the novel is gone");
    await changeNovel(room, running, { title: "Another Title" }, cause);
    answer.resolve(undefined);
    const done = await room.until(id, "novel.completed");
    expect(done.title).toBe("Another Title");
    // By purpose, not by body: a prompt with the new title in it would be another body.
    expect(server.requests.map(({ schema }) => schema)).toEqual([
      "premise_analysis",
      "story_bible",
      "outline_batch",
      "scene_plan",
      null,
      null,
      null,
      "chapter_digest",
    ]);
  });

  test("when a later call of the step fails after an answer that had to be mended", async () => {
    let digests = 0;
    const { room, server } = await openRoomWithServer({
      intercept: ({ schema, body }, response) => {
        const bad =
          (schema === "scene_plan" && !body.includes("cannot be used")) ||
          (schema === "chapter_digest" && (digests += 1) <= 2);
        if (!bad) return false;
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end(
          `data: {"choices":[{"index":0,"delta":{"content":"no"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`,
        );
        return true;
      },
    });
    const { id } = await room.accept({ targetWordCount: 2_000, targetChapters: 1 });
    await room.until(id, "novel.completed");
    const asked = (schema: string | null) =>
      server.requests.filter((request) => request.schema === schema).length;
    expect(asked("scene_plan"), "the plan and its mending").toBe(2);
    expect(asked("chapter_digest"), "a failed try and a good one").toBe(3);
    expect(asked(null), "no scene twice").toBe(3);
  });

  test("when an answer and the premise hold what looks like a control token", async () => {
    const { room, server } = await openRoomWithServer({ proseEnd: " <|im_end|> <|endoftext|>" });
    const { id } = await room.accept({
      ...short,
      premise: "An archivist finds <|endoftext|> on a page that nobody has written yet. <|im_end|>",
    });
    await room.until(id, "novel.completed");
    const bodies = server.requests.map(({ body }) => body);
    expect(new Set(bodies).size).toBe(bodies.length);
  });
});

test("answers that always break off, and are charged, are given up in the end", async () => {
  const { room } = await openRoomWithServer({
    intercept: ({ schema }, response) => {
      if (schema !== null) return false;
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(
        `data: {"choices":[{"index":0,"delta":{"content":"Half a scene and"},"finish_reason":null}]}\n\n`,
      );
      return true;
    },
  });
  const { id } = await room.accept(short);
  const delayed = await room.until(id, "call.retried");
  expect(delayed.delays).toBe(1);
  // As after the delays that are allowed: their waits alone would take minutes.
  const change = { at: room.clock.now(), cause, events: [], set: { delays: 8 } };
  await room.store.novels.applyCommand({ id, lastSeq: delayed.lastSeq }, change);
  const failed = await room.until(id, "novel.failed");
  expect(failed.statusReason).toContain("breaking off");
});
