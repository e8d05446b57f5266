import { expect, it } from "vitest";
import type { Me, RecoveryCode } from "#/contract/me.ts";
import type { NovelList } from "#/contract/novel.ts";
import { serveApp, unlimited } from "#/http/served-app.fixture.ts";

const origin = { origin: "https://evil.example" };

async function codeOf(visitor: { send: Awaited<ReturnType<typeof serveApp>>["send"] }) {
  const answer = await visitor.send("POST", "/api/me/recovery-code");
  expect(answer.status).toBe(201);
  return (answer.json() as RecoveryCode).code;
}

const titles = (answer: { json: () => unknown }) =>
  (answer.json() as NovelList).items.map(({ title }) => title);

it("a recovery code leads to one's novels from another browser, however it is typed", async () => {
  const { visitor } = await serveApp();
  const one = visitor();
  await one.create({ title: "Own" });
  const code = await codeOf(one);
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  const mistaken = code.replaceAll("0", "o").replaceAll("1", "l");
  for (const typed of [code, code.toLowerCase(), ` ${code.replaceAll("-", " ")}\n`, mistaken]) {
    const other = visitor();
    const answer = await other.send("POST", "/api/session", { json: { code: typed } });
    expect([typed, answer.status]).toEqual([typed, 200]);
    expect(titles(await other.send("GET", "/api/novel"))).toEqual(["Own"]);
  }
});

it("a new code replaces the old one, and `me` tells when it was made", async () => {
  const { visitor, clock } = await serveApp();
  const one = visitor();
  expect((await one.send("GET", "/api/me")).json()).toMatchObject({ recoveryCodeCreatedAt: null });
  const old = await codeOf(one);
  await clock.advance(60_000);
  const code = await codeOf(one);
  expect((await visitor().send("POST", "/api/session", { json: { code: old } })).status).toBe(401);
  const other = visitor();
  const { owner } = (await one.send("GET", "/api/me")).json() as Me;
  expect((await other.send("POST", "/api/session", { json: { code } })).json()).toEqual({
    owner,
    recoveryCodeCreatedAt: "2026-01-01T00:01:00.000Z",
  });
});

it("an unknown code is refused and counted, changes no session, and says nothing of others", async () => {
  const { visitor, deps } = await serveApp();
  const one = visitor();
  await one.create({ title: "Own" });
  const code = await codeOf(one);
  const texts = new Set<string>();
  const near = code.slice(0, -1) + (code.endsWith("7") ? "8" : "7");
  for (const guess of ["x", near, "-", "7".repeat(28), "\u0000'; drop table owners; --"]) {
    const answer = await one.send("POST", "/api/session", { json: { code: guess } });
    expect([guess, answer.status]).toEqual([guess, 401]);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(answer.text).not.toContain(guess.length > 3 ? guess : code);
    texts.add(answer.text.replace(/"requestId":"[^"]+","traceId":"[^"]+"/, ""));
  }
  expect(texts.size).toBe(1);
  expect(titles(await one.send("GET", "/api/novel"))).toEqual(["Own"]);
  const { values } = await deps.metrics.authFailures.get();
  expect(values).toMatchObject([{ labels: { kind: "recovery-code" }, value: 5 }]);
});

it("guessing is limited like any write", async () => {
  const write = { limit: 3, windowMs: 3_600_000 };
  const limited = await serveApp({ rateLimits: { ...unlimited, write } });
  const statuses: number[] = [];
  for (let guess = 0; guess < 4; guess += 1)
    statuses.push(
      (await limited.visitor().send("POST", "/api/session", { json: { code: `${guess}` } })).status,
    );
  expect(statuses).toEqual([401, 401, 401, 429]);
});

it("fixes no session: the cookie that was planted before stays whose it was", async () => {
  const { visitor, send } = await serveApp();
  const one = visitor();
  await one.create({ title: "Own" });
  const code = await codeOf(one);
  const planted = (await send("GET", "/api/novel")).headers.get("set-cookie")?.split(";")[0] ?? "";
  const headers = { cookie: planted };
  const recovered = await send("POST", "/api/session", { json: { code }, headers });
  const fresh = recovered.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect(fresh).toMatch(/^colophon_session=v2\./);
  expect(fresh).not.toBe(planted);
  expect(titles(await send("GET", "/api/novel", { headers }))).toEqual([]);
  expect(titles(await send("GET", "/api/novel", { headers: { cookie: fresh } }))).toEqual(["Own"]);
});

it("no page of another origin can make a code, or put its visitor into its own account", async () => {
  const { visitor } = await serveApp();
  const [attacker, victim] = [visitor(), visitor()];
  const code = await codeOf(attacker);
  const before = ((await victim.send("GET", "/api/me")).json() as Me).owner;
  for (const [path, sent] of [
    ["/api/session", { json: { code } }],
    ["/api/me/recovery-code", {}],
  ] as const) {
    const answer = await victim.send("POST", path, { ...sent, headers: origin });
    expect(answer.json()).toMatchObject({ code: "origin-not-allowed" });
    expect(answer.headers.get("set-cookie")).toBeNull();
  }
  // What a form can send without CORS is no JSON.
  const form = await victim.send("POST", "/api/session", {
    body: JSON.stringify({ code }),
    headers: { "content-type": "text/plain" },
  });
  expect(form.status).toBe(415);
  expect(((await victim.send("GET", "/api/me")).json() as Me).owner).toBe(before);
});

it("the code is in no line of the log and not in the Store", async () => {
  const { visitor, logs, deps } = await serveApp();
  const one = visitor();
  const code = await codeOf(one);
  await one.send("POST", "/api/session", { json: { code } });
  const { owner } = (await one.send("GET", "/api/me")).json() as Me;
  expect(JSON.stringify(logs)).not.toContain(code);
  const kept = await deps.store.accounts.recovery(owner);
  expect(kept?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(kept)).not.toContain(code);
});
