import { describe, expect, it } from "vitest";
import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import type { RateLimit, RateLimitName } from "#/contract/rate-limit.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { input, serveApp, unlimited } from "#/http/served-app.fixture.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";

const hour = 3_600_000;
const neverWas = "01890000-0000-7000-8000-000000000000";

/** An app with some limits, and nobody else using it. */
async function serveLimited(
  limits: Partial<Record<RateLimitName, RateLimit>>,
  overrides: Partial<HttpDeps> = {},
) {
  const clock = createFakeClock();
  const rateLimitStore = createMemoryRateLimitStore({ clock });
  const rateLimits = { ...unlimited, ...limits };
  const app = await serveApp({ rateLimits, rateLimitStore, ...overrides });
  // Over are the windows of what the fixture asked.
  await clock.advance(hour);
  /** Statuses of so many requests of one after the other. */
  const statuses = async (times: number, ...[method, path, sent]: Parameters<typeof app.send>) => {
    const answered: number[] = [];
    for (let time = 0; time < times; time += 1)
      answered.push((await app.send(method, path, sent)).status);
    return answered;
  };
  return { ...app, statuses, passed: clock.advance };
}

function repeat(times: number, status: number): number[] {
  return Array.from({ length: times }, () => status);
}

const forwarded = (address: string) => ({ headers: { "x-forwarded-for": address } });

describe("a limit", () => {
  it("takes as many as it says, then none until the window is over, whoever asks", async () => {
    const { statuses, visitor, passed } = await serveLimited({
      "novel-create": { limit: 10, windowMs: hour },
    });
    const { send, create } = visitor();
    await create();
    expect(await statuses(10, "POST", "/api/novel", { json: input })).toEqual([
      ...repeat(9, 202),
      429,
    ]);
    expect((await send("POST", "/api/novel", { json: input })).status).toBe(429);
    await passed(hour);
    await create();
  });

  it("says when to try again, and makes nothing", async () => {
    const { visitor, passed } = await serveLimited({
      "novel-create": { limit: 1, windowMs: hour },
    });
    const { send, create } = visitor();
    await create();
    await passed(hour / 4);
    const refused = await send("POST", "/api/novel", { json: input });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(refused.json()).toMatchObject({
      type: "/problems/rate-limited",
      code: "rate-limited",
      status: 429,
      detail: "Too many requests like this came from you or from your network.",
    });
    const retryAfter = refused.headers.get("retry-after");
    expect(retryAfter).toMatch(/^\d+$/);
    expect(Number(retryAfter)).toBeGreaterThan((hour / 4) * 3e-3 - 5);
    expect(Number(retryAfter)).toBeLessThanOrEqual((hour / 4) * 3e-3);
    expect(refused.headers.get("ratelimit")).toMatch(/^"novel-create"; r=0; t=\d+$/);
    expect((await send("GET", "/api/novel")).json()).toMatchObject({ items: [{}] });
  });

  it("tells of itself on every answer, as the draft (8) has it", async () => {
    const { visitor, send } = await serveLimited({ read: { limit: 600, windowMs: hour } });
    for (const path of ["/api/novel", "/api/about", "/openapi.json", "/api/novel?x=1"]) {
      const { headers } = await send("GET", path);
      expect(headers.get("ratelimit")).toMatch(/^"read"; r=59\d; t=3(600|59\d)$/);
      expect(headers.get("ratelimit-policy")).toMatch(
        /^"read"; q=600; w=3600; pk=:[A-Za-z0-9+/]{16}:$/,
      );
      expect(headers.get("retry-after")).toBeNull();
      expect([...headers.keys()].filter((name) => name.startsWith("x-ratelimit"))).toEqual([]);
    }
    expect((await visitor().send("GET", "/api/about")).headers.get("ratelimit")).toContain("r=595");
  });

  it("is one for all its routes, and each has its own", async () => {
    const three = { limit: 3, windowMs: hour };
    const { visitor } = await serveLimited({
      "novel-create": three,
      "novel-read": three,
      read: three,
      write: three,
    });
    const { send, create } = visitor();
    const { id } = await create();
    const novel = `/api/novel/${id}`;
    const ask = async (method: string, path: string) => (await send(method, path)).status;
    for (const _ of [1, 2, 3]) expect(await ask("GET", novel)).toBe(200);
    expect(await ask("GET", novel)).toBe(429);
    expect(await ask("HEAD", novel)).toBe(429);
    expect(await ask("GET", `${novel}/events`)).toBe(200);
    expect(await ask("GET", "/openapi.json")).toBe(200);
    expect(await ask("GET", "/api/about")).toBe(200);
    expect(await ask("GET", "/api/novel")).toBe(429);
    expect(await ask("POST", `${novel}/pause`)).toBe(200);
    expect(await ask("POST", `${novel}/resume`)).toBe(200);
    expect(await ask("POST", `${novel}/cancel`)).toBe(200);
    expect((await send("PATCH", novel, { json: { title: "Another" } })).status).toBe(429);
    await create();
    await create();
    expect((await send("POST", "/api/novel", { json: input })).status).toBe(429);
  });

  it("counts refused requests too, whatever was wrong with them", async () => {
    const { statuses } = await serveLimited({
      "novel-create": { limit: 2, windowMs: hour },
      "novel-read": { limit: 2, windowMs: hour },
    });
    expect(await statuses(3, "POST", "/api/novel", { body: "{" })).toEqual([415, 415, 429]);
    expect(await statuses(3, "GET", `/api/novel/${neverWas}`)).toEqual([404, 404, 429]);
  });

  it("counts the copies of a submit, of which one makes the novel", async () => {
    const { send, visitor } = await serveLimited({ "novel-create": { limit: 10, windowMs: hour } });
    const copies = await Promise.all(
      Array.from({ length: 30 }, async () =>
        send("POST", "/api/novel", { json: input, headers: { "idempotency-key": "once" } }),
      ),
    );
    const answered = copies.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(answered).toEqual([...repeat(10, 202), ...repeat(20, 429)]);
    const made = copies.filter(({ status }) => status === 202);
    expect(new Set(made.map(({ json }) => (json() as { id: string }).id)).size).toBe(1);
    expect((await visitor().send("GET", "/api/novel")).status).toBe(200);
  });
});

describe("what is never limited", () => {
  const none = { limit: 1, windowMs: hour };

  it("is health, the app's files, and what is not there", async () => {
    const { statuses } = await serveLimited({ read: none, "novel-read": none, write: none });
    expect(await statuses(3, "GET", "/health")).toEqual(repeat(3, 200));
    expect(await statuses(3, "GET", "/health/ready")).toEqual(repeat(3, 200));
    expect(await statuses(3, "GET", "/")).toEqual(repeat(3, 503));
    expect(await statuses(3, "GET", "/assets/app.js")).toEqual(repeat(3, 404));
    expect(await statuses(3, "OPTIONS", "/api/novel")).toEqual(repeat(3, 204));
  });

  it("is /metrics for whoever has its token, and for nobody else", async () => {
    const { statuses } = await serveLimited(
      { read: none },
      { metricsAuthTokens: () => ["a-token"] },
    );
    const headers = { authorization: "Bearer a-token" };
    expect(await statuses(3, "GET", "/metrics", { headers })).toEqual(repeat(3, 200));
    expect(await statuses(3, "GET", "/metrics")).toEqual([401, 429, 429]);
    expect(await statuses(1, "GET", "/metrics", { headers })).toEqual([200]);
  });
});

describe("an owner", () => {
  it("is refused from another address too", async () => {
    const { visitor } = await serveLimited(
      { read: { limit: 3, windowMs: hour } },
      { trustProxy: 1 },
    );
    const { send } = visitor();
    const from = async (address: string) =>
      (await send("GET", "/api/novel", forwarded(address))).status;
    // The first one has no cookie yet: it counts for its address alone.
    expect([await from("192.0.2.1"), await from("192.0.2.2")]).toEqual([200, 200]);
    expect([await from("192.0.2.3"), await from("192.0.2.4")]).toEqual([200, 200]);
    expect(await from("192.0.2.5")).toBe(429);
  });

  it("is not got rid of by forging or dropping the cookie", async () => {
    const { send, statuses } = await serveLimited({ read: { limit: 3, windowMs: hour } });
    for (const cookie of ["", `colophon_session=v1.${neverWas}.1767225600.${"A".repeat(43)}`, "x"])
      expect((await send("GET", "/api/novel", { headers: { cookie } })).status).toBe(200);
    expect(await statuses(1, "GET", "/api/novel")).toEqual([429]);
  });
});

describe("an address", () => {
  const three = { read: { limit: 3, windowMs: hour } };

  async function statusesFrom(trustProxy: HttpDeps["trustProxy"], addresses: readonly string[]) {
    const { send } = await serveLimited(three, { trustProxy });
    const answered: number[] = [];
    for (const address of addresses)
      answered.push((await send("GET", "/api/about", forwarded(address))).status);
    return answered;
  }

  const rotated = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"];
  const threeAndNoMore = [200, 200, 200, 429];

  it("cannot be chosen where no proxy is trusted", async () => {
    expect(await statusesFrom(false, rotated)).toEqual(threeAndNoMore);
  });

  it("is what the trusted proxy saw, not what the client told it", async () => {
    const told = rotated.map((forged) => `${forged}, 198.51.100.7`);
    expect(await statusesFrom(1, told)).toEqual(threeAndNoMore);
    expect(await statusesFrom(["127.0.0.0/8"], told)).toEqual(threeAndNoMore);
  });

  it("cannot be chosen when the proxy is not one of those trusted", async () => {
    expect(await statusesFrom(["10.0.0.0/8"], rotated)).toEqual(threeAndNoMore);
  });

  it("is each client's own behind a trusted proxy", async () => {
    expect(await statusesFrom(1, rotated)).toEqual(repeat(4, 200));
  });

  it("of IPv6 is its /56: neighbours in one count together", async () => {
    const neighbours = ["2001:db8:0:100::1", "2001:db8:0:1ff::1", "2001:DB8:0:17f:1:2:3:4"];
    expect(await statusesFrom(1, [...neighbours, "2001:db8:0:101::"])).toEqual(threeAndNoMore);
    expect(await statusesFrom(1, [...neighbours, "2001:db8:0:200::1"])).toEqual(repeat(4, 200));
  });

  it("of IPv4 is the same however it is written", async () => {
    const spellings = ["192.0.2.1", "::ffff:192.0.2.1", "::ffff:c000:201", "192.0.2.1"];
    expect(await statusesFrom(1, spellings)).toEqual(threeAndNoMore);
  });

  it("that is none counts as the proxy's own", async () => {
    const nonsense = ["unknown", "192.0.2.1:8080", "a b", "_hidden"];
    expect(await statusesFrom(1, nonsense)).toEqual(threeAndNoMore);
  });
});

it("gives express-rate-limit nothing to warn of", async () => {
  const { statuses, logs } = await serveLimited({ read: { limit: 1, windowMs: hour } });
  await statuses(2, "GET", "/api/novel", forwarded("192.0.2.1"));
  expect(logs.filter(({ level }) => level !== "info" && level !== "debug")).toEqual([]);
});
