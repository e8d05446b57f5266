import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { openRoomWithServer } from "#test/harness/room-with-server.ts";

/** Of all that is asked for the novel below, in order. */
const released = "Sla4Ak--uMFPUmNy8QPL9F";

test("a whole novel is asked for in the same words as in the last release, call by call", async () => {
  const { room, server } = await openRoomWithServer({
    fenced: true,
    lengthFactor: (chapter) => [0.5, 2, 1.05][chapter - 1] ?? 1,
  });
  const { id } = await room.accept({ targetWordCount: 5_000, targetChapters: 3 });
  await room.until(id, "novel.completed");
  const asked = server.requests.map(({ body, schema }) => {
    const { messages } = JSON.parse(body) as { messages: unknown };
    return [schema, messages];
  });
  const hash = createHash("sha256").update(JSON.stringify(asked)).digest("base64url").slice(0, 22);
  const advice =
    "A step that is under way when a release comes finds its paid answers by the words of its questions, and they are other words now. If a prompt, or what it is made with, reads otherwise, prompts.test.ts says what to do. If it is the order, the number or the lengths of the questions (write-scenes, chapter-story, share-words, clean-prose), steps under way will pay once more for what was asked differently: say so in CHANGELOG.md, and write the new hash here. So too if only the model server of the tests answers otherwise.";
  expect(hash, advice).toBe(released);
});
