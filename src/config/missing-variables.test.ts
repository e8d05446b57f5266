import { expect, test } from "vitest";
import { type Service, readEnvironment } from "./env.ts";

function namesOf(service: Service, env: Record<string, string>): string[] {
  try {
    readEnvironment(service, env);
    return [];
  } catch (error) {
    const [, ...faults] = (error as Error).message.split("\n");
    return faults.map((fault) => fault.trim().split(":")[0] ?? "");
  }
}

test("what is missing is named beside what is malformed, so that one start tells of all", () => {
  expect(namesOf("embedded", { DEPLOYMENT_ENV: "production", PORT: "several" })).toEqual([
    "PORT",
    "METRICS_AUTH_TOKEN",
    "FORCE_HTTPS, TRUST_PROXY",
    "OPENAI_API_KEY, OPENAI_BASE_URL",
  ]);
  expect(namesOf("api", { PORT: "several" })).toEqual([
    "PORT",
    "MONGODB_URI",
    "REDIS_URL",
    "SESSION_SECRETS",
  ]);
});

test.each([
  [{ METRICS_AUTH_TOKEN_FILE: "/nowhere" }, "METRICS_AUTH_TOKEN_FILE"],
  [{ METRICS_AUTH_TOKEN: "short" }, "METRICS_AUTH_TOKEN"],
  [{ TRUST_PROXY: "true" }, "TRUST_PROXY"],
  [{ FORCE_HTTPS: "no", TRUST_PROXY: "" }, "FORCE_HTTPS"],
  [{ DEMO_WRITER: "no" }, "DEMO_WRITER"],
  [{ DEMO_WRITER: "", OPENAI_API_KEY_FILE: "/nowhere" }, "OPENAI_API_KEY_FILE"],
  [{ MONGODB_URI_FILE: "/nowhere", REDIS_URL: "redis://here" }, "MONGODB_URI_FILE"],
  [{ DEPLOYMENT_ENV: "testing", METRICS_AUTH_TOKEN: "", TRUST_PROXY: "" }, "DEPLOYMENT_ENV"],
])("what cannot be read is not called missing: %j", (bad, name) => {
  const good = {
    NODE_ENV: "production",
    METRICS_AUTH_TOKEN: "METRICS_AUTH_TOKEN_FILE" in bad ? "" : "a token that is long enough",
    TRUST_PROXY: "1",
    DEMO_WRITER: "true",
  };
  expect(namesOf("embedded", { ...good, ...bad })).toEqual([name]);
});
