import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { startModelServer } from "#test/faults/model-server.ts";
import { startSentryServer } from "#test/faults/sentry-server.ts";
import { startColophon } from "#test/harness/start-colophon.ts";
import { visit } from "#test/harness/visitor.ts";

const [title, premiseMark] = ["Quellbrunn", "Wexlerine"];
const key = "a-key-without-a-shape";

/** On SIGUSR2 it meets an error that nobody catches, as a bug would make one; and it tells when it loads Sentry's package. */
const fragile = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === "@sentry/core") process.stdout.write("loads Sentry\\n");
      return next(specifier, context);
    },
  });
  process.on("SIGUSR2", () => { throw new TypeError("no ${key} helps", { cause: new Error("planted") }); });
`)}`;

async function start(env: Record<string, string> = {}) {
  const sentry = await startSentryServer();
  onTestFinished(() => sentry.close());
  const model = await startModelServer({ latencyMs: 200 });
  onTestFinished(() => model.close());
  const colophon = await startColophon({
    command: [process.execPath, "--import", fragile, "src/processes/embedded.ts"],
    env: {
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_API_KEY: key,
      SENTRY_DSN: sentry.dsn,
      ...env,
    },
  });
  onTestFinished(() => colophon.kill());
  return { sentry, colophon, visitor: visit(colophon.url) };
}

/** Takes a table away from under the server: what reads it meets an error that no code of ours expects. */
function loseTable(dataDir: string, name: string): void {
  using database = new DatabaseSync(join(dataDir, "colophon.sqlite"), { timeout: 5_000 });
  database.exec(`ALTER TABLE ${name} RENAME TO lost_${name}`);
}

test("errors of a request and of a step, and a crash, are reported with their traces and ids, and no text or secret", async () => {
  const { sentry, colophon, visitor } = await start();
  const created = await visitor.send("POST", "/api/novel", {
    title,
    premise: `The cartographer ${premiseMark} finds that her own street is on no map at all.`,
    genre: "mystery",
    targetWordCount: 600,
    targetChapters: 1,
  });
  const { id } = (await created.json()) as { id: string };
  loseTable(colophon.dataDir, "chapters");

  const ofStep = await sentry.reportOf(({ tags }) => tags["event"] === "step.crashed");
  expect(ofStep.event).toMatchObject({
    level: "error",
    environment: "development",
    tags: { service: "embedded", novel_id: id, request_id: created.headers.get("x-request-id") },
    contexts: { trace: { trace_id: created.headers.get("traceresponse")?.split("-")[1] } },
  });
  const waterfall = await (await visitor.send("GET", `/api/novel/${id}/trace`)).json();
  const { spans } = waterfall as { spans: { id: string }[] };
  expect(spans.map((span) => span.id)).toContain(ofStep.event.contexts?.trace?.span_id);
  const failed = await visitor.send("GET", `/api/novel/${id}/chapters/1`);
  expect(failed.status).toBeGreaterThanOrEqual(500);
  const [, traceId, spanId] = failed.headers.get("traceresponse")?.split("-") ?? [];
  const ofRequest = await sentry.reportOf(({ tags }) => tags["event"] === "http.failed");
  expect(ofRequest.event).toMatchObject({
    tags: { request_id: failed.headers.get("x-request-id") },
    contexts: { trace: { trace_id: traceId, span_id: spanId } },
  });

  process.kill(colophon.pid, "SIGUSR2");
  expect(await colophon.exited).toBe(1);
  const ofCrash = await sentry.reportOf(({ level }) => level === "fatal");
  expect(ofCrash.event.exception.values).toMatchObject([
    { type: "Error", value: "planted" },
    { type: "TypeError", value: "no [redacted] helps", mechanism: { handled: false } },
  ]);
  const cookie = visitor.cookie().split("=")[1] ?? "";
  for (const word of [title, premiseMark, "cartographer", key, cookie])
    for (const { body, headers } of sentry.reports)
      expect.soft(body + JSON.stringify(headers), word).not.toContain(word);
  expect(colophon.logs()).toContain("loads Sentry");
});

test("with nothing listening at the DSN a crash ends as soon, and one warning tells of it", async () => {
  const { colophon } = await start({ SENTRY_DSN: "http://key@127.0.0.1:1/42" });
  const planted = performance.now();
  process.kill(colophon.pid, "SIGUSR2");
  expect(await colophon.exited).toBe(1);
  expect(performance.now() - planted).toBeLessThan(2_500);
  expect(colophon.logs().match(/"sentry\.send-failed"/g)).toHaveLength(1);
  expect(colophon.logs()).not.toContain("key@");
});

test("a stop waits two seconds for reports, and no longer", async () => {
  const { sentry, colophon, visitor } = await start();
  sentry.behave("silence");
  loseTable(colophon.dataDir, "novels");
  await visitor.send("GET", "/api/novel");
  await sentry.reportOf(({ tags }) => tags["event"] === "http.failed");
  const asked = performance.now();
  expect(await colophon.stop()).toBe(0);
  const took = performance.now() - asked;
  expect(took).toBeGreaterThan(1_500);
  expect(took).toBeLessThan(5_000);
});

test("without SENTRY_DSN nothing is sent to anybody, and Sentry's package is not loaded", async () => {
  const { sentry, colophon } = await start({ SENTRY_DSN: "" });
  process.kill(colophon.pid, "SIGUSR2");
  expect(await colophon.exited).toBe(1);
  expect(colophon.logs()).toContain('"process.crashed"');
  expect(colophon.logs()).not.toContain("loads Sentry");
  expect(sentry.reports).toEqual([]);
});
