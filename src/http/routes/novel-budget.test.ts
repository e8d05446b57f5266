import { describe, expect, it } from "vitest";
import type { NovelList, NovelView } from "#/contract/novel.ts";
import { input, serveApp } from "#/http/served-app.fixture.ts";

const badBudgets = [0, -1, 1e-12, 0.9e-9, 1_000_000.01, "5", null, []];

describe("asking for a novel with a budget", () => {
  it("keeps a budget with the novel", async () => {
    const { visitor, deps } = await serveApp();
    const { send, create } = visitor();
    for (const budgetUsd of [2.5, 0.000_000_001, 1_000_000]) {
      const { id, params, cost } = await create({ budgetUsd });
      expect({ params, cost }).toMatchObject({
        params: { budgetUsd },
        cost: { usd: 0, budgetUsd },
      });
      expect((await send("GET", `/api/novel/${id}`)).json()).toMatchObject({ cost: { budgetUsd } });
      const nanoUsd = Math.round(budgetUsd * 1e9);
      expect(await deps.store.novels.get(id)).toMatchObject({ budgetNanoUsd: nanoUsd });
    }
  });

  it("refuses a budget that is none", async () => {
    const { send } = await serveApp();
    for (const budgetUsd of badBudgets) {
      const answer = await send("POST", "/api/novel", { json: { ...input, budgetUsd } });
      expect([budgetUsd, answer.status, answer.json()]).toMatchObject([
        budgetUsd,
        400,
        { code: "invalid-input", errors: [{ path: "budgetUsd" }] },
      ]);
    }
  });

  it("refuses a budget that a model without a price could not keep, and makes nothing", async () => {
    const { visitor, deps } = await serveApp({ unpricedModels: () => ["model-x", "model-y"] });
    const { send, create } = visitor();
    await create();
    const answer = await send("POST", "/api/novel", { json: { ...input, budgetUsd: 5 } });
    const message = (model: string) =>
      `model ${model} has no price: set MODEL_PRICES to give it one, or leave budgetUsd out`;
    const errors = ["model-x", "model-y"].map((model) => ({
      path: "budgetUsd",
      message: message(model),
    }));
    expect([answer.status, answer.json()]).toMatchObject([400, { code: "invalid-input", errors }]);
    expect(((await send("GET", "/api/novel")).json() as NovelList).items).toHaveLength(1);
    expect((await deps.queue.depth()).waiting).toBe(1);
  });
});

describe("changing a novel", () => {
  async function serveNovel() {
    const { visitor, deps } = await serveApp();
    const { send, create } = visitor();
    const { id } = await create();
    const patch = (json: unknown) => send("PATCH", `/api/novel/${id}`, { json });
    return { id, deps, send, patch };
  }

  it("gives it the title and the budget, and tells of it with the request's id", async () => {
    const { id, send, patch } = await serveNovel();
    const answer = await patch({ title: "  Another ", budgetUsd: 7.5 });
    expect(answer.status).toBe(200);
    const novel = answer.json() as NovelView;
    expect(novel).toMatchObject({
      id,
      title: "Another",
      cost: { usd: 0, budgetUsd: 7.5 },
      lastSeq: 2,
    });
    expect(novel.params).toEqual({ ...input, humanLikeWriting: false, reviewOutline: false });
    expect((await send("GET", `/api/novel/${id}`)).json()).toEqual(novel);
    const events = await send("GET", `/api/novel/${id}/events?after=1`);
    expect(events.json()).toMatchObject({
      items: [
        {
          type: "novel.changed",
          data: { title: "Another", budgetUsd: 7.5 },
          requestId: answer.headers.get("x-request-id"),
        },
      ],
    });
  });

  it("names every wrong field, and changes nothing", async () => {
    const { id, deps, patch } = await serveNovel();
    const before = await deps.store.novels.get(id);
    const refused = async (json: unknown, path: string) => {
      const answer = await patch(json);
      expect([json, answer.status, answer.json()]).toMatchObject([
        json,
        400,
        { code: "invalid-input", errors: [{ path }] },
      ]);
    };
    for (const budgetUsd of badBudgets) await refused({ title: "Another", budgetUsd }, "budgetUsd");
    for (const title of ["", " ", "x".repeat(201), 7, null])
      await refused({ title, budgetUsd: 5 }, "title");
    for (const json of [{}, [], "title", null, undefined]) await refused(json, "body");
    await refused({ title: "Another", genre: "mystery" }, "genre");
    expect(await deps.store.novels.get(id)).toEqual(before);
  });

  it("leaves the budget of a novel that has ended, whose title may still change", async () => {
    const { id, send, patch } = await serveNovel();
    await send("POST", `/api/novel/${id}/cancel`);
    const refused = await patch({ budgetUsd: 5 });
    expect([refused.status, refused.json()]).toMatchObject([409, { code: "invalid-state" }]);
    expect((await patch({ title: "Another" })).json()).toMatchObject({
      title: "Another",
      status: "cancelled",
      cost: { budgetUsd: null },
    });
  });
});
