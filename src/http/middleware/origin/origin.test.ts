import { expect, it } from "vitest";
import { input, overTls, serveApp } from "#/http/served-app.fixture.ts";
import { isOwnOrListed } from "./origin.ts";

const listed = "https://books.example";

it("refuses a mutation from a page of any other origin, before anything happens", async () => {
  const { send, url, deps } = await serveApp({ corsOrigins: [listed] });
  for (const origin of [
    "https://evil.example",
    "null",
    `${listed}.evil.example`,
    "http://books.example",
    "https://books.example:444",
    `${url}0`,
    "http://127.0.0.1",
    "",
  ]) {
    const answer = await send("POST", "/api/novel", { json: input, headers: { origin } });
    expect([origin, answer.status]).toEqual([origin, 403]);
    expect(answer.json()).toMatchObject({ code: "origin-not-allowed" });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect(answer.headers.get("set-cookie")).toBeNull();
  }
  expect(await deps.store.novels.countByStatus()).toEqual({});
});

it("takes what browsers report of our pages from no origin, and from no other's page", async () => {
  const { send } = await serveApp({ corsOrigins: [listed] });
  const report = { json: { "csp-report": {} } };
  const post = async (path: string, origin: string) =>
    (await send("POST", path, { ...report, headers: { origin } })).status;
  expect(await post("/api/csp-report", "null")).toBe(200);
  expect(await post("/api/csp-report", "https://evil.example")).toBe(403);
  expect(await post("/api/client-report", "null")).toBe(403);
});

it("lets our own pages, listed ones and programs mutate", async () => {
  const { send, url } = await serveApp({ corsOrigins: [listed] });
  const own = [url, url.replace("http:", "https:"), listed];
  for (const headers of [{}, ...own.map((origin) => ({ origin }))])
    expect((await send("POST", "/api/novel", { json: input, headers })).status).toBe(202);
});

it("lets pages of listed origins, and only them, read the answer", async () => {
  const { send } = await serveApp({ corsOrigins: [listed] });
  const allowed = await send("GET", "/api/novel", { headers: { origin: listed } });
  expect(allowed.headers.get("access-control-allow-origin")).toBe(listed);
  expect(allowed.headers.get("access-control-allow-credentials")).toBe("true");
  expect(allowed.headers.get("vary")).toBe("Origin");
  const other = await send("GET", "/api/novel", { headers: { origin: "https://evil.example" } });
  expect(other.status).toBe(200);
  expect(other.headers.get("access-control-allow-origin")).toBeNull();
  expect(other.headers.get("vary")).toBe("Origin");
});

it("answers the preflight of listed origins, and grants others nothing", async () => {
  const { send } = await serveApp({ corsOrigins: [listed] });
  const preflight = (origin: string) =>
    send("OPTIONS", "/api/novel", {
      headers: { origin, "access-control-request-method": "POST" },
    });
  const { status, headers } = await preflight(listed);
  expect(status).toBe(204);
  expect(headers.get("access-control-allow-methods")).toContain("POST");
  for (const name of ["authorization", "content-type", "idempotency-key"])
    expect(headers.get("access-control-allow-headers")).toContain(name);
  const other = await preflight("https://evil.example");
  expect(other.headers.get("access-control-allow-origin")).toBeNull();
  expect(other.headers.get("access-control-allow-methods")).toBeNull();
});

it("takes a page in the clear for another's where the request came over TLS", async () => {
  const { send, url } = await serveApp({ trustProxy: 1 });
  const post = async (origin: string) =>
    (await send("POST", "/api/novel", { json: input, headers: { ...overTls, origin } })).status;
  expect(await post(url.replace("http:", "https:"))).toBe(202);
  expect(await post(url)).toBe(403);
});

it("tells sockets the same", () => {
  const isAllowed = isOwnOrListed([listed]);
  const may = (from: string, secure = false) => isAllowed(from, { host: "localhost:3001", secure });
  expect(may(listed)).toBe(true);
  expect(may("http://localhost:3001")).toBe(true);
  expect(may("https://localhost:3001")).toBe(true);
  for (const from of ["http://localhost", "http://localhost:30010", "null", "", `${listed}:444`])
    expect(may(from)).toBe(false);
  expect(may("https://localhost:3001", true)).toBe(true);
  expect(may("http://localhost:3001", true)).toBe(false);
});
