import type { Request, Response } from "express";
import { expect, it } from "vitest";
import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import type { AdminScope } from "#/contract/admin-scopes.ts";
import { firstSession } from "#/domain/identify-caller.ts";
import { createGate } from "#/http/gate.ts";
import { serveApp, unlimited } from "#/http/served-app.fixture.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";

const read = "r".repeat(32);
const change = "a".repeat(32);
const adminTokens = () =>
  [
    { name: "night-shift", scope: "read", token: read },
    { name: "ops", scope: "admin", token: change },
  ] as const;
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const neverWas = "/internal/novels/01890000-0000-7000-8000-000000000000";

it("lets nobody under /internal without a token, also where nothing is", async () => {
  const { send, visitor, deps, url } = await serveApp({ adminTokens });
  const { send: sendOwn, create } = visitor();
  const { id } = await create();
  for (const path of ["/internal", "/internal/", "/internal/nothing", `/internal/novels/${id}`]) {
    for (const headers of [{}, { authorization: "Bearer" }, { authorization: `Basic ${read}` }])
      expect((await sendOwn("GET", path, { headers })).status).toBe(401);
    expect((await send("GET", path, bearer(`${read}x`))).status).toBe(401);
    const deleted = await fetch(url + path, { method: "DELETE" });
    expect(await deleted.json()).toMatchObject({ code: "unauthorized" });
  }
  const { values } = await deps.metrics.authFailures.get();
  expect(values).toEqual([{ labels: { kind: "admin-token" }, value: 20 }]);
});

it("lets nobody in where no token is set", async () => {
  const { send } = await serveApp();
  for (const token of ["", "undefined", read])
    expect((await send("GET", neverWas, bearer(token))).status).toBe(401);
});

it("says to whoever bears a token what is not there, and sets no cookie", async () => {
  const { send } = await serveApp({ adminTokens });
  for (const path of ["/internal/nothing", neverWas, "/internal/novels/x"]) {
    const { status, headers } = await send("GET", path, bearer(read));
    expect(status).toBe(404);
    expect(headers.get("set-cookie")).toBeNull();
  }
});

it("tells any owner's novel's standing without its text", async () => {
  const { send, visitor } = await serveApp({ adminTokens });
  const { id } = await visitor().create({ title: "A title of mine" });
  const { status, text, json } = await send("GET", `/internal/novels/${id}`, bearer(read));
  expect(status).toBe(200);
  expect(json()).toMatchObject({
    id,
    status: "queued",
    lease: null,
    lastError: null,
    standing: "It may run: it waits for a worker, or for its owner's other novels.",
  });
  expect(text).not.toMatch(/title of mine|lighthouse/);
});

it("takes so many wrong tokens from an address, and never holds a right one up", async () => {
  const clock = createFakeClock();
  const { send } = await serveApp({
    adminTokens,
    rateLimits: { ...unlimited, "admin-failure": { limit: 2, windowMs: 60_000 } },
    rateLimitStore: createMemoryRateLimitStore({ clock }),
  });
  const answered = [];
  for (const path of ["/internal/a", "/internal/b", neverWas, neverWas])
    answered.push((await send("GET", path, bearer("guess"))).status);
  expect(answered).toEqual([401, 401, 429, 429]);
  expect((await send("GET", neverWas, bearer(read))).status).toBe(404);
});

it("takes tokens that are exchanged while it runs", async () => {
  let token = read;
  const { send } = await serveApp({ adminTokens: () => [{ name: "ops", scope: "read", token }] });
  expect((await send("GET", neverWas, bearer(read))).status).toBe(404);
  token = change;
  expect((await send("GET", neverWas, bearer(read))).status).toBe(401);
  expect((await send("GET", neverWas, bearer(change))).status).toBe(404);
});

it("refuses changes with a token that may only read", async () => {
  const { deps } = await serveApp();
  const gate = createGate(deps, {
    sessionOf: async () => firstSession("nobody"),
    keyOf: () => Promise.resolve(undefined),
    mayReadMetrics: () => false,
  });
  const parsed = { params: {}, query: {}, headers: {}, body: {} };
  const enter = (access: "admin:read" | "admin:admin", scope: AdminScope) =>
    gate(access, parsed, {} as Request, { locals: { admin: { name: "x", scope } } } as Response);
  await expect(enter("admin:admin", "read")).rejects.toMatchObject({ code: "forbidden" });
  for (const scope of ["read", "admin"] as const)
    expect(await enter("admin:read", scope)).toEqual({ admin: { name: "x", scope } });
  expect(await enter("admin:admin", "admin")).toEqual({ admin: { name: "x", scope: "admin" } });
});
