import { expect, it } from "vitest";
import { type Problem, ProblemError, problem } from "#/contract/problem.ts";
import type { Store } from "#/ports/store/store.ts";
import { rawRequest } from "./raw-request.fixture.ts";
import { type Sent, input, serveApp } from "./served-app.fixture.ts";
import { outlineChapters } from "./stages.fixture.ts";

const neverWas = "01890000-0000-7000-8000-000000000000";

it("answers a novel of somebody else as one that never was, on every route", async () => {
  const { deps, conformance, visitor } = await serveApp();
  const { id } = await visitor().create();
  const before = await deps.store.novels.get(id);
  const stranger = visitor();
  await stranger.create({ title: "The stranger's own" });
  const bodies: Record<string, unknown> = {
    put: { chapters: outlineChapters(2) },
    patch: { title: "Mine" },
  };
  let routes = 0;
  for (const [path, operations] of Object.entries(conformance.document.paths)) {
    // Operators see every novel, and nobody else gets that far: `two-owners.test.ts`.
    if (!path.includes("{id}") || path.startsWith("/internal/")) continue;
    for (const method of Object.keys(operations)) {
      routes += 1;
      const ask = async (novelId: string, who = stranger) => {
        const target = path.replace("{id}", novelId).replace("{number}", "1");
        const json = bodies[method];
        const { status, json: body } = await who.send(method.toUpperCase(), target, { json });
        const { requestId: _, traceId: __, ...told } = body() as Problem;
        return { status, told };
      };
      const foreign = await ask(id);
      const same = { status: 404, told: { code: "not-found", detail: "There is no such novel." } };
      expect([method, path, foreign]).toMatchObject([method, path, same]);
      expect(await ask(neverWas)).toEqual(foreign);
      expect(await ask("not-an-id")).toEqual(foreign);
      expect(await ask("%00")).toEqual(foreign);
      expect(await ask(id.toUpperCase())).toEqual(foreign);
      // And to somebody who has no session at all.
      expect(await ask(id, visitor())).toEqual(foreign);
    }
  }
  expect(routes).toBeGreaterThan(10);
  expect(await deps.store.novels.get(id)).toEqual(before);
  expect(await deps.store.log.heads([id])).toEqual(new Map([[id, 1]]));
});

it("answers an unknown address with a problem, whatever its shape", async () => {
  const { send } = await serveApp();
  for (const path of ["/api/nothing", "/api/novel/a/b/c", "/API/novel", "/api/novel/%E0%A4%A"]) {
    const answer = await send("GET", path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(problem.parse(answer.json())).toMatchObject({
      type: "/problems/not-found",
      status: 404,
      code: "not-found",
      requestId: answer.headers.get("x-request-id"),
      traceId: answer.headers.get("traceresponse")?.split("-")[1],
    });
  }
});

it("refuses a method that an address does not have, and says which it has", async () => {
  const { send } = await serveApp();
  const answer = await send("DELETE", "/api/novel");
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS, POST");
  expect(problem.parse(answer.json())).toMatchObject({ code: "method-not-allowed" });
  expect((await send("GET", `/api/novel/${neverWas}/pause`)).headers.get("allow")).toBe(
    "OPTIONS, POST",
  );
  const options = await send("OPTIONS", "/api/novel");
  expect(options.status).toBe(204);
  expect(options.headers.get("allow")).toBe("GET, HEAD, OPTIONS, POST");
});

it("refuses query parameters that an address does not know, by name", async () => {
  const { send, visitor, conformance } = await serveApp();
  const { id } = await visitor().create();
  for (const [path, operations] of Object.entries(conformance.document.paths)) {
    const target = path.replace("{id}", id).replace("{number}", "1");
    for (const method of Object.keys(operations)) {
      const json = method === "get" ? undefined : {};
      const answer = await send(method.toUpperCase(), `${target}?token=secret`, { json });
      // Who bears no admin token is told nothing else.
      const status = path.startsWith("/internal/") ? 401 : 400;
      expect([method, path, answer.status]).toEqual([method, path, status]);
      if (status === 401) continue;
      const unknown = { path: "token", message: "is not known here" };
      expect((answer.json() as Problem).errors).toContainEqual(unknown);
      expect(answer.text).not.toContain("secret");
    }
  }
});

it("answers HEAD as GET, without the body", async () => {
  const { send, visitor } = await serveApp();
  const { id } = await visitor().create();
  for (const path of ["/health", "/api/about", "/openapi.json", `/api/novel/${id}`]) {
    const get = await send("GET", path);
    const head = await send("HEAD", path);
    expect(head.status).toBe(get.status);
    expect(head.text).toBe("");
    expect(head.headers.get("content-length")).toBe(get.headers.get("content-length"));
    expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
  }
});

it("keeps no answer of the API in caches, and sends no ETag", async () => {
  const { send, visitor } = await serveApp();
  const { send: sendOwn, create } = visitor();
  const { id } = await create();
  const answers = [
    await sendOwn("GET", `/api/novel/${id}`),
    await sendOwn("GET", `/api/novel/${id}/book.md`),
    await send("GET", `/api/novel/${id}`),
    await send("GET", "/health"),
  ];
  for (const { headers } of answers) {
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("etag")).toBeNull();
    expect(headers.get("x-powered-by")).toBeNull();
  }
});

/** An app whose store fails with `error` at whatever is asked of novels. */
async function serveFailing(error: Error) {
  const fail = async () => {
    throw error;
  };
  const novels = { accept: fail, get: fail, list: fail } as unknown as Store["novels"];
  const store = { novels, close: async () => {}, health: async () => "down" };
  return serveApp({ store: store as unknown as Store });
}

it("says that the store cannot be reached, and when to come back", async () => {
  const cause = new Error("SQLITE_IOERR at /var/lib/colophon");
  const { send, logs } = await serveFailing(
    new ProblemError("store-unavailable", "The store cannot be reached.", { cause }),
  );
  for (const [method, path] of [
    ["GET", "/api/novel"],
    ["GET", `/api/novel/${neverWas}`],
    ["POST", `/api/novel/${neverWas}/pause`],
  ] as const) {
    const answer = await send(method, path);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(answer.json()).toMatchObject({ code: "store-unavailable" });
    expect(answer.text).not.toContain("SQLITE");
  }
  expect(logs.filter(({ level }) => level === "error")).toHaveLength(3);
  expect(JSON.stringify(logs)).toContain("SQLITE_IOERR");
});

it("says that the disk is full", async () => {
  const { send } = await serveFailing(new ProblemError("storage-full", "The disk is full."));
  const answer = await send("POST", "/api/novel", { json: input });
  expect(answer.status).toBe(507);
  expect(answer.json()).toMatchObject({ code: "storage-full", title: "The disk is full" });
});

it("tells the log, and nobody else, what went wrong unexpectedly", async () => {
  const { send, logs } = await serveFailing(new TypeError("the password is xyzzy"));
  const answer = await send("GET", "/api/novel", { headers: { "x-request-id": "req-7" } });
  expect(answer.status).toBe(500);
  expect(answer.json()).toEqual({
    type: "/problems/internal",
    title: "Something went wrong",
    status: 500,
    detail: expect.any(String) as string,
    code: "internal",
    requestId: "req-7",
    traceId: answer.headers.get("traceresponse")?.split("-")[1],
  });
  expect(answer.text).not.toMatch(/xyzzy|TypeError|\.ts/);
  expect(logs.find(({ level }) => level === "error")).toMatchObject({
    err: { type: "TypeError", message: "the password is xyzzy" },
    request_id: "req-7",
    route: "/api/novel",
    trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
  });
});

it("takes on nothing new while it stops, and goes on reading", async () => {
  let stopping = false;
  const { send, visitor } = await serveApp({ isClosing: () => stopping });
  const { send: sendOwn, create } = visitor();
  const { id } = await create();
  stopping = true;
  const refused = await send("POST", "/api/novel", { json: input });
  expect(refused.status).toBe(503);
  expect(refused.json()).toMatchObject({ code: "draining" });
  expect(refused.headers.get("retry-after")).toBe("2");
  expect((await sendOwn("POST", `/api/novel/${id}/pause`)).status).toBe(503);
  expect((await sendOwn("GET", `/api/novel/${id}`)).json()).toMatchObject({ status: "queued" });
});

it("gives the same answer to a request in pieces", async () => {
  const { url } = await serveApp();
  const text = JSON.stringify(input);
  const { status } = await rawRequest(`${url}/api/novel`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    pieces: [text.slice(0, 20), text.slice(20)],
  });
  expect(status).toBe(202);
});

it("a route that asks for no body takes none, but for an empty object", async () => {
  const { visitor } = await serveApp();
  const { send } = visitor();
  const status = async (sent: Sent) => (await send("DELETE", "/api/session", sent)).status;
  expect(await status({ json: { whatever: 1 } })).toBe(400);
  expect(await status({ json: [] })).toBe(400);
  expect(await status({ json: {} })).toBe(200);
  expect(await status({})).toBe(200);
});
