import type { Router } from "express";
import { expect, it } from "vitest";
import { createApp } from "./app.ts";
import { pagePaths } from "./middleware/web-app/web-app.ts";
import { changeNovel, serveApp } from "./served-app.fixture.ts";
import { aChapter, anOutline, outlineChapters, outlined } from "./stages.fixture.ts";

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

/** What Express really answers, however deep: `get /health`. */
function routesIn(stack: readonly Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (route === undefined) return routesIn(handle.stack ?? []);
    const methods = Object.keys(route.methods).filter((method) => method !== "_all");
    return methods.map((method) => `${method} ${route.path.replaceAll(/:(\w+)/g, "{$1}")}`);
  });
}

it("describes every route that Express answers, and no other", async () => {
  const { deps, conformance } = await serveApp();
  const { stack } = createApp(deps).router as Router & { stack: Layer[] };
  const pages = pagePaths.map((path) => `get ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  const described = Object.entries(conformance.document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  expect(described.length).toBeGreaterThan(15);
  expect(routesIn(stack).toSorted()).toEqual([...described, ...pages].toSorted());
});

it("holds for the real answer of every operation, successes and refusals", async () => {
  const token = "a-token-of-admins-with-32-characters";
  const { deps, visitor, send, conformance } = await serveApp({
    adminTokens: () => [{ name: "ops", scope: "admin", token }],
  });
  const { store } = deps;
  const { send: sendOwn, create } = visitor();
  const { id } = await create({ reviewOutline: true });
  const novel = `/api/novel/${id}`;

  await sendOwn("GET", "/api/novel");
  await sendOwn("GET", novel);
  await sendOwn("PATCH", novel, { json: { title: "Another", budgetUsd: 5 } });
  await sendOwn("POST", `${novel}/pause`);
  await sendOwn("POST", `${novel}/resume`);
  await changeNovel(
    store,
    id,
    { status: "awaiting-approval", step: "approval", ...outlined(2) },
    anOutline(2),
  );
  await sendOwn("GET", novel);
  await sendOwn("PUT", `${novel}/outline`, { json: { chapters: outlineChapters(3) } });
  await sendOwn("POST", `${novel}/outline/approve`);
  await changeNovel(store, id, { step: "chapter-2" }, aChapter(1));
  await sendOwn("GET", `${novel}/chapters/1`);
  await sendOwn("GET", `${novel}/events`);
  await sendOwn("GET", `${novel}/metrics`);
  await sendOwn("GET", `${novel}/metadata`);
  await sendOwn("GET", `${novel}/trace`);
  await sendOwn("GET", `${novel}/book.md`);
  await sendOwn("GET", `${novel}/book.txt`);
  await changeNovel(store, id, { status: "failed" });
  await sendOwn("POST", `${novel}/retry`);
  await sendOwn("POST", `${novel}/cancel`);
  await sendOwn("GET", "/api/me");
  const made = (await sendOwn("POST", "/api/me/recovery-code")).json() as { code: string };
  await sendOwn("POST", "/api/session", { json: { code: made.code } });
  await sendOwn("POST", "/api/me/sessions");
  await sendOwn("DELETE", "/api/me/sessions");
  await sendOwn("DELETE", "/api/session");
  const headers = { authorization: `Bearer ${token}` };
  await send("GET", `/internal/novels/${id}`, { headers });
  await send("GET", "/internal/novels", { headers });
  await changeNovel(store, id, { status: "failed" });
  for (const command of ["retry", "pause", "resume", "cancel"])
    await send("POST", `/internal/novels/${id}/${command}`, { headers });
  await send("GET", "/internal/audit", { headers });
  await send("GET", "/internal/config", { headers });
  await send("GET", "/internal/realtime/metrics", { headers });
  const wish = { owner: id, scopes: ["novels:read"], expiresAt: "2030-01-01T00:00:00Z" };
  const key = (await send("POST", "/internal/api-keys", { headers, json: wish })).json();
  await send("GET", "/internal/api-keys", { headers });
  await send("DELETE", `/internal/api-keys/${(key as { id: string }).id}`, { headers });
  await send("PATCH", "/internal/config", { headers, json: { queuePaused: true } });
  await send("POST", "/api/csp-report", { json: { "csp-report": {} } });
  await send("POST", "/api/client-report", { json: {} });
  for (const path of ["/health", "/health/ready", "/metrics", "/api/about", "/openapi.json"])
    await send("GET", path);

  const operations = Object.values(conformance.document.paths).flatMap((path) =>
    Object.values(path),
  );
  const unanswered = operations
    .map(({ operationId }) => operationId)
    .filter(
      (operationId) => ![...conformance.seen].some((seen) => seen.startsWith(`${operationId} 2`)),
    );
  expect(unanswered).toEqual([]);
});

it("names the version, the session cookie and the parameters", async () => {
  const { send } = await serveApp();
  const document = (await send("GET", "/openapi.json")).json();
  expect(document).toMatchObject({
    openapi: "3.1.1",
    info: { version: "1.2.3" },
    components: {
      schemas: { NovelPatch: { minProperties: 1, additionalProperties: false } },
      securitySchemes: { session: { in: "cookie", name: "colophon_session" } },
    },
    paths: {
      "/api/novel": { post: { parameters: [{ in: "header", name: "Idempotency-Key" }] } },
      "/api/novel/{id}": {
        patch: {
          requestBody: {
            content: {
              "application/json": { schema: { $ref: "#/components/schemas/NovelPatch" } },
            },
          },
          responses: { 400: {}, 409: {} },
        },
      },
      "/api/novel/{id}/pause": { post: { requestBody: { required: false } } },
      "/api/novel/{id}/outline": { put: { requestBody: { required: true } } },
    },
  });
});
