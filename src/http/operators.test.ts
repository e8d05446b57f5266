import { expect, it } from "vitest";
import type { AuditList } from "#/contract/audit.ts";
import { issueApiKey } from "#/domain/api-key.ts";
import { anOperator, serveOperators } from "./operators.fixture.ts";
import { changeNovel, type Sent } from "./served-app.fixture.ts";

type App = Awaited<ReturnType<typeof serveOperators>>;

const aKey = {
  owner: "01890000-0000-7000-8000-000000000000",
  scopes: ["novels:read" as const],
  expiresAt: "2030-01-01T00:00:00.000Z",
};

/** What makes each act of operators possible, and what it is sent; its place in the path is returned. */
const acts: Record<string, (app: App) => Promise<Sent & { id?: string }>> = {
  pauseAnyNovel: async (app) => ({ id: await novelIn(app, "writing") }),
  resumeAnyNovel: async (app) => ({ id: await novelIn(app, "paused") }),
  cancelAnyNovel: async (app) => ({ id: await novelIn(app, "writing") }),
  createApiKey: async () => ({ json: aKey }),
  deleteApiKey: async ({ deps }) => ({ id: (await issueApiKey(deps, anOperator, aKey)).record.id }),
  changeConfig: async () => ({ json: { queuePaused: true } }),
  retryAnyNovel: async (app) => ({ id: await novelIn(app, "failed") }),
};

async function novelIn({ visitor, deps }: App, status: "writing" | "paused" | "failed") {
  const { id } = await visitor().create({ title: "My secret" });
  await changeNovel(deps.store, id, { status });
  return id;
}

function actsIn({ conformance }: App) {
  return Object.entries(conformance.document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => path.startsWith("/internal/") && method !== "get")
      .map(([method, { operationId }]) => ({ method: method.toUpperCase(), path, operationId })),
  );
}

it("every act of an operator is one entry of the audit log, with its name, its request and no text", async () => {
  const app = await serveOperators();
  const found = actsIn(app);
  expect(found.map(({ operationId }) => operationId).toSorted()).toEqual(
    Object.keys(acts).toSorted(),
  );
  for (const { operationId, method, path } of found) {
    const { id = "", ...sent } = (await acts[operationId]?.(app)) ?? {};
    const before = (await app.audit()).length;
    const answer = await app.ops(method, path.replace("{id}", id), sent);
    expect([operationId, answer.status < 300]).toEqual([operationId, true]);
    const [entry, ...earlier] = await app.audit();
    expect([operationId, earlier.length]).toEqual([operationId, before]);
    const requestId = answer.headers.get("x-request-id");
    expect(entry).toMatchObject({ seq: before + 1, actor: "ops", requestId });
    expect(JSON.stringify(entry)).not.toMatch(/My secret|lighthouse/);
  }
});

it("who may only look can do none of them, and what is refused is in no entry", async () => {
  const app = await serveOperators();
  for (const { operationId, method, path } of actsIn(app)) {
    const { id = "", ...sent } = (await acts[operationId]?.(app)) ?? {};
    const before = await app.audit();
    const answer = await app.watcher(method, path.replace("{id}", id), sent);
    expect([operationId, answer.status]).toEqual([operationId, 403]);
    expect(answer.json()).toMatchObject({ code: "forbidden" });
    expect(await app.audit()).toEqual(before);
  }
});

it("who may only look is told so, whatever the request brings", async () => {
  const app = await serveOperators();
  const headers = { "content-type": "application/json" };
  for (const { operationId, method, path } of actsIn(app))
    for (const sent of [{ json: {} }, { json: { wrong: 1 } }, { body: "{", headers }]) {
      const answer = await app.watcher(method, path.replace("{id}", "nothing"), sent);
      expect([operationId, answer.status]).toEqual([operationId, 403]);
    }
});

it("gives the audit log page by page, newest first, to whoever may look", async () => {
  const app = await serveOperators();
  const ids = [];
  for (let n = 0; n < 3; n += 1) {
    const id = await novelIn(app, "writing");
    ids.push(id);
    await app.ops("POST", `/internal/novels/${id}/cancel`);
  }
  const read = async (query: string) =>
    (await app.watcher("GET", `/internal/audit${query}`)).json() as AuditList;
  const first = await read("?limit=2");
  expect(first.items.map(({ target }) => target)).toEqual([ids[2], ids[1]]);
  const second = await read(`?limit=2&cursor=${first.nextCursor}`);
  expect(second).toMatchObject({ items: [{ seq: 1, target: ids[0] }], nextCursor: null });
  expect((await app.watcher("GET", "/internal/audit?cursor=x")).status).toBe(400);
});
