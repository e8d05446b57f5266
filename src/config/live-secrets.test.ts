import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Service, readEnvironment } from "./env.ts";
import { createLiveSecrets } from "./live-secrets.ts";

const [old, fresh] = ["o".repeat(32), "n".repeat(32)];

/** Secrets of a start that read `names` from files, and the way to write and read such a file anew. */
function start(
  names: readonly string[],
  first = old,
  service: Service = "embedded",
  more: Record<string, string> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), "colophon-secrets-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const path = (name: string) => join(folder, name);
  for (const name of names) writeFileSync(path(name), `${first}\n`);
  const env = Object.fromEntries(names.map((name) => [`${name}_FILE`, path(name)]));
  const secrets = createLiveSecrets(readEnvironment(service, { ...more, ...env }));
  async function reread(name: string, text: string | null) {
    if (text === null) rmSync(path(name));
    else writeFileSync(path(name), text);
    const file = secrets.files.find((one) => one.name === name)!;
    const change = await file.reread();
    change?.take();
    return { live: file.live, values: change?.values };
  }
  return { secrets, reread };
}

test("the metrics token, the session secrets and the model's key are in force once their files changed", async () => {
  const { secrets, reread } = start(["METRICS_AUTH_TOKEN", "SESSION_SECRETS", "OPENAI_API_KEY"]);
  expect(await reread("METRICS_AUTH_TOKEN", fresh)).toEqual({ live: true, values: [fresh] });
  expect(secrets.metricsAuthTokens()).toEqual([fresh]);
  expect(await reread("SESSION_SECRETS", `${fresh}, ${old}`)).toMatchObject({ live: true });
  expect(secrets.sessionSecrets()).toEqual([fresh, old]);
  expect(await reread("OPENAI_API_KEY", fresh)).toMatchObject({ live: true });
  expect(secrets.modelApiKey()).toBe(fresh);
  // A second change, such as a rollback, is taken like the first.
  await reread("OPENAI_API_KEY", old);
  expect(secrets.modelApiKey()).toBe(old);
});

test("admin tokens are in force once their file changed, and the scrubber is told the tokens alone", async () => {
  const { secrets, reread } = start(["ADMIN_TOKENS"], `ops-team:admin:${old}`);
  expect((await reread("ADMIN_TOKENS", `ops-team:admin:${fresh}`)).values).toEqual([fresh]);
  expect(secrets.adminTokens()).toEqual([{ name: "ops-team", scope: "admin", token: fresh }]);
});

test.each([null, "", " \n", "short"])(
  "a file with %j changes nothing, and says nothing of it",
  async (text) => {
    const { secrets, reread } = start(["SESSION_SECRETS"]);
    const refused = reread("SESSION_SECRETS", text);
    await expect(refused).rejects.toThrow(/^The file (cannot be read|is empty|is malformed)\.$/);
    expect(secrets.sessionSecrets()).toEqual([old]);
  },
);

test("the DSN of error reports and what is sent along with spans are in force once their files changed", async () => {
  const dsn = (key: string) => `https://${key}@sentry.example/1`;
  const reports = start(["SENTRY_DSN"], dsn(old));
  expect(await reports.reread("SENTRY_DSN", dsn(fresh))).toMatchObject({ live: true });
  expect(reports.secrets.sentryDsn()).toBe(dsn(fresh));
  const spans = start(["OTEL_EXPORTER_OTLP_HEADERS"], "a=old-value-1");
  expect(spans.secrets.otlpHeaders()).toEqual({ a: "old-value-1" });
  expect(await spans.reread("OTEL_EXPORTER_OTLP_HEADERS", "a=new-value-1")).toEqual({
    live: true,
    values: ["new-value-1"],
  });
  expect(spans.secrets.otlpHeaders()).toEqual({ a: "new-value-1" });
});

test("what is read at the start only is told to count from the next start on, its value for the scrubber", async () => {
  const address = (password: string) => `mongodb://colophon:${password}@db.example/colophon`;
  const { reread } = start(["MONGODB_URI"], address(old), "api", {
    REDIS_URL: "redis://cache.example",
    SESSION_SECRETS: old,
    DEMO_WRITER: "true",
  });
  expect(await reread("MONGODB_URI", address(fresh))).toEqual({
    live: false,
    values: [address(fresh), fresh, fresh],
  });
});

test("a secret that is no file's stays as it is", () => {
  const { secrets } = start([]);
  expect(secrets.files).toEqual([]);
});
