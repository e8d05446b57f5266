import { expect, it } from "vitest";
import { changeNovel, serveApp } from "#/http/served-app.fixture.ts";
import { aChapter } from "#/http/stages.fixture.ts";

it("gives the newest revision of a chapter, or the one that is named", async () => {
  const { visitor, deps } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  await changeNovel(deps.store, id, {}, aChapter(2, 1));
  await changeNovel(deps.store, id, {}, aChapter(2, 2));
  const newest = await send("GET", `/api/novel/${id}/chapters/2`);
  expect(newest.json()).toEqual({
    number: 2,
    title: "Chapter the 2",
    revision: 2,
    text: "The lamp of chapter 2, revision 2, burned all night.",
    words: 9,
    createdAt: "2026-01-01T00:05:00.000Z",
    model: "a-model",
    promptVersion: "draft-scene@1",
  });
  const first = await send("GET", `/api/novel/${id}/chapters/2?revision=1`);
  expect(first.json()).toMatchObject({ revision: 1 });
});

it("says not-found of a chapter, a revision and a number that are not there", async () => {
  const { visitor, deps } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  await changeNovel(deps.store, id, {}, aChapter(1));
  for (const rest of ["2", "1?revision=2", "0", "-1", "1.0", "01", "one", "1e0", "121", "9999"]) {
    const answer = await send("GET", `/api/novel/${id}/chapters/${rest}`);
    expect([rest, answer.json()]).toMatchObject([rest, { code: "not-found" }]);
  }
  const answer = await send("GET", `/api/novel/${id}/chapters/1?revision=0&rev=1`);
  expect(answer.json()).toMatchObject({ errors: [{ path: "revision" }, { path: "rev" }] });
});
