import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect, it, onTestFinished } from "vitest";
import { rawRequest } from "#/http/raw-request.fixture.ts";
import { input, overTls, serveApp } from "#/http/served-app.fixture.ts";
import { httpsOnly } from "./https-only.ts";

const serveTls = async () => serveApp({ forceHttps: true, trustProxy: 1 });

it("sends who asks in the clear, and has shown nothing, to the same address over TLS", async () => {
  const { url } = await serveTls();
  const ask = async (path: string, options: { method?: string; host?: string } = {}) => {
    const { method = "GET", host = "books.example" } = options;
    const { status, headers } = await rawRequest(url, { method, path, headers: { host } });
    return [status, headers.location];
  };
  expect(await ask("/")).toEqual([308, "https://books.example/"]);
  expect(await ask("/api/novel?limit=2&cursor=%20")).toEqual([
    308,
    "https://books.example/api/novel?limit=2&cursor=%20",
  ]);
  expect(await ask("/", { method: "HEAD" })).toEqual([308, "https://books.example/"]);
  expect(await ask("/nothing", { host: "books.example:8080" })).toEqual([
    308,
    "https://books.example/nothing",
  ]);
  expect(await ask("/", { host: "[::1]:80" })).toEqual([308, "https://[::1]/"]);
  expect(await ask("//evil.example/")).toEqual([308, "https://books.example//evil.example/"]);
});

it("refuses what bears credentials or a body, or would change something", async () => {
  const { send, deps } = await serveTls();
  for (const [method, path, sent] of [
    ["GET", "/api/novel", { headers: { authorization: "Bearer a-key" } }],
    ["GET", "/api/novel", { headers: { cookie: "colophon_session=v1" } }],
    ["HEAD", "/", { headers: { cookie: "__Host-colophon_session=v1" } }],
    ["POST", "/api/novel", { json: input }],
    ["POST", "/api/novel/01890000-0000-7000-8000-000000000000/pause", {}],
    ["OPTIONS", "/api/novel", {}],
    ["GET", "/?token=a-token", {}],
    ["GET", "/internal/novels", { headers: { authorization: "Bearer an-admin-token" } }],
  ] as const) {
    const answer = await send(method, path, sent);
    expect([method, path, answer.status]).toEqual([method, path, 403]);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(answer.headers.get("location")).toBeNull();
    if (method === "HEAD") continue;
    expect(answer.json()).toMatchObject({ code: "https-required" });
  }
  expect(await deps.store.novels.countByStatus()).toEqual({});
});

it("refuses a body that a GET brings, whole or in pieces", async () => {
  const { url } = await serveTls();
  for (const headers of [{ "content-length": "4" }, { "transfer-encoding": "chunked" }])
    expect((await rawRequest(url, { path: "/", headers, pieces: ["body"] })).status).toBe(403);
});

it("sends nobody to a place that the client made up", async () => {
  const { url } = await serveTls();
  for (const host of ["user@evil.example", "evil.example/path", "a b", "*"])
    expect((await rawRequest(url, { path: "/", headers: { host } })).status).toBe(403);
  expect((await rawRequest(url, { path: "http://evil.example/" })).status).toBe(403);
});

it("answers over TLS as ever", async () => {
  const { send } = await serveTls();
  expect((await send("GET", "/api/novel", { headers: overTls })).status).toBe(200);
  const created = await send("POST", "/api/novel", { headers: overTls, json: input });
  expect(created.status).toBe(202);
});

it("answers who watches over us in the clear", async () => {
  const { send } = await serveApp({
    forceHttps: true,
    trustProxy: 1,
    metricsAuthTokens: () => ["a-token"],
  });
  expect((await send("GET", "/health")).status).toBe(200);
  expect((await send("GET", "/health/ready")).status).toBe(200);
  const headers = { authorization: "Bearer a-token" };
  expect((await send("GET", "/metrics", { headers })).status).toBe(200);
});

it("believes nobody but the proxy that there is TLS", async () => {
  const statusBehind = async (trusted: string) => {
    const app = express().set("trust proxy", [trusted]);
    const server = app.use(httpsOnly()).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return (await rawRequest(url, { path: "/", headers: overTls })).status;
  };
  expect(await statusBehind("10.0.0.0/8")).toBe(308);
  expect(await statusBehind("127.0.0.0/8")).toBe(404);
});
