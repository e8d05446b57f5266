import { expect, it } from "vitest";
import type { NovelList, NovelView } from "#/contract/novel.ts";
import { firstSession, writeSession } from "#/domain/identify-caller.ts";
import { input, serveApp } from "#/http/served-app.fixture.ts";
import { createScrubber } from "#/telemetry/scrub.ts";
import { sessionOfCookie } from "./session.ts";

const oldSecret = "the old secret, of 32 characters or more";
const newSecret = "the new secret, of 32 characters or more";
const day = 86_400_000;

function cookieOf(answer: { headers: Headers }): string | undefined {
  return answer.headers.get("set-cookie")?.split(";")[0];
}

function titlesIn(answer: { json: () => unknown }): string[] {
  return (answer.json() as NovelList).items.map(({ title }) => title);
}

it("goes out once, with the first answer, where no script and no other site reaches it", async () => {
  const { visitor } = await serveApp();
  const { send } = visitor();
  const first = await send("GET", "/api/novel");
  expect(first.headers.get("set-cookie")).toMatch(
    /^colophon_session=v1\.[0-9a-f-]{36}\.1767225600\.[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  expect((await send("GET", "/api/novel")).headers.get("set-cookie")).toBeNull();
});

it("goes out with the app's page, so that the page's first requests come from one owner", async () => {
  const { send } = await serveApp();
  for (const path of ["/", "/novels/019b", "/novels/019b/read"]) {
    const page = await send("GET", path);
    expect(page.headers.get("cache-control")).toBe("private, no-cache");
    const cookie = cookieOf(page) ?? "";
    expect(cookie).toMatch(/^colophon_session=v1\./);
    const requests = [send("GET", "/api/novel", { headers: { cookie } })];
    requests.push(send("GET", path, { headers: { cookie } }));
    for (const answer of await Promise.all(requests)) expect(cookieOf(answer)).toBeUndefined();
  }
});

it("is neither asked of nor given to anybody where nothing is owned", async () => {
  const { send } = await serveApp();
  for (const path of [
    "/health",
    "/health/ready",
    "/metrics",
    "/openapi.json",
    "/api/about",
    "/a.css",
  ])
    expect((await send("GET", path)).headers.get("set-cookie")).toBeNull();
});

it("is renewed when it is older than a day, for the same owner", async () => {
  const { visitor, clock } = await serveApp();
  const { send, create } = visitor();
  await create();
  await clock.advance(day);
  expect(cookieOf(await send("GET", "/api/novel"))).toBeUndefined();
  await clock.advance(1_000);
  const renewed = await send("GET", "/api/novel");
  expect(cookieOf(renewed)).toContain(".1767312001.");
  expect(titlesIn(renewed)).toEqual([input.title]);
  expect(titlesIn(await send("GET", "/api/novel"))).toEqual([input.title]);
});

it("is over after 400 days without a visit", async () => {
  const { visitor, clock } = await serveApp();
  const { send, create } = visitor();
  await create();
  await clock.advance(400 * day + 1_000);
  expect(titlesIn(await send("GET", "/api/novel"))).toEqual([]);
});

it("outlives the secret that signed it: the first one signs it anew", async () => {
  let secrets = [oldSecret];
  const { visitor, send } = await serveApp({ sessionSecrets: () => secrets });
  const { send: sendOwn, create } = visitor();
  await create();
  secrets = [newSecret, oldSecret];
  const renewed = await sendOwn("GET", "/api/novel");
  expect(titlesIn(renewed)).toEqual([input.title]);
  secrets = [newSecret];
  const cookie = cookieOf(renewed) ?? "";
  expect(titlesIn(await send("GET", "/api/novel", { headers: { cookie } }))).toEqual([input.title]);
});

it.each([
  ["the new one came first", [oldSecret, newSecret], [newSecret, oldSecret]],
  ["processes go back", [newSecret, oldSecret], [oldSecret, newSecret]],
])(
  "makes one novel of copies without a session on either side of a change of secrets: %s",
  async (_, before, after) => {
    let secrets = before;
    const { send } = await serveApp({ sessionSecrets: () => secrets });
    const copy = { json: input, headers: { "idempotency-key": "copy" } };
    const first = await send("POST", "/api/novel", copy);
    secrets = after;
    const second = await send("POST", "/api/novel", copy);
    expect((second.json() as NovelView).id).toBe((first.json() as NovelView).id);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    const headers = { cookie: cookieOf(second) ?? "" };
    expect(titlesIn(await send("GET", "/api/novel", { headers }))).toEqual([input.title]);
    const other = { ...copy, headers: { "idempotency-key": "another" } };
    expect((await send("POST", "/api/novel", other)).headers.has("idempotent-replayed")).toBe(
      false,
    );
  },
);

it("is as good as none when it is forged, malformed or signed by a secret that is gone", async () => {
  let secrets = [oldSecret];
  const { send } = await serveApp({ sessionSecrets: () => secrets });
  const cookie = cookieOf(await send("POST", "/api/novel", { json: input })) ?? "";
  const token = cookie.slice("colophon_session=".length);
  const owner = token.split(".")[1] ?? "";
  const ask = async (value: string) =>
    send("GET", "/api/novel", { headers: { cookie: `colophon_session=${value}` } });
  expect(titlesIn(await ask(token))).toEqual([input.title]);
  for (const forged of [
    "",
    owner,
    token.slice(0, -1),
    `${token}A`,
    token.replace("v1.", "v2."),
    token.replace(".1767225600.", ".1767225601."),
    token.replace(owner, "01890000-0000-7000-8000-000000000000"),
    `v1.${owner}.1767225600.${"A".repeat(43)}`,
    "x".repeat(8_000),
  ]) {
    const answer = await ask(forged);
    expect([forged, titlesIn(answer)]).toEqual([forged, []]);
    expect(cookieOf(answer)).toMatch(/^colophon_session=v1\./);
    expect(cookieOf(answer)).not.toContain(owner);
  }
  secrets = [newSecret];
  expect(titlesIn(await ask(token))).toEqual([]);
});

it("names the same owner to sockets, which can make none", async () => {
  const { visitor, clock, deps } = await serveApp();
  const { send, create } = visitor();
  const cookie = cookieOf(await send("GET", "/api/novel"));
  const { id } = await create();
  const owner = (await deps.store.novels.get(id))?.owner;
  const read = (header: string | undefined, secrets = deps.sessionSecrets()) =>
    sessionOfCookie(header, { secrets, clock, secure: false })?.owner;
  expect(owner).toBeDefined();
  expect(read(cookie)).toBe(owner);
  expect(read(`theme=dark; ${cookie}; other=1`)).toBe(owner);
  expect(read(cookie, [newSecret])).toBeUndefined();
  for (const header of [undefined, "", "theme=dark", `${cookie}x`])
    expect(read(header)).toBeUndefined();
});

const secure = { "x-forwarded-proto": "https" };

it("is Secure and bound to this very host where TLS ends before us", async () => {
  const { send } = await serveApp({ trustProxy: 1 });
  const first = await send("GET", "/api/novel", { headers: secure });
  expect(first.headers.get("set-cookie")).toMatch(
    /^__Host-colophon_session=v1\.[\w.-]+; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  const again = { ...secure, cookie: cookieOf(first) ?? "" };
  expect(cookieOf(await send("GET", "/api/novel", { headers: again }))).toBeUndefined();
});

it("cannot be tossed in over TLS: what a neighbouring host may set names nobody", async () => {
  const { send } = await serveApp({ trustProxy: 1 });
  const attackers = cookieOf(await send("POST", "/api/novel", { json: input })) ?? "";
  const tossed = await send("GET", "/api/novel", { headers: { ...secure, cookie: attackers } });
  expect(titlesIn(tossed)).toEqual([]);
  expect(cookieOf(tossed)).toMatch(/^__Host-/);
  const own = cookieOf(tossed) ?? "";
  const created = await send("POST", "/api/novel", {
    json: { ...input, title: "Own" },
    headers: { ...secure, cookie: own },
  });
  expect(created.status).toBe(202);
  for (const cookie of [`${attackers}; ${own}`, `${own}; ${attackers}`]) {
    const answer = await send("GET", "/api/novel", { headers: { ...secure, cookie } });
    expect(titlesIn(answer)).toEqual(["Own"]);
    expect(cookieOf(answer)).toBeUndefined();
  }
});

it("counts where it verifies: no other cookie shadows it, however many there are", async () => {
  const { visitor, send } = await serveApp();
  const { send: sendOwn, create } = visitor();
  const cookie = cookieOf(await sendOwn("GET", "/api/novel")) ?? "";
  await create();
  const forged = `colophon_session=v1.01890000-0000-7000-8000-000000000000.1767225600.${"A".repeat(43)}`;
  for (const header of [
    `${forged}; ${cookie}`,
    `${cookie}; ${forged}`,
    `colophon_session=; colophon_session; =; ;;${cookie}`,
    `colophon_session=${"x".repeat(8_000)}; ${cookie}`,
    `${Array.from({ length: 100 }, () => forged).join("; ")}; ${cookie}`,
    `${Array.from({ length: 1_500 }, (_, n) => `c${n}`).join(";")}; ${cookie}`,
    `__proto__=1; constructor=2; ${cookie}`,
  ]) {
    const answer = await send("GET", "/api/novel", { headers: { cookie: header } });
    expect([header.slice(0, 80), titlesIn(answer)]).toEqual([header.slice(0, 80), [input.title]]);
    expect(cookieOf(answer)).toBeUndefined();
  }
});

it("is as good as none under a name that is nearly its own", async () => {
  const { send } = await serveApp();
  const cookie = cookieOf(await send("POST", "/api/novel", { json: input })) ?? "";
  for (const other of [
    cookie.replace("colophon", "Colophon"),
    `x${cookie}`,
    `__Host-${cookie}`,
    cookie.replace("=", " ="),
    cookie.replace("=", "=="),
  ])
    expect([
      other,
      titlesIn(await send("GET", "/api/novel", { headers: { cookie: other } })),
    ]).toEqual([other, []]);
});

it("is read by sockets under the name that requests read: over TLS the host's own, which nobody can toss in", async () => {
  const { visitor, clock, deps } = await serveApp();
  const read = (header: string, over = true) =>
    sessionOfCookie(header, { secrets: deps.sessionSecrets(), clock, secure: over })?.owner;
  const tossed = cookieOf(await visitor().send("GET", "/api/novel")) ?? "";
  const own = `__Host-${cookieOf(await visitor().send("GET", "/api/novel")) ?? ""}`;
  expect(read(own)).toBeDefined();
  expect(read(`${tossed}; ${own}`)).toBe(read(own));
  expect(read(tossed)).toBeUndefined();
  expect(read(own, false)).toBeUndefined();
  expect(read(`${own}; ${tossed}`, false)).toBe(read(tossed, false));
  expect(read(tossed, false)).toBeDefined();
});

it("is masked wherever a text quotes it, a first session and a renewed one", () => {
  const { scrub } = createScrubber();
  const owner = "019b2f3a-1c2d-7000-8abc-0123456789ab";
  const renewed = { owner, id: "019c2f3a-1c2d-7000-8abc-0123456789ab", epoch: 12 };
  for (const session of [firstSession(owner), renewed]) {
    const token = writeSession(session, { secret: newSecret, now: 1_767_225_600 });
    expect(scrub(`asked for /novels/${token}/read`)).toBe("asked for /novels/[redacted]/read");
  }
});

it("is not given back by an idempotency key after its end: a key is no way in", async () => {
  const { send } = await serveApp();
  const keyed = { headers: { "idempotency-key": "k" }, json: input };
  const cookie = cookieOf(await send("POST", "/api/novel", keyed)) ?? "";
  expect((await send("POST", "/api/novel", keyed)).headers.get("idempotent-replayed")).toBe("true");
  await send("DELETE", "/api/session", { headers: { cookie } });
  const again = await send("POST", "/api/novel", keyed);
  expect(again.json()).toMatchObject({ status: 401, code: "unauthorized" });
  expect(cookieOf(again)).toBeUndefined();
  const another = { ...keyed, headers: { "idempotency-key": "another" } };
  expect((await send("POST", "/api/novel", another)).status).toBe(202);
});
