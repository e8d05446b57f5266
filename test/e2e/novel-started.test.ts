import { expect, test } from "vitest";
import { changeStatus } from "#/domain/change-status.ts";
import type { Store } from "#/ports/store/store.ts";
import { openRoomWithServer } from "#test/harness/room-with-server.ts";

const cause = { traceId: "0af7651916cd43dd8448eb211c80319c", requestId: "test" };

test("a novel that is paused between its first claim and its beginning starts once it is resumed, and says so once", async () => {
  const claimed = Promise.withResolvers<undefined>();
  const paused = Promise.withResolvers<undefined>();
  const wrapStore = (store: Store): Store => ({
    ...store,
    novels: {
      ...store.novels,
      async claim(...claim) {
        const novel = await store.novels.claim(...claim);
        claimed.resolve(undefined);
        await paused.promise;
        return novel;
      },
    },
  });
  const { room, server } = await openRoomWithServer({}, { wrapStore });
  const accepted = await room.accept({ targetWordCount: 1_000, targetChapters: 1 });
  const { id } = accepted;
  await claimed.promise;
  const held = await changeStatus(room, accepted, "pause", cause);
  paused.resolve(undefined);
  while ((await room.store.novels.get(id))?.lease !== null) await room.clock.sleep(5);
  expect(server.requests).toHaveLength(0);

  await changeStatus(room, held, "resume", cause);
  await room.until(id, "novel.completed");
  const page = await room.store.log.read({ novelId: id, after: 0, limit: 500 });
  const types = page?.items.map(({ type }) => type) ?? [];
  expect(types.slice(0, 4)).toEqual([
    "novel.queued",
    "novel.paused",
    "novel.resumed",
    "novel.started",
  ]);
  expect(types.filter((type) => type === "novel.started")).toHaveLength(1);
});
