import { describe, expect, test } from "vitest";
import type { EventType, NovelEvent } from "#/contract/event.ts";
import { changeStatus } from "#/domain/change-status.ts";
import type { Store } from "#/ports/store/store.ts";
import { type Room, openRoomWithServer } from "#test/harness/room-with-server.ts";

const cause = { traceId: "0af7651916cd43dd8448eb211c80319c", requestId: "test" };

/** The novel's events of these types, in order. */
async function logOf(room: Room, novelId: string, ...types: EventType[]): Promise<NovelEvent[]> {
  const page = await room.store.log.read({ novelId, after: 0, limit: 500 });
  return (page?.items ?? []).filter(({ type }) => types.includes(type));
}

/** Pauses the novel once, behind the worker's back, right after its first claim. */
function pausedAtItsClaim(store: Store): Store {
  let paused = false;
  return {
    ...store,
    novels: {
      ...store.novels,
      async claim(id, claim) {
        const claimed = await store.novels.claim(id, claim);
        if (claimed === undefined || paused) return claimed;
        paused = true;
        await store.novels.applyCommand(claimed, {
          at: claim.at,
          cause,
          set: { status: "paused" },
          events: [{ type: "novel.paused", data: {} }],
        });
        return claimed;
      },
    },
  };
}

test("a novel that was paused before its work began starts once, when it is resumed", async () => {
  const { room } = await openRoomWithServer({}, { wrapStore: pausedAtItsClaim });
  const { id } = await room.accept({ targetWordCount: 1_000, targetChapters: 1 });
  const paused = await room.until(id, "novel.paused");
  while ((await room.store.novels.leases()).length > 0) await room.clock.sleep(5);
  const resumed = await changeStatus(room, paused, "resume", cause);
  expect(resumed.status).toBe("queued");
  await room.until(id, "novel.completed");
  const log = await logOf(room, id, "novel.paused", "novel.resumed", "novel.started");
  expect(log.map(({ type }) => type)).toEqual(["novel.paused", "novel.resumed", "novel.started"]);
});

describe("a chapter's attempts", () => {
  const writing = async (bad: (nth: number) => "busy" | "nonsense" | null) => {
    let asked = 0;
    const { room } = await openRoomWithServer({
      intercept: ({ schema }, response) => {
        if (schema !== "scene_plan") return false;
        asked += 1;
        const how = bad(asked);
        if (how === "busy") response.writeHead(503).end();
        if (how === "nonsense") {
          response.writeHead(200, { "content-type": "text/event-stream" });
          response.end(
            `data: {"choices":[{"index":0,"delta":{"content":"no"},"finish_reason":"stop"}]}\n\n`,
          );
        }
        return how !== null;
      },
    });
    const { id } = await room.accept({ targetWordCount: 1_000, targetChapters: 1 });
    const done = await room.until(id, "novel.completed");
    const log = await logOf(room, id, "chapter.started", "call.retried");
    return {
      attempts: done.chapters[0]?.attempts,
      log: log.map(({ type, data }) => ("attempt" in data ? data.attempt : type)),
    };
  };

  test("do not grow, and the chapter is not begun again, when the model was merely busy", async () => {
    expect(await writing((nth) => (nth <= 2 ? "busy" : null))).toEqual({
      attempts: 1,
      log: [1, "call.retried", "call.retried"],
    });
  });

  test("grow when its answers could not be used", async () => {
    expect(await writing((nth) => (nth <= 2 ? "nonsense" : null))).toEqual({
      attempts: 2,
      log: [1, "call.retried", 2],
    });
  });
});

test("every batch of the outline is told of, so that none is committed over a change", async () => {
  const { room } = await openRoomWithServer();
  const { id } = await room.accept({ targetWordCount: 5_000, targetChapters: 20 });
  await room.until(id, "novel.completed");
  const batches = await logOf(room, id, "outline.extended", "outline.completed");
  expect(batches.map(({ type, data }) => ("of" in data ? data : type))).toEqual([
    { chapters: 8, of: 20 },
    { chapters: 16, of: 20 },
    "outline.completed",
  ]);
});
