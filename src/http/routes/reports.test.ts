import { expect, it } from "vitest";
import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import { serveApp, unlimited } from "#/http/served-app.fixture.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";

const asReportUri = { "content-type": "application/csp-report" };
const asReportingApi = { "content-type": "application/reports+json" };

const violation = (more: Record<string, unknown> = {}) => ({
  "csp-report": {
    "document-uri": "https://books.example/novels/01890000-0000-7000-8000-000000000000",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://evil.example/steal.js?token=abc",
    "status-code": 200,
    ...more,
  },
});

interface Measured {
  metricName?: string;
  labels: object;
  value: number;
}

async function serveReports() {
  const app = await serveApp();
  const report = async (path: string, body: unknown, headers: Record<string, string>) =>
    app.send("POST", path, { body: JSON.stringify(body), headers });
  const counted = async (name: string) => {
    const metric = await app.deps.metrics.registry.getSingleMetric(name)?.get();
    return metric?.values.find(({ labels }) => Object.keys(labels).length === 0)?.value;
  };
  const told = (event: string) => app.logs.filter((line) => line["event"] === event);
  return { ...app, report, counted, told };
}

it("counts a violation of the content policy in either form, and tells where it came from and no more", async () => {
  const { report, counted, told } = await serveReports();
  const first = await report("/api/csp-report", violation(), asReportUri);
  expect([first.status, first.json()]).toEqual([200, { counted: 1 }]);
  const body = {
    effectiveDirective: "require-trusted-types-for",
    blockedURL: "trusted-types-sink",
  };
  const batch = [
    { type: "csp-violation", age: 1, url: "https://books.example/", body },
    { type: "deprecation", body: { id: "x" } },
    { type: "csp-violation", body: { ...body, effectiveDirective: "made-up" } },
    { type: "csp-violation", body: { ...body, effectiveDirective: "constructor" } },
  ];
  expect((await report("/api/csp-report", batch, asReportingApi)).json()).toEqual({ counted: 3 });
  expect(await counted("colophon_csp_violations_total")).toBe(4);
  expect(told("csp.violation")).toMatchObject([
    { directive: "script-src", blocked: "https://evil.example" },
    { directive: "require-trusted-types-for", blocked: "trusted-types-sink" },
    { directive: "other", blocked: "trusted-types-sink" },
    { directive: "other", blocked: "trusted-types-sink" },
  ]);
  expect(JSON.stringify(told("csp.violation"))).not.toMatch(/steal|token|novels/);
});

it("takes whatever a browser may say of what was stopped", async () => {
  const { report, told } = await serveReports();
  for (const [blocked, shown] of [
    ["inline", "inline"],
    ["data", "data"],
    ["", "unknown"],
    [null, "unknown"],
    ["chrome-extension://abc/x.js", "chrome-extension:"],
    ["not a url\n{}", "unknown"],
  ]) {
    await report("/api/csp-report", violation({ "blocked-uri": blocked }), asReportUri);
    expect(told("csp.violation").at(-1)).toMatchObject({ blocked: shown });
  }
});

it("counts a browser's errors and web vitals, the share that moved apart from the seconds", async () => {
  const { report, counted, told, deps } = await serveReports();
  const errors = [
    { name: "TypeError", message: "x is undefined", stack: "at y (/assets/a.js:1:2)" },
    { name: "RangeError", message: "y is too long" },
  ];
  const vitals = [
    { name: "LCP", value: 0.7 },
    { name: "CLS", value: 0.02 },
  ];
  const json = { "content-type": "application/json" };
  const answer = await report("/api/client-report", { errors, vitals }, json);
  expect(answer.json()).toEqual({ counted: 4 });
  expect(await counted("colophon_client_errors_total")).toBe(2);
  const sums = async (metric: { get(): Promise<{ values: Measured[] }> }) =>
    (await metric.get()).values
      .filter(({ metricName = "" }) => metricName.endsWith("_sum"))
      .map(({ labels, value }) => [labels, value]);
  expect(await sums(deps.metrics.clientVital)).toEqual([[{ vital: "LCP" }, 0.7]]);
  expect(await sums(deps.metrics.clientLayoutShift)).toEqual([[{}, 0.02]]);
  const [, trace_id] = answer.headers.get("traceresponse")?.split("-") ?? [];
  expect(told("client.error")).toMatchObject(
    errors.map((error) => ({ client_error: error, trace_id })),
  );
});

it("refuses what is no report, and one that is too long", async () => {
  const { report, counted } = await serveReports();
  const statusOf = async (body: unknown, headers = asReportUri) =>
    (await report("/api/csp-report", body, headers)).status;
  expect(await statusOf({ other: 1 })).toBe(400);
  expect(await statusOf("text")).toBe(400);
  expect(await statusOf(violation(), { "content-type": "text/plain" })).toBe(415);
  expect(await statusOf(violation({ sample: "x".repeat(40_000) }))).toBe(413);
  const json = { "content-type": "application/json" };
  const long = { errors: [{ name: "x".repeat(40_000), message: "m" }] };
  expect((await report("/api/client-report", long, json)).status).toBe(413);
  expect((await report("/api/client-report", {}, asReportUri)).status).toBe(415);
  expect(await counted("colophon_csp_violations_total")).toBe(0);
});

it("has a limit of its own, so that reports use up nothing else, and makes no session", async () => {
  const hour = 3_600_000;
  const { send } = await serveApp({
    rateLimits: { ...unlimited, report: { limit: 2, windowMs: hour } },
    rateLimitStore: createMemoryRateLimitStore({ clock: createFakeClock() }),
  });
  const post = async (path: string, json: object) => send("POST", path, { json });
  const answers = [
    await post("/api/client-report", {}),
    await post("/api/csp-report", violation()),
    await post("/api/client-report", {}),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(answers.map(({ headers }) => headers.get("set-cookie"))).toEqual([null, null, null]);
});

it("writes a few lines for a report, however much it tells", async () => {
  const { report, counted, told } = await serveReports();
  const one = {
    type: "csp-violation",
    body: { effectiveDirective: "img-src", blockedURL: "data" },
  };
  await report(
    "/api/csp-report",
    Array.from({ length: 100 }, () => one),
    asReportingApi,
  );
  expect(await counted("colophon_csp_violations_total")).toBe(100);
  expect(told("csp.violation")).toHaveLength(5);
  const errors = Array.from({ length: 20 }, () => ({ name: "Error", message: "again" }));
  await report("/api/client-report", { errors }, { "content-type": "application/json" });
  expect(await counted("colophon_client_errors_total")).toBe(20);
  expect(told("client.error")).toHaveLength(5);
});
