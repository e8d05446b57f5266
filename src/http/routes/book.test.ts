import { expect, it } from "vitest";
import { changeNovel, serveApp } from "#/http/served-app.fixture.ts";
import { aChapter, anOutline, outlined } from "#/http/stages.fixture.ts";

it("is the finished chapters so far, to keep as a file", async () => {
  const { visitor, deps } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  await changeNovel(
    deps.store,
    id,
    { status: "writing", ...outlined(3) },
    {
      ...anOutline(3),
      ...aChapter(1),
    },
  );
  await changeNovel(deps.store, id, {}, aChapter(2));
  for (const [extension, type] of [
    ["md", "text/markdown; charset=utf-8"],
    ["txt", "text/plain; charset=utf-8"],
  ] as const) {
    const answer = await send("GET", `/api/novel/${id}/book.${extension}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe(type);
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="The Lamp at Sable Point.${extension}"`,
    );
    expect(answer.text).toContain("The lamp of chapter 1, revision 1, burned all night.");
    expect(answer.text).toContain("The lamp of chapter 2, revision 1, burned all night.");
    expect(answer.text).not.toContain("Chapter the 3");
  }
});

it("has a title page before there is a chapter", async () => {
  const { visitor } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  const answer = await send("GET", `/api/novel/${id}/book.txt`);
  expect(answer.status).toBe(200);
  expect(answer.text).toContain("The Lamp at Sable Point");
});

it.each([
  [
    "Ünïcödé 第一章",
    "filename*=UTF-8''%C3%9Cn%C3%AFc%C3%B6d%C3%A9%20%E7%AC%AC%E4%B8%80%E7%AB%A0.md",
  ],
  ["../../etc/passwd", 'filename="etc passwd.md"'],
  ['a"b\r\nSet-Cookie: x=1', 'filename="a b Set-Cookie x 1.md"'],
  ["\u202Egpj.exe", "filename=gpj.exe.md"],
  ["…", "filename=novel.md"],
  ["C:\\Windows\\<nul>|?*", 'filename="C Windows nul.md"'],
  ["x".repeat(200), `filename=${"x".repeat(60)}.md`],
])("names the file for the title %j, safely", async (title, expected) => {
  const { visitor } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create({ title });
  const answer = await send("GET", `/api/novel/${id}/book.md`);
  expect(answer.headers.get("content-disposition")).toContain(expected);
  expect(answer.headers.get("set-cookie")).toBeNull();
});
