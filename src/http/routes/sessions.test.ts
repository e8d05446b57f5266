import { describe, expect, it } from "vitest";
import { storeUnavailable } from "#/adapters/sqlite/store-error.ts";
import type { Me, RecoveryCode } from "#/contract/me.ts";
import type { NovelList } from "#/contract/novel.ts";
import { issueApiKey } from "#/domain/api-key.ts";
import { anOperator } from "#/http/operators.fixture.ts";
import { input, serveApp, unlimited } from "#/http/served-app.fixture.ts";

type App = Awaited<ReturnType<typeof serveApp>>;

const cookieOf = ({ headers }: { headers: Headers }) =>
  headers.get("set-cookie")?.split(";")[0] ?? "";
const titles = (answer: { json: () => unknown }) =>
  (answer.json() as NovelList).items.map(({ title }) => title);

/** Somebody whose cookie the test has, with a novel called as they are. */
async function arrive({ send }: App, title: string) {
  const answer = await send("POST", "/api/novel", { json: { ...input, title } });
  return cookieOf(answer);
}

/** What a request with this cookie is answered. */
function asker({ send }: App) {
  return async (cookie: string, method = "GET", path = "/api/novel") =>
    send(method, path, { headers: { cookie } });
}

/** A browser that has come to the owner of `cookie` by a code. */
async function join(app: App, cookie: string) {
  const made = await asker(app)(cookie, "POST", "/api/me/recovery-code");
  const { code } = made.json() as RecoveryCode;
  return { code, cookie: cookieOf(await app.send("POST", "/api/session", { json: { code } })) };
}

/** The same browser with a session that nobody has a copy of. */
async function renew(app: App, cookie: string) {
  const answer = await asker(app)(cookie, "POST", "/api/me/sessions");
  expect(answer.status).toBe(201);
  return cookieOf(answer);
}

describe("signing this browser out", () => {
  it("ends its session wherever else the cookie is, has the browser forget it, and leaves others alone", async () => {
    const app = await serveApp();
    const ask = asker(app);
    const cookie = await arrive(app, "Mine");
    const other = (await join(app, cookie)).cookie;
    const answer = await ask(cookie, "DELETE", "/api/session");
    expect(answer.json()).toEqual({ ended: true });
    expect(answer.headers.get("set-cookie")).toBe(
      "colophon_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
    );
    const refused = await ask(cookie);
    expect(refused.json()).toMatchObject({ status: 401, code: "unauthorized" });
    expect(titles(await ask(other))).toEqual(["Mine"]);
  });

  it("does so over TLS under the name that the cookie has there", async () => {
    const app = await serveApp({ trustProxy: 1 });
    const tls = { "x-forwarded-proto": "https" };
    const cookie = cookieOf(await app.send("GET", "/api/novel", { headers: tls }));
    const headers = { ...tls, cookie };
    const answer = await app.send("DELETE", "/api/session", { headers });
    expect(answer.headers.get("set-cookie")).toBe(
      "__Host-colophon_session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
    );
    expect((await app.send("GET", "/api/novel", { headers })).status).toBe(401);
  });

  it("ends what became of the cookie since, too: a copy that was renewed is the same session", async () => {
    const app = await serveApp();
    const ask = asker(app);
    const cookie = await arrive(app, "Mine");
    await app.clock.advance(86_401_000);
    const copy = cookieOf(await ask(cookie));
    expect(copy).not.toBe(cookie);
    await ask(cookie, "DELETE", "/api/session");
    expect((await ask(copy)).status).toBe(401);
    const later = (await join(app, await arrive(app, "Again"))).cookie;
    await app.clock.advance(86_401_000);
    const renewed = cookieOf(await ask(later));
    expect(titles(await ask(renewed))).toEqual(["Again"]);
    await ask(renewed, "DELETE", "/api/session");
    expect((await ask(later)).status).toBe(401);
  });

  it("is no error without a session, or twice, and writes nothing then", async () => {
    const app = await serveApp();
    const ask = asker(app);
    const cookie = await arrive(app, "Mine");
    await ask(cookie, "DELETE", "/api/session");
    app.logs.length = 0;
    for (const again of [cookie, "", "colophon_session=x"]) {
      const answer = await ask(again, "DELETE", "/api/session");
      expect([answer.status, answer.json()]).toEqual([200, { ended: false }]);
    }
    expect(app.logs.filter(({ event }) => event === "session.ended")).toEqual([]);
  });

  it("begins a new visit with the next page, and with no other answer", async () => {
    const app = await serveApp();
    const ask = asker(app);
    const cookie = await arrive(app, "Mine");
    await ask(cookie, "DELETE", "/api/session");
    const refusals = [
      await ask(cookie),
      await ask(cookie, "GET", "/api/me"),
      await ask(cookie, "POST", "/api/me/recovery-code"),
      await app.send("POST", "/api/novel", {
        json: input,
        headers: { cookie, "idempotency-key": "k" },
      }),
    ];
    // Another answer may be bringing the browser a session: a new owner's cookie would replace that.
    for (const refused of refusals)
      expect([refused.status, refused.headers.get("set-cookie")]).toEqual([401, null]);
    const page = await app.send("GET", "/", { headers: { cookie } });
    expect(cookieOf(page)).toMatch(/^colophon_session=v1\./);
    expect(titles(await ask(cookieOf(page)))).toEqual([]);
  });
});

describe("signing every other browser out", () => {
  it("ends all other sessions and their code, keeps the one that asked, and shows a new code", async () => {
    const app = await serveApp();
    const ask = asker(app);
    const first = await arrive(app, "Mine");
    const laptop = await join(app, first);
    const mine = await renew(app, first);
    const answer = await ask(mine, "DELETE", "/api/me/sessions");
    const { code } = answer.json() as RecoveryCode;
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(titles(await ask(mine))).toEqual(["Mine"]);
    for (const ended of [first, laptop.cookie]) expect((await ask(ended)).status).toBe(401);
    const by = async (typed: string) => app.send("POST", "/api/session", { json: { code: typed } });
    expect((await by(laptop.code)).status).toBe(401);
    expect(titles(await ask(cookieOf(await by(code))))).toEqual(["Mine"]);
  });

  it("reaches cookies of earlier releases, which all name one session, and takes none of them", async () => {
    const app = await serveApp();
    const ask = asker(app);
    const legacy = await arrive(app, "Mine");
    expect(legacy).toMatch(/^colophon_session=v1\.[0-9a-f-]{36}\.\d+\.[\w-]{43}$/);
    expect((await ask(legacy, "DELETE", "/api/me/sessions")).json()).toMatchObject({
      code: "invalid-state",
    });
    expect(titles(await ask(legacy))).toEqual(["Mine"]);
    const mine = await renew(app, legacy);
    expect((await ask(mine, "DELETE", "/api/me/sessions")).status).toBe(200);
    expect((await ask(legacy)).status).toBe(401);
    expect(titles(await ask(mine))).toEqual(["Mine"]);
  });

  it("loses nobody by an answer that gets lost: whichever cookie is left goes on", async () => {
    const app = await serveApp();
    const ask = asker(app);
    const before = await arrive(app, "Mine");
    await renew(app, before);
    expect(titles(await ask(before))).toEqual(["Mine"]);
    const mine = await renew(app, before);
    await ask(mine, "DELETE", "/api/me/sessions");
    await ask(mine, "DELETE", "/api/me/sessions");
    expect(titles(await ask(mine))).toEqual(["Mine"]);
  });

  it("outlives its own renewal: the cookie that was kept is signed anew and goes on", async () => {
    const app = await serveApp();
    const ask = asker(app);
    const mine = await renew(app, await arrive(app, "Mine"));
    await ask(mine, "DELETE", "/api/me/sessions");
    await app.clock.advance(86_401_000);
    const renewed = cookieOf(await ask(mine));
    expect(titles(await ask(renewed))).toEqual(["Mine"]);
    const another = await renew(app, renewed);
    await ask(another, "DELETE", "/api/me/sessions");
    expect((await ask(renewed)).status).toBe(401);
    expect(titles(await ask(another))).toEqual(["Mine"]);
  });

  it("lets nobody who was ended stay by another session, code or end of others, not even within what is cached", async () => {
    const app = await serveApp();
    const ask = asker(app);
    const first = await arrive(app, "Mine");
    const laptop = (await join(app, first)).cookie;
    const mine = await renew(app, first);
    // This process last heard a moment ago that the laptop's session goes on.
    expect((await ask(laptop)).status).toBe(200);
    const { owner } = (await ask(mine, "GET", "/api/me")).json() as Me;
    const [, , , epoch, id] = mine.split(".") as [string, string, string, string, string];
    const kept = { owner, id, epoch: Number(epoch) };
    const recovery = { hash: "a".repeat(64), createdAt: app.clock.now() };
    await app.deps.store.accounts.endOtherSessions(kept, recovery);
    expect((await ask(laptop)).status).toBe(200);
    for (const [method, path] of [
      ["POST", "/api/me/sessions"],
      ["POST", "/api/me/recovery-code"],
      ["DELETE", "/api/me/sessions"],
    ] as const)
      expect([path, (await ask(laptop, method, path)).status]).toEqual([path, 401]);
    expect(await app.deps.store.accounts.recovery(owner)).toEqual(recovery);
    await app.clock.advance(2_000);
    expect((await ask(laptop)).status).toBe(401);
  });
});

it("what another process ended is refused here within 2 s", async () => {
  const app = await serveApp();
  const ask = asker(app);
  const cookie = await arrive(app, "Mine");
  const { owner } = (await ask(cookie, "GET", "/api/me")).json() as Me;
  const times = { endedAt: app.clock.now(), forgetBefore: app.clock.now() };
  await app.deps.store.accounts.endSession({ owner, id: "first" }, times);
  await app.clock.advance(2_000);
  expect((await ask(cookie)).status).toBe(401);
});

it("a hundred requests of a session ask the Store for it once", async () => {
  const app = await serveApp();
  const ask = asker(app);
  const cookie = await arrive(app, "Mine");
  const { accounts } = app.deps.store;
  let asked = 0;
  const { endedSessions } = accounts;
  accounts.endedSessions = async (sessions) => {
    asked += 1;
    return endedSessions(sessions);
  };
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask(cookie)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(asked).toBe(1);
});

it("while the Store cannot be asked, nobody is let in by a cookie, and pages and what is everybody's go on", async () => {
  const app = await serveApp();
  const ask = asker(app);
  const cookie = await arrive(app, "Mine");
  await app.clock.advance(86_401_000);
  app.deps.store.accounts.endedSessions = () => Promise.reject(storeUnavailable(new Error("away")));
  expect((await ask(cookie)).json()).toMatchObject({ code: "store-unavailable" });
  expect((await ask(cookie, "DELETE", "/api/session")).status).toBe(503);
  expect((await ask(cookie, "GET", "/api/about")).status).toBe(200);
  const page = await app.send("GET", "/", { headers: { cookie } });
  const [owner] = /[0-9a-f-]{36}/.exec(cookie) ?? [""];
  expect(cookieOf(page)).toContain(owner);
});

it("who was signed out uses up nothing of what the owner may do", async () => {
  const read = { limit: 3, windowMs: 3_600_000 };
  const app = await serveApp({ rateLimits: { ...unlimited, read }, trustProxy: 1 });
  const from = (address: string, cookie: string) =>
    app.send("GET", "/api/novel", { headers: { cookie, "x-forwarded-for": address } });
  const first = await arrive(app, "Mine");
  const mine = await renew(app, first);
  await asker(app)(mine, "DELETE", "/api/me/sessions");
  const statuses = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await from("192.0.2.1", first)).status);
  expect(statuses).toEqual([401, 401, 401, 429]);
  expect((await from("192.0.2.2", mine)).status).toBe(200);
});

it("who has a copy of a cookie cannot use up what its owner needs to sign them out", async () => {
  const write = { limit: 3, windowMs: 3_600_000 };
  const app = await serveApp({ rateLimits: { ...unlimited, write }, trustProxy: 1 });
  const cookie = await arrive(app, "Mine");
  const from = (address: string, at: string, method: string, path: string) =>
    app.send(method, path, { headers: { cookie: at, "x-forwarded-for": address } });
  const statuses = [];
  for (const path of [...Array<string>(4).fill("/api/me/recovery-code"), "/api/me/sessions"])
    statuses.push((await from("192.0.2.1", cookie, "POST", path)).status);
  expect(statuses).toEqual([201, 201, 201, 429, 429]);
  const refused = await from("192.0.2.2", cookie, "POST", "/api/me/recovery-code");
  expect(refused.status).toBe(429);
  const mine = cookieOf(await from("192.0.2.2", cookie, "POST", "/api/me/sessions"));
  expect((await from("192.0.2.2", mine, "DELETE", "/api/me/sessions")).status).toBe(200);
  expect((await asker(app)(cookie)).status).toBe(401);
});

it("each end makes one line, without cookie or code, and a refused cookie is counted", async () => {
  const app = await serveApp();
  const ask = asker(app);
  const first = await arrive(app, "Mine");
  const { owner } = (await ask(first, "GET", "/api/me")).json() as Me;
  const mine = await renew(app, first);
  const { code } = (await ask(mine, "DELETE", "/api/me/sessions")).json() as RecoveryCode;
  await ask(mine, "DELETE", "/api/session");
  await ask(mine);
  const told = app.logs.filter(({ event }) => /^sessions?\.ended$/.test(String(event)));
  expect(told).toEqual([
    expect.objectContaining({ event: "sessions.ended", owner, level: "info" }),
    expect.objectContaining({ event: "session.ended", owner, level: "info" }),
  ]);
  const ends = app.logs.filter(({ method }) => method === "DELETE");
  const idsOf = ({ request_id, trace_id, span_id }: Record<string, unknown>) =>
    [request_id, trace_id, span_id].map(String);
  expect(told.map(idsOf)).toEqual(ends.map(idsOf));
  for (const secret of [code, mine.split(".").at(-1), first.split(".").at(-1)])
    expect(JSON.stringify(app.logs)).not.toContain(secret);
  const { values } = await app.deps.metrics.authFailures.get();
  expect(values).toMatchObject([{ labels: { kind: "session" }, value: 1 }]);
});

it("no key of a program ends or renews a session, its own owner's neither", async () => {
  const app = await serveApp();
  const cookie = await arrive(app, "Mine");
  const { owner } = (await asker(app)(cookie, "GET", "/api/me")).json() as Me;
  const wish = { owner, scopes: ["novels:write"], expiresAt: "2027-01-01T00:00:00.000Z" } as const;
  const { key } = await issueApiKey(app.deps, anOperator, wish);
  for (const [bearer, status] of [
    [key, 403],
    [`colophon_key_${"A".repeat(43)}`, 401],
  ] as const)
    for (const method of ["POST", "DELETE"]) {
      const headers = { authorization: `Bearer ${bearer}`, cookie };
      expect((await app.send(method, "/api/me/sessions", { headers })).status).toBe(status);
    }
});
