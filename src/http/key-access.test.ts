import { expect, it } from "vitest";
import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import type { KeyScope } from "#/contract/api-key.ts";
import type { Me } from "#/contract/me.ts";
import type { NovelList } from "#/contract/novel.ts";
import { issueApiKey, revokeApiKey } from "#/domain/api-key.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { anOperator } from "./operators.fixture.ts";
import { input, serveApp, unlimited } from "./served-app.fixture.ts";

const expiresAt = "2026-01-02T00:00:00.000Z";
const both: KeyScope[] = ["novels:read", "novels:write"];

type App = Awaited<ReturnType<typeof serveApp>>;

async function headersFor(app: App, owner: string, scopes: KeyScope[]) {
  const { key } = await issueApiKey(app.deps, anOperator, { owner, scopes, expiresAt });
  return { authorization: `Bearer ${key}` };
}

async function ownerOf(visitor: ReturnType<App["visitor"]>): Promise<string> {
  return ((await visitor.send("GET", "/api/me")).json() as Me).owner;
}

it("a key acts for its owner, and gets no cookie", async () => {
  const app = await serveApp();
  const visitor = app.visitor();
  const { id } = await visitor.create();
  await app.visitor().create({ title: "Another's" });
  const headers = await headersFor(app, await ownerOf(visitor), both);
  const list = await app.send("GET", "/api/novel", { headers });
  expect((list.json() as NovelList).items.map((novel) => novel.id)).toEqual([id]);
  expect(list.headers.get("set-cookie")).toBeNull();
  const paused = await app.send("POST", `/api/novel/${id}/pause`, { headers });
  expect(paused.status).toBe(200);
  const made = await app.send("POST", "/api/novel", { headers, json: input });
  expect(made.status).toBe(202);
  expect((await visitor.send("GET", made.headers.get("location") ?? "")).status).toBe(200);
});

it("a key wins over a cookie that comes along", async () => {
  const app = await serveApp();
  const [one, other] = [app.visitor(), app.visitor()];
  const { id } = await one.create();
  const headers = await headersFor(app, await ownerOf(other), both);
  expect((await one.send("GET", `/api/novel/${id}`, { headers })).status).toBe(404);
});

it("a key that is unknown, malformed or expired is refused alike and counted", async () => {
  const app = await serveApp();
  const visitor = app.visitor();
  const { id } = await visitor.create();
  const good = await headersFor(app, await ownerOf(visitor), both);
  await app.clock.advance(24 * 3_600_000);
  const texts = new Set<string>();
  for (const authorization of [
    good.authorization,
    `Bearer colophon_key_${"A".repeat(43)}`,
    "Bearer x",
    "bearer  ",
    `Bearer ${"x".repeat(9_000)}`,
  ]) {
    const answer = await visitor.send("GET", `/api/novel/${id}`, { headers: { authorization } });
    expect([authorization.slice(0, 60), answer.status]).toEqual([authorization.slice(0, 60), 401]);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    texts.add(answer.text.replace(/"requestId":"[^"]+","traceId":"[^"]+"/, ""));
  }
  expect(texts.size).toBe(1);
  const { values } = await app.deps.metrics.authFailures.get();
  expect(values).toMatchObject([{ labels: { kind: "api-key" }, value: 5 }]);
});

it("one that is good for nothing is refused as such also where no key would do", async () => {
  const { send } = await serveApp();
  const headers = { authorization: "Bearer x" };
  for (const [method, path] of [
    ["POST", "/api/me/recovery-code"],
    ["DELETE", "/api/me/sessions"],
  ] as const)
    expect([path, (await send(method, path, { headers })).status]).toEqual([path, 401]);
});

it("each scope allows what it says and no more, and none a person's own affairs", async () => {
  const app = await serveApp();
  const visitor = app.visitor();
  const { id } = await visitor.create();
  const owner = await ownerOf(visitor);
  const reader = { headers: await headersFor(app, owner, ["novels:read"]) };
  const writer = { headers: await headersFor(app, owner, ["novels:write"]) };
  const novel = `/api/novel/${id}`;
  const ask = async (...[method, path, sent]: Parameters<typeof app.send>) =>
    (await app.send(method, path, sent)).status;
  expect(await ask("GET", novel, reader)).toBe(200);
  expect(await ask("GET", novel, writer)).toBe(403);
  expect(await ask("POST", `${novel}/pause`, reader)).toBe(403);
  expect(await ask("POST", "/api/novel", { ...reader, json: input })).toBe(403);
  expect(await ask("POST", `${novel}/pause`, writer)).toBe(200);
  for (const [method, path] of [
    ["GET", "/api/me"],
    ["POST", "/api/me/recovery-code"],
  ] as const)
    expect(await ask(method, path, writer)).toBe(403);
});

it("a deleted key is good for nothing at once", async () => {
  const app = await serveApp();
  const { key, record } = await issueApiKey(app.deps, anOperator, {
    owner: "o",
    scopes: both,
    expiresAt,
  });
  const sent = { headers: { authorization: `Bearer ${key}` } };
  expect((await app.send("GET", "/api/novel", sent)).status).toBe(200);
  await revokeApiKey(app.deps, anOperator, record.id);
  expect((await app.send("GET", "/api/novel", sent)).status).toBe(401);
});

it("limits count a key by itself, and a worthless one for the address that tries it", async () => {
  const clock = createFakeClock();
  const app = await serveApp({
    rateLimits: { ...unlimited, read: { limit: 3, windowMs: 3_600_000 } },
    rateLimitStore: createMemoryRateLimitStore({ clock }),
  });
  await clock.advance(3_600_000);
  const one = { headers: await headersFor(app, "owner-1", both) };
  const other = { headers: await headersFor(app, "owner-1", both) };
  const worthless = { headers: { authorization: "Bearer guess" } };
  const ask = async (sent: object) => (await app.send("GET", "/api/novel", sent)).status;
  for (const _ of [1, 2, 3]) expect(await ask(one)).toBe(200);
  expect(await ask(one)).toBe(429);
  expect(await ask(other)).toBe(200);
  for (const _ of [1, 2, 3]) expect(await ask(worthless)).toBe(401);
  expect(await ask(worthless)).toBe(429);
  expect(await ask({})).toBe(429);
  expect(await ask(other)).toBe(200);
});

it("neither the log nor the Store has a key as it is", async () => {
  const app = await serveApp();
  const { key, record } = await issueApiKey(app.deps, anOperator, {
    owner: "o",
    scopes: both,
    expiresAt,
  });
  await app.send("GET", "/api/novel", { headers: { authorization: `Bearer ${key}` } });
  expect(JSON.stringify([app.logs, record])).not.toContain(key);
});
