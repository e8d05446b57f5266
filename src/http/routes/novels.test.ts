import { describe, expect, it } from "vitest";
import type { NovelList, NovelView } from "#/contract/novel.ts";
import type { Problem } from "#/contract/problem.ts";
import { changeNovel, input, serveApp } from "#/http/served-app.fixture.ts";
import { aChapter, anOutline, outlineChapters, outlined } from "#/http/stages.fixture.ts";

const post = { json: input };

describe("asking for a novel", () => {
  it("answers 202 with where it is, and it is there", async () => {
    const { visitor, deps } = await serveApp({
      model: { name: "a-model", notice: "This is a demo.", health: async () => "ok" },
    });
    const { send } = visitor();
    const answer = await send("POST", "/api/novel", { json: { ...input, subgenre: "  sea  " } });
    const novel = answer.json() as NovelView;
    expect(answer.status).toBe(202);
    expect(answer.headers.get("location")).toBe(`/api/novel/${novel.id}`);
    expect(answer.headers.get("idempotent-replayed")).toBeNull();
    const traceId = answer.headers.get("traceresponse")?.split("-")[1];
    expect(novel).toEqual({
      id: novel.id,
      title: input.title,
      status: "queued",
      statusReason: null,
      params: { ...input, subgenre: "sea", humanLikeWriting: false, reviewOutline: false },
      progress: {
        phase: "queued",
        chaptersCompleted: 0,
        chaptersPlanned: 4,
        words: 0,
        targetWords: 2_000,
      },
      outline: null,
      chapters: [],
      cost: { usd: 0, budgetUsd: null },
      notice: "This is a demo.",
      lastSeq: 1,
      traceId,
      createdAt: "2026-01-01T00:00:00.000Z",
      updatedAt: "2026-01-01T00:00:00.000Z",
    });
    expect((await send("GET", `/api/novel/${novel.id}`)).json()).toEqual(novel);
    const events = await send("GET", `/api/novel/${novel.id}/events`);
    expect(events.json()).toMatchObject({
      items: [
        {
          seq: 1,
          type: "novel.queued",
          traceId,
          requestId: answer.headers.get("x-request-id"),
          data: { title: input.title },
        },
      ],
    });
    expect((await deps.queue.depth()).waiting).toBe(1);
  });

  it("names every wrong field at once, and makes nothing", async () => {
    const { visitor, deps } = await serveApp();
    const { send } = visitor();
    const answer = await send("POST", "/api/novel", {
      headers: { "idempotency-key": "two words" },
      json: {
        title: "",
        premise: "too short",
        targetWordCount: 12.5,
        targetChapters: "3",
        reviewOutline: "yes",
        budgetUsd: 0,
        colour: "red",
      },
    });
    expect(answer.status).toBe(400);
    const { code, detail, errors = [] } = answer.json() as Problem;
    expect({ code, detail }).toEqual({ code: "invalid-input", detail: "9 fields are wrong." });
    expect(errors.map(({ path }) => path).toSorted()).toEqual([
      "Idempotency-Key",
      "budgetUsd",
      "colour",
      "genre",
      "premise",
      "reviewOutline",
      "targetChapters",
      "targetWordCount",
      "title",
    ]);
    expect(errors).toContainEqual({ path: "genre", message: "is required" });
    expect(errors).toContainEqual({ path: "colour", message: "is not known here" });
    expect((await send("GET", "/api/novel")).json()).toEqual({ items: [], nextCursor: null });
    expect((await deps.queue.depth()).waiting).toBe(0);
  });

  it("refuses chapters that would be too short or too long", async () => {
    const { send } = await serveApp();
    for (const [targetWordCount, targetChapters] of [
      [1_000, 11],
      [30_000, 2],
    ]) {
      const json = { ...input, targetWordCount, targetChapters };
      const answer = await send("POST", "/api/novel", { json });
      expect(answer.json()).toMatchObject({ errors: [{ path: "targetWordCount" }] });
    }
  });

  it("asks for a body, and for an object", async () => {
    const { send } = await serveApp();
    expect((await send("POST", "/api/novel")).json()).toMatchObject({
      code: "invalid-input",
      errors: [{ path: "body", message: "is required" }],
    });
    for (const json of [[input], "text", 7, null])
      expect((await send("POST", "/api/novel", { json })).json()).toMatchObject({
        errors: [{ path: "body" }],
      });
  });
});

describe("an idempotency key", () => {
  const withKey = (key: string, more = {}) => ({
    headers: { "idempotency-key": key },
    json: { ...input, ...more },
  });

  it("makes one novel of a hundred copies at once, even without a session", async () => {
    const { send, deps } = await serveApp();
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => send("POST", "/api/novel", withKey("copy"))),
    );
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    expect(new Set(answers.map(({ json }) => (json() as NovelView).id)).size).toBe(1);
    const replayed = answers.filter(({ headers }) => headers.get("idempotent-replayed") === "true");
    expect(replayed).toHaveLength(99);
    expect((await deps.queue.depth()).waiting).toBe(1);
    // Every copy's cookie leads back to the novel.
    for (const answer of [answers[0], answers[99]]) {
      const cookie = answer?.headers.get("set-cookie")?.split(";")[0] ?? "";
      const list = (await send("GET", "/api/novel", { headers: { cookie } })).json() as NovelList;
      expect(list.items).toHaveLength(1);
    }
  });

  it("gives back the same novel, as it is by now", async () => {
    const { visitor, deps } = await serveApp();
    const { send } = visitor();
    await send("GET", "/api/novel");
    const first = (await send("POST", "/api/novel", withKey("k"))).json() as NovelView;
    await changeNovel(deps.store, first.id, { status: "analysing" });
    const again = await send("POST", "/api/novel", withKey("k"));
    expect(again.status).toBe(202);
    expect(again.headers.get("location")).toBe(`/api/novel/${first.id}`);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.json()).toMatchObject({ id: first.id, status: "analysing" });
  });

  it("does not mind how the body is spelt", async () => {
    const { visitor } = await serveApp();
    const { send } = visitor();
    await send("GET", "/api/novel");
    const first = (await send("POST", "/api/novel", withKey("k"))).json() as NovelView;
    const reversed = Object.fromEntries(Object.entries(input).toReversed());
    const spelt = await send("POST", "/api/novel", {
      headers: { "idempotency-key": "k", "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(
        { ...reversed, humanLikeWriting: false, title: ` ${input.title} ` },
        null,
        2,
      ),
    });
    expect(spelt.json()).toMatchObject({ id: first.id });
  });

  it("is refused with another body, and changes nothing", async () => {
    const { visitor } = await serveApp();
    const { send } = visitor();
    await send("GET", "/api/novel");
    await send("POST", "/api/novel", withKey("k"));
    const answer = await send("POST", "/api/novel", withKey("k", { title: "Another" }));
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({ code: "idempotency-key-reused" });
    expect(((await send("GET", "/api/novel")).json() as NovelList).items).toHaveLength(1);
  });

  it("is its owner's own: another visitor's is another novel", async () => {
    const { visitor } = await serveApp();
    const [one, other] = [visitor(), visitor()];
    const ids = new Set<string>();
    for (const { send } of [one, other]) {
      await send("GET", "/api/novel");
      for (const key of ["k", "k", "l"])
        ids.add(((await send("POST", "/api/novel", withKey(key))).json() as NovelView).id);
    }
    expect(ids.size).toBe(4);
  });

  it("must be 1 to 128 visible ASCII characters", async () => {
    const { send } = await serveApp();
    for (const key of ["", "a b", "é", "x".repeat(129), "a\tb"]) {
      const answer = await send("POST", "/api/novel", withKey(key));
      expect([key, answer.json()]).toMatchObject([
        key,
        { code: "invalid-input", errors: [{ path: "Idempotency-Key" }] },
      ]);
    }
    for (const key of ["!", "~".repeat(128)])
      expect((await send("POST", "/api/novel", withKey(key))).status).toBe(202);
  });

  it("may be left out: then every request is a novel of its own", async () => {
    const { visitor } = await serveApp();
    const { send } = visitor();
    await send("POST", "/api/novel", post);
    await send("POST", "/api/novel", post);
    expect(((await send("GET", "/api/novel")).json() as NovelList).items).toHaveLength(2);
  });
});

describe("the list", () => {
  it("has one's own novels, newest first, page by page", async () => {
    const { visitor } = await serveApp();
    await visitor().create({ title: "Somebody else's" });
    const { send, create } = visitor();
    for (const title of ["One", "Two", "Three"]) await create({ title });
    const first = (await send("GET", "/api/novel?limit=2")).json() as NovelList;
    expect(first.items.map(({ title }) => title)).toEqual(["Three", "Two"]);
    const cursor = encodeURIComponent(first.nextCursor ?? "");
    const second = (await send("GET", `/api/novel?limit=2&cursor=${cursor}`)).json() as NovelList;
    expect(second.items.map(({ title }) => title)).toEqual(["One"]);
    expect(second.nextCursor).toBeNull();
  });

  it("can be of one status", async () => {
    const { visitor, deps } = await serveApp();
    const { send, create } = visitor();
    await create();
    const { id } = await create();
    await changeNovel(deps.store, id, { status: "paused" });
    const paused = (await send("GET", "/api/novel?status=paused")).json() as NovelList;
    expect(paused.items.map((novel) => novel.id)).toEqual([id]);
  });

  it("names every wrong parameter", async () => {
    const { send } = await serveApp();
    const answer = await send("GET", "/api/novel?limit=101&status=done&page=2");
    const { errors = [] } = answer.json() as Problem;
    expect(errors.map(({ path }) => path).toSorted()).toEqual(["limit", "page", "status"]);
    const twice = await send("GET", "/api/novel?limit=1&limit=2");
    expect(twice.json()).toMatchObject({ errors: [{ path: "limit" }] });
    const cursor = await send("GET", "/api/novel?cursor=nonsense");
    expect(cursor.json()).toMatchObject({ code: "invalid-input", errors: [{ path: "cursor" }] });
  });
});

describe("a novel under way", () => {
  it("shows its outline and measures its progress by it", async () => {
    const { visitor, deps } = await serveApp();
    const { send, create } = visitor();
    const { id } = await create();
    const { chapters, outlineRevision } = outlined(3);
    const [first, ...rest] = chapters;
    const written = {
      ...first!,
      status: "completed" as const,
      words: 510,
      revision: 1,
      attempts: 1,
    };
    const set = { status: "writing" as const, step: "chapter-2", outlineRevision };
    await changeNovel(
      deps.store,
      id,
      { ...set, chapters: [written, ...rest] },
      { ...anOutline(3), ...aChapter(1) },
    );
    const novel = (await send("GET", `/api/novel/${id}`)).json() as NovelView;
    expect(novel).toMatchObject({
      status: "writing",
      progress: {
        phase: "writing",
        chaptersCompleted: 1,
        chaptersPlanned: 3,
        words: 510,
        targetWords: 1_500,
      },
      outline: { revision: 1, chapters: outlineChapters(3) },
      chapters: [written, ...rest],
    });
    const { outline: _outline, chapters: _chapters, ...item } = novel;
    expect((await send("GET", "/api/novel")).json()).toEqual({ items: [item], nextCursor: null });
  });
});
