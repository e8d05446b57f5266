import { expect, it } from "vitest";
import type { Me } from "#/contract/me.ts";
import type { NovelList } from "#/contract/novel.ts";
import { issueApiKey } from "#/domain/api-key.ts";
import { anOperator } from "./operators.fixture.ts";
import { changeNovel, type Sent, serveApp } from "./served-app.fixture.ts";
import { aChapter, anOutline, outlineChapters, outlined } from "./stages.fixture.ts";

const neverWas = "01890000-0000-7000-8000-000000000000";

/** What each route of one novel is sent, so that nothing but the owner is wrong. */
const ofOneNovel: Record<string, Sent> = {
  getNovel: {},
  changeNovel: { json: { title: "Taken" } },
  getChapter: {},
  listEvents: {},
  getNovelMetrics: {},
  getNovelMetadata: {},
  getNovelTrace: {},
  downloadBookAsMarkdown: {},
  downloadBookAsText: {},
  editOutline: { json: { chapters: outlineChapters(2) } },
  approveOutline: {},
  pauseNovel: {},
  resumeNovel: {},
  cancelNovel: {},
  retryNovel: {},
};

/** Routes that give the caller's own and nothing else; the tests below hold them to it. */
const ofTheCaller = [
  "createNovel",
  "listNovels",
  "getMe",
  "createRecoveryCode",
  "createSession",
  "endSession",
  "renewSession",
  "endOtherSessions",
];

/** Routes that give nobody's. */
const ofNobody = [
  "getLiveness",
  "getReadiness",
  "getMetrics",
  "getAbout",
  "getOpenApiDocument",
  "reportCspViolation",
  "reportFromClient",
];

/** Routes of whoever bears an admin token: neither a session nor a key opens them. */
const ofOperators = [
  "listAllNovels",
  "explainNovel",
  "pauseAnyNovel",
  "resumeAnyNovel",
  "cancelAnyNovel",
  "retryAnyNovel",
  "listAudit",
  "getConfig",
  "changeConfig",
  "getRealtimeMetrics",
  "createApiKey",
  "listApiKeys",
  "deleteApiKey",
];

interface Target {
  operationId: string;
  method: string;
  path: string;
}

function targetsOf(document: { paths: object }): Target[] {
  return Object.entries(
    document.paths as Record<string, Record<string, { operationId: string }>>,
  ).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId }]) => ({
      operationId,
      method: method.toUpperCase(),
      path,
    })),
  );
}

/** Two people, the first with a novel that has something of everything. */
async function serveTwo() {
  const app = await serveApp();
  const [one, other] = [app.visitor(), app.visitor()];
  const { id } = await one.create({ reviewOutline: true, title: "Mine" });
  const waits = { status: "awaiting-approval", step: "approval" } as const;
  await changeNovel(app.deps.store, id, { ...waits, ...outlined(2) }, anOutline(2));
  await changeNovel(app.deps.store, id, {}, aChapter(1));
  const me = async ({ send }: typeof one) => ((await send("GET", "/api/me")).json() as Me).owner;
  const keyOf = async (owner: string) => {
    const scopes = ["novels:read", "novels:write"] as const;
    const wish = { owner, scopes, expiresAt: "2027-01-01T00:00:00.000Z" };
    return (await issueApiKey(app.deps, anOperator, wish)).key;
  };
  return { ...app, one, other, id, me, keyOf };
}

it("knows of every route whose it is", async () => {
  const { conformance } = await serveTwo();
  const listed = [...Object.keys(ofOneNovel), ...ofTheCaller, ...ofNobody, ...ofOperators];
  const served = targetsOf(conformance.document).map(({ operationId }) => operationId);
  expect(listed.toSorted()).toEqual(served.toSorted());
});

it("opens no operators' route to a session or a key, not even for one's own novel", async () => {
  const { conformance, send, one, id, me, keyOf } = await serveTwo();
  const key = { authorization: `Bearer ${await keyOf(await me(one))}` };
  const internal = targetsOf(conformance.document).filter(({ path }) =>
    path.startsWith("/internal/"),
  );
  expect(internal.map(({ operationId }) => operationId).toSorted()).toEqual(ofOperators.toSorted());
  for (const { method, path } of internal) {
    const target = path.replace("{id}", id);
    expect((await one.send(method, target)).status).toBe(401);
    expect((await send(method, target, { headers: key })).status).toBe(401);
  }
});

it("a novel of another's is on no route to be told from one that never was, and stays as it is", async () => {
  const { conformance, send, other, id, me, keyOf, deps } = await serveTwo();
  const key = { authorization: `Bearer ${await keyOf(await me(other))}` };
  const before = await deps.store.novels.get(id);
  const asked: string[] = [];
  for (const { operationId, method, path } of targetsOf(conformance.document)) {
    const sent = ofOneNovel[operationId];
    if (sent === undefined) continue;
    asked.push(operationId);
    const at = (novel: string) => path.replace("{id}", novel).replace("{number}", "1");
    const ways: [string, (target: string) => Promise<{ status: number; text: string }>][] = [
      ["another's session", (target) => other.send(method, target, sent)],
      ["another's key", (target) => send(method, target, { ...sent, headers: key })],
      ["nobody", (target) => send(method, target, sent)],
    ];
    for (const [who, ask] of ways) {
      const [theirs, none] = [await ask(at(id)), await ask(at(neverWas))];
      const words = ({ text }: { text: string }) =>
        text.replace(/"requestId":"[^"]+","traceId":"[^"]+"/, "");
      expect([operationId, who, theirs.status]).toEqual([operationId, who, 404]);
      expect([operationId, who, words(theirs)]).toEqual([operationId, who, words(none)]);
    }
  }
  expect(asked.toSorted()).toEqual(Object.keys(ofOneNovel).toSorted());
  expect(await deps.store.novels.get(id)).toEqual(before);
});

it("its owner is answered on every one of these routes, by session and by key", async () => {
  const { conformance, send, one, id, me, keyOf } = await serveTwo();
  const key = { authorization: `Bearer ${await keyOf(await me(one))}` };
  for (const { operationId, method, path } of targetsOf(conformance.document)) {
    const sent = ofOneNovel[operationId];
    if (sent === undefined) continue;
    const target = path.replace("{id}", id).replace("{number}", "1");
    for (const answer of [
      await one.send(method, target, sent),
      await send(method, target, { ...sent, headers: key }),
    ])
      // Not every command is possible in every state, and that is told.
      expect([operationId, [200, 202, 409].includes(answer.status)]).toEqual([operationId, true]);
  }
});

it("lists are the caller's own, whatever else is asked", async () => {
  const { one, other, id } = await serveTwo();
  const own = await other.create({ title: "Theirs" });
  const idsIn = async ({ send }: typeof one) =>
    ((await send("GET", "/api/novel?limit=100")).json() as NovelList).items.map(
      (novel) => novel.id,
    );
  expect(await idsIn(other)).toEqual([own.id]);
  expect(await idsIn(one)).toEqual([id]);
});

it("no page of another origin can change anything with its visitor's cookie", async () => {
  const { conformance, one, id, deps } = await serveTwo();
  const before = await deps.store.novels.get(id);
  const headers = { origin: "https://evil.example" };
  for (const { operationId, method, path } of targetsOf(conformance.document)) {
    if (method === "GET") continue;
    const target = path.replace("{id}", id).replace("{number}", "1");
    const answer = await one.send(method, target, { ...ofOneNovel[operationId], headers });
    expect([operationId, answer.status]).toEqual([operationId, 403]);
    expect(answer.json()).toMatchObject({ code: "origin-not-allowed" });
  }
  expect(await deps.store.novels.get(id)).toEqual(before);
});
