import { expect, test } from "vitest";
import type { NovelListItem } from "#/contract/novel.ts";
import { fakeNovelApi } from "#/web/server-api/fake-novel-api.fixture.ts";
import { RequestError } from "#/web/server-api/request.ts";
import { settled } from "#/web/server-api/settled.fixture.ts";
import { fakeLine } from "./fake-line.fixture.ts";
import { openNovelList } from "./novel-list.ts";
import { aNovel, anEvent } from "./novel.fixture.ts";

const row = (id: string, changed: Partial<NovelListItem> = {}) => aNovel({ id, ...changed });

function setUp(...pages: { items: NovelListItem[]; nextCursor: string | null }[]) {
  const api = fakeNovelApi();
  for (const page of pages) api.list.mockResolvedValueOnce(page);
  const { line, followings } = fakeLine();
  return { api, followings, list: openNovelList({ api, line }) };
}

test("pages follow each other by their cursor", async () => {
  const { api, list } = setUp(
    { items: [row("n2")], nextCursor: "c" },
    { items: [row("n1")], nextCursor: null },
  );
  expect(list.items.value).toBeNull();
  await settled();
  expect(list.hasMore.value).toBe(true);
  await list.more();
  expect(api.list.mock.calls).toEqual([[undefined], ["c"]]);
  expect(list.items.value?.map(({ id }) => id)).toEqual(["n2", "n1"]);
  expect(list.hasMore.value).toBe(false);
});

test("novels that are not finished are followed and kept as they are, until it is closed", async () => {
  const { list, followings } = setUp({
    items: [row("n2", { lastSeq: 4 }), row("n1", { status: "completed" })],
    nextCursor: null,
  });
  await settled();
  expect([...followings.keys()]).toEqual(["n2"]);
  const follower = followings.get("n2");
  expect(follower?.afterSeq).toBe(4);
  follower?.listener.onEvent(anEvent(5, { type: "novel.started", data: {} }, "n2"));
  expect(list.items.value?.map(({ status }) => status)).toEqual(["analysing", "completed"]);
  list.close();
  expect(followings.size).toBe(0);
});

test("no more than a client may are followed", async () => {
  const items = Array.from({ length: 25 }, (_, index) => row(`n${index}`));
  const { followings } = setUp({ items, nextCursor: null });
  await settled();
  expect(followings.size).toBe(20);
});

test("a page that comes after the list was closed follows nothing", async () => {
  const { list, followings } = setUp({ items: [row("n1")], nextCursor: null });
  list.close();
  await settled();
  expect(followings.size).toBe(0);
});

test("a page that cannot be had is told of, and can be asked for again", async () => {
  const { api, list } = setUp({ items: [row("n2")], nextCursor: "c" });
  await settled();
  api.list.mockRejectedValueOnce(new RequestError("unreachable", "away"));
  await list.more();
  expect(list.problem.value?.code).toBe("unreachable");
  api.list.mockResolvedValueOnce({ items: [row("n1")], nextCursor: null });
  await list.more();
  expect([list.problem.value, list.items.value?.length]).toEqual([null, 2]);
});
