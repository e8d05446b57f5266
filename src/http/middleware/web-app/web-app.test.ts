import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { credentialsInAddress } from "#/http/bears-credentials.ts";
import { rawRequest } from "#/http/raw-request.fixture.ts";
import { serveApp } from "#/http/served-app.fixture.ts";
import { eventually } from "#test/harness/eventually.ts";

function buildWebApp(): string {
  const folder = mkdtempSync(join(tmpdir(), "colophon-web-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const webRoot = join(folder, "web");
  mkdirSync(join(webRoot, "assets"), { recursive: true });
  writeFileSync(
    join(webRoot, "index.html"),
    `<!doctype html><title>Colophon</title><script src="/a.js" integrity="sha384-of-a"></script>`,
  );
  writeFileSync(join(webRoot, "assets", "app-4f1c.js"), "export {};");
  writeFileSync(join(webRoot, "favicon.svg"), "<svg/>");
  writeFileSync(join(webRoot, ".hidden"), "hidden");
  writeFileSync(join(folder, "outside.txt"), "outside");
  return webRoot;
}

it("answers every page's address with the app, always fresh", async () => {
  const { send, logs } = await serveApp({ webRoot: buildWebApp() });
  for (const [path, route] of [
    ["/", "/"],
    ["/novels/019b", "/novels/:id"],
    ["/novels/019b/read", "/novels/:id/read"],
    ["/novels/019b/read/3", "/novels/:id/read/:chapter"],
  ] as const) {
    const answer = await send("GET", path);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("<title>Colophon</title>");
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("private, no-cache");
    expect(logs.at(-1)).toMatchObject({ route, status: 200 });
  }
});

it("serves a page under a policy that names its scripts, and its sockets by the host that was asked", async () => {
  const { url } = await serveApp({ webRoot: buildWebApp() });
  const policyFor = async (host: string) => {
    const { headers } = await rawRequest(url, { path: "/", headers: { host } });
    return `${String(headers["content-security-policy"])};`;
  };
  expect(await policyFor("books.example")).toContain(";script-src 'sha384-of-a' 'strict-dynamic';");
  for (const host of ["books.example", "books.example:8443", "[::1]:3001"])
    expect(await policyFor(host)).toContain(`;connect-src 'self' ws://${host};`);
  for (const host of ["evil.example; script-src *", "a,b", "a b", "*", "user@host", "a/b"])
    expect(await policyFor(host)).toContain(";connect-src 'self';");
});

it("lets browsers keep files that are named by their content for ever, and no others", async () => {
  const { send, logs } = await serveApp({ webRoot: buildWebApp() });
  const script = await send("GET", "/assets/app-4f1c.js");
  expect(script.text).toBe("export {};");
  expect(script.headers.get("content-type")).toMatch(/^text\/javascript/);
  expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(logs.at(-1)).toMatchObject({ route: "static" });
  for (const path of ["/favicon.svg", "/index.html"])
    expect((await send("GET", path)).headers.get("cache-control")).toBe("no-cache");
});

it("has nothing to send to who has it already", async () => {
  const { url } = await serveApp({ webRoot: buildWebApp() });
  const { headers } = await rawRequest(url, { path: "/" });
  const since = headers["last-modified"] ?? "";
  const again = await rawRequest(url, { headers: { "if-modified-since": since } });
  expect(again.status).toBe(304);
  const other = await rawRequest(url, { headers: { "if-match": '"another"' } });
  expect(other.status).toBe(412);
});

it("serves nothing from outside its folder, and nothing hidden", async () => {
  const { url, send } = await serveApp({ webRoot: buildWebApp() });
  for (const path of [
    "/../outside.txt",
    "/..%2foutside.txt",
    "/assets/..%5c..%5coutside.txt",
    "/%2e%2e/outside.txt",
    "/.hidden",
    "/index.html%00",
    "/assets",
    "/assets/",
  ])
    expect([path, (await rawRequest(url, { path })).status]).toEqual([path, 404]);
  expect((await send("GET", "/novels/019b/unknown")).status).toBe(404);
});

const asBrowser = { headers: { accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8" } };

it("shows a browser the app where there is no page, and says that it is missing", async () => {
  const { send, logs } = await serveApp({ webRoot: buildWebApp() });
  for (const path of ["/novel", "/novels/019b/unknown", "/a.css", "/apis", "/wsx"]) {
    const page = await send("GET", path, asBrowser);
    expect([path, page.status]).toEqual([path, 404]);
    expect(page.text).toContain("<title>Colophon</title>");
    expect(page.headers.get("cache-control")).toBe("private, no-cache");
    expect(logs.at(-1)).toMatchObject({ route: "unmatched", status: 404 });
  }
});

it("has problems only for programs, and under the addresses of programs", async () => {
  const { send } = await serveApp({ webRoot: buildWebApp() });
  const problemAt = async (method: string, path: string, accept: string, status = 404) => {
    const answer = await send(method, path, { headers: { accept } });
    expect([path, answer.status]).toEqual([path, status]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  };
  for (const accept of ["*/*", "application/json", "application/json, text/html;q=0.5"])
    await problemAt("GET", "/novel", accept);
  for (const path of ["/api", "/api/x", "/ws", "/health/x", "/metrics/x"])
    await problemAt("GET", path, asBrowser.headers.accept);
  await problemAt("GET", "/internal/x", asBrowser.headers.accept, 401);
  await problemAt("POST", "/novel", asBrowser.headers.accept);
});

it("says which methods a page has", async () => {
  const { send } = await serveApp({ webRoot: buildWebApp() });
  for (const path of ["/", "/novels/019b"]) {
    const options = await send("OPTIONS", path);
    expect([options.status, options.text]).toEqual([204, ""]);
    expect(options.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    const refused = await send("POST", path);
    expect(refused.status).toBe(405);
    expect(refused.json()).toMatchObject({ code: "method-not-allowed" });
  }
});

it("refuses credentials in an address, as routes do, and the log holds none of them", async () => {
  const { send, logs } = await serveApp({ webRoot: buildWebApp() });
  for (const path of ["/", "/novels/019b", "/favicon.svg", "/assets/app-4f1c.js", "/no-such-page"])
    for (const name of ["token", "api_key", "authorization", "colophon_session"]) {
      const refused = await send("GET", `${path}?${name}=hush-hush`, asBrowser);
      expect([path, name, refused.status]).toEqual([path, name, 400]);
      expect(refused.json()).toMatchObject({ code: "invalid-input", detail: credentialsInAddress });
      expect(refused.headers.get("set-cookie")).toBeNull();
      expect(refused.text).not.toContain("hush-hush");
    }
  expect(logs.at(-1)).toMatchObject({ status: 400 });
  expect(JSON.stringify(logs)).not.toContain("hush-hush");
  expect((await send("GET", "/devices?signed-out&utm_source=a", asBrowser)).status).toBe(200);
});

it("says plainly that it is not built", async () => {
  const { send } = await serveApp();
  const answer = await send("GET", "/");
  expect(answer.status).toBe(503);
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(answer.text).toContain("not built");
});

it("tells of readers who leave while a page loads as of nobody's fault, and of no answer they did not get", async () => {
  const { url, logs } = await serveApp({ webRoot: buildWebApp() });
  logs.length = 0;
  const { port, hostname } = new URL(url);
  const readers = 40;
  for (let nth = 0; nth < readers; nth += 1) {
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
    // At another moment of the answer each time.
    for (let turns = 0; turns < nth % 8; turns += 1) await turn();
    socket.resetAndDestroy();
  }
  await eventually(() => expect(logs).toHaveLength(readers));
  expect(logs.filter(({ level }) => level === "error")).toEqual([]);
  const aborted = logs.filter((line) => line["aborted"]);
  expect(aborted.length).toBeGreaterThan(0);
  expect(new Set(logs.map(({ status }) => status))).toEqual(new Set([499, 200]));
});
