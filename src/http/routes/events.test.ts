import { expect, it } from "vitest";
import type { EventPage } from "#/contract/event.ts";
import type { Problem } from "#/contract/problem.ts";
import { serveApp } from "#/http/served-app.fixture.ts";

it("gives exactly what happened after a known event, at most as many as asked for", async () => {
  const { visitor } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  await send("POST", `/api/novel/${id}/pause`);
  await send("POST", `/api/novel/${id}/resume`);
  await send("POST", `/api/novel/${id}/cancel`);
  const read = async (query: string) =>
    (await send("GET", `/api/novel/${id}/events${query}`)).json() as EventPage;
  const all = await read("");
  expect(all).toMatchObject({ lastSeq: 4, firstSeq: 1 });
  expect(all.items.map(({ seq, type }) => [seq, type])).toEqual([
    [1, "novel.queued"],
    [2, "novel.paused"],
    [3, "novel.resumed"],
    [4, "novel.cancelled"],
  ]);
  expect((await read("?after=1&limit=2")).items).toEqual(all.items.slice(1, 3));
  expect(await read("?after=4")).toEqual({ items: [], lastSeq: 4, firstSeq: 1 });
  expect((await read("?after=99")).items).toEqual([]);
});

it("names every wrong parameter", async () => {
  const { visitor } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  const answer = await send("GET", `/api/novel/${id}/events?after=-1&limit=501&since=1`);
  const { errors = [] } = answer.json() as Problem;
  expect(errors.map(({ path }) => path)).toEqual(["after", "limit", "since"]);
});
