import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readEnvironment } from "#/config/env.ts";
import { findProgram } from "#scripts/find-program.mjs";

const root = join(import.meta.dirname, "../..");
let project = "";

beforeEach(async ({ skip }) => {
  if (findProgram("openssl") === undefined) skip("openssl is not installed");
  project = await mkdtemp(join(tmpdir(), "colophon-secrets-"));
  await cp(join(root, "ops/make-secrets.sh"), join(project, "ops/make-secrets.sh"));
});

afterEach(async () => {
  if (project !== "") await rm(project, { recursive: true });
});

/** Makes the secrets; their texts, by name. */
async function makeSecrets(env: Record<string, string> = {}): Promise<Record<string, string>> {
  const { PATH = "" } = process.env;
  execFileSync(join(project, "ops/make-secrets.sh"), { env: { PATH, ...env } });
  const names = await readdir(join(project, "secrets"));
  const entries = names.map(
    async (name) => [name, await readFile(join(project, "secrets", name), "utf8")] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

test("all that Compose needs is made, and nobody else can get at it", async () => {
  const made = await makeSecrets();
  const { secrets } = parse(await readFile(join(root, "compose.yaml"), "utf8")) as {
    secrets: Record<string, unknown>;
  };
  expect(Object.keys(made).sort()).toEqual(Object.keys(secrets).sort());
  expect((await stat(join(project, "secrets"))).mode & 0o777).toBe(0o700);
  for (const name of Object.keys(made))
    expect((await stat(join(project, "secrets", name))).mode & 0o004, name).toBe(0o004);
});

describe("the processes' own variables", () => {
  test.each(["api", "worker"] as const)("are enough for the %s to start", async (service) => {
    const made = await makeSecrets({ OPENAI_API_KEY: "sk-of-the-operator" });
    const file = (name: string) => join(project, "secrets", name);
    const config = readEnvironment(service, {
      DEPLOYMENT_ENV: "production",
      TRUST_PROXY: "1",
      MONGODB_URI_FILE: file("mongodb_uri"),
      REDIS_URL_FILE: file("redis_url"),
      METRICS_AUTH_TOKEN_FILE: file("metrics_auth_token"),
      SESSION_SECRETS_FILE: file("session_secrets"),
      OPENAI_API_KEY_FILE: file("openai_api_key"),
      SENTRY_DSN_FILE: file("sentry_dsn"),
    });
    expect(config.model.apiKey).toBe("sk-of-the-operator");
    expect(config.sentryDsn).toBeNull();
    expect(config.scaledOut?.mongodbUri).toContain(made["mongo_password"]?.trim());
    expect(config.scaledOut?.redisUrl).toContain(made["redis_password"]?.trim().split(" ")[1]);
  });
});

test("errors are reported where there was a DSN, and nowhere otherwise", async () => {
  const dsn = "https://key@sentry.example/1";
  const made = await makeSecrets({ SENTRY_DSN: dsn });
  expect(made["sentry_dsn"]?.trim()).toBe(dsn);
  const SENTRY_DSN_FILE = join(project, "secrets/sentry_dsn");
  expect(readEnvironment("embedded", { SENTRY_DSN_FILE }).sentryDsn).toBe(dsn);
});

test("what was made stays as it is, and what is missing is made", async () => {
  const first = await makeSecrets();
  await rm(join(project, "secrets/grafana_admin_password"));
  await writeFile(join(project, "secrets/openai_api_key"), "sk-put-there-by-hand");
  const { grafana_admin_password: _, openai_api_key: byHand, ...second } = await makeSecrets();
  expect(byHand).toBe("sk-put-there-by-hand");
  expect(first).toMatchObject(second);
});
