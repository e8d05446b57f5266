import { expect, it } from "vitest";
import type { SettingsView } from "#/contract/settings.ts";
import { serveOperators } from "#/http/operators.fixture.ts";

it("shows each setting with where it comes from, and what null would give", async () => {
  const { watcher, ops } = await serveOperators();
  const before = (await watcher("GET", "/internal/config")).json() as SettingsView;
  expect(before).toMatchObject({ version: 0, changedAt: null, changedBy: null });
  expect(before.logLevel).toEqual({ value: "debug", from: "environment", environment: "debug" });
  const changed = await ops("PATCH", "/internal/config", {
    json: { logLevel: "error", rateLimits: { write: "5/minute" } },
  });
  expect(changed.headers.get("etag")).toBe('"1"');
  const after = (await watcher("GET", "/internal/config")).json();
  expect(after).toEqual(changed.json());
  expect(after).toMatchObject({
    version: 1,
    changedBy: "ops",
    logLevel: { value: "error", from: "stored", environment: "debug" },
    rateLimits: { write: { value: "5/minute", from: "stored", environment: "1000000/hour" } },
  });
});

it("refuses what is no setting or no value of one, by name, and changes nothing", async () => {
  const { ops, audit } = await serveOperators();
  const refused: [unknown, string][] = [
    [{}, ""],
    [{ loglevel: "info" }, "loglevel"],
    [{ logLevel: "loud" }, "logLevel"],
    [{ traceSampleRatio: 1.5 }, "traceSampleRatio"],
    [{ queuePaused: "yes" }, "queuePaused"],
    [{ budgetUsdPerDay: 0 }, "budgetUsdPerDay"],
    [{ budgetUsdPerDay: "5" }, "budgetUsdPerDay"],
    [{ budgetUsdPerDay: "" }, "budgetUsdPerDay"],
    [{ budgetUsdPerDay: "none" }, "budgetUsdPerDay"],
    [
      { budgetUsdPerDay: "Unlimited" },
      'budgetUsdPerDay: must be dollars from 0.000001 to 999999999, or \\"unlimited\\"',
    ],
    [{ budgetUsdPerDay: false }, "budgetUsdPerDay"],
    [{ rateLimits: { read: "lots" } }, "rateLimits.read"],
    [{ rateLimits: { tide: "1/hour" } }, "rateLimits.tide"],
  ];
  for (const [json, path] of refused) {
    const answer = await ops("PATCH", "/internal/config", { json });
    expect([json, answer.status]).toEqual([json, 400]);
    expect(answer.text).toContain(path);
  }
  expect(await audit()).toEqual([]);
});

it("shows a day without a limit as stored, and tells it from one that was never set", async () => {
  const { ops, audit } = await serveOperators();
  const shown = async (budgetUsdPerDay: unknown) =>
    ((await ops("PATCH", "/internal/config", { json: { budgetUsdPerDay } })).json() as SettingsView)
      .budgetUsdPerDay;
  expect(await shown("unlimited")).toEqual({ value: null, from: "stored", environment: null });
  expect(await shown(5)).toEqual({ value: 5, from: "stored", environment: null });
  expect(await shown(null)).toEqual({ value: null, from: "environment", environment: null });
  expect((await audit()).at(-1)).toMatchObject({
    action: "config.change",
    actor: "ops",
    before: { budgetUsdPerDay: null },
    after: { budgetUsdPerDay: "unlimited" },
  });
});

it("takes If-Match as the condition it is", async () => {
  const { ops } = await serveOperators();
  const patch = (level: string, headers = {}) =>
    ops("PATCH", "/internal/config", { json: { logLevel: level }, headers });
  expect((await patch("warn", { "if-match": '"0"' })).status).toBe(200);
  expect((await patch("info", { "if-match": '"0"' })).status).toBe(412);
  expect((await patch("info", { "if-match": "*" })).status).toBe(400);
  expect((await patch("info")).status).toBe(200);
});

it("a limit that is changed holds at once, for those who were counted too", async () => {
  const { ops, send } = await serveOperators();
  const read = async () => (await send("GET", "/api/novel")).status;
  const set = (limit: string | null) =>
    ops("PATCH", "/internal/config", { json: { rateLimits: { read: limit } } });
  for (let n = 0; n < 3; n += 1) expect(await read()).toBe(200);
  await set("3/hour");
  expect(await read()).toBe(429);
  await set("2/minute");
  expect([await read(), await read(), await read()]).toEqual([200, 200, 429]);
  await set(null);
  expect(await read()).toBe(200);
});

it("calls no ratio of traces in force where no spans are made, though it keeps it for processes that make some", async () => {
  const { ops, deps } = await serveOperators();
  const answer = await ops("PATCH", "/internal/config", { json: { traceSampleRatio: 1 } });
  expect(answer.json()).toMatchObject({
    traceSampleRatio: { value: null, from: "environment", environment: null },
  });
  expect((await deps.store.settings.read()).values).toEqual({ traceSampleRatio: 1 });
});
