import { describe, expect, test } from "vitest";
import { readEnvironment } from "./env.ts";

/** Enough for production, but for what tells of TLS. */
const served = {
  NODE_ENV: "production",
  METRICS_AUTH_TOKEN: "a token long enough",
  DEMO_WRITER: "true",
};

describe("FORCE_HTTPS", () => {
  const read = (env: Record<string, string>) => readEnvironment("embedded", env).forceHttps;

  test("is on in production and staging, and only there, unless it is set", () => {
    const proxied = { ...served, TRUST_PROXY: "1" };
    expect(read(proxied)).toBe(true);
    expect(read({ ...proxied, DEPLOYMENT_ENV: "staging" })).toBe(true);
    expect(read({ ...proxied, DEPLOYMENT_ENV: "development" })).toBe(false);
    expect(read({})).toBe(false);
    expect(read({ ...served, FORCE_HTTPS: "false" })).toBe(false);
    expect(read({ FORCE_HTTPS: "true" })).toBe(true);
  });

  test("stops a start in production where no proxy is trusted to tell of TLS, and names both", () => {
    expect(() => read(served)).toThrow(/FORCE_HTTPS, TRUST_PROXY: only a trusted proxy can tell/);
    expect(() => read({ ...served, FORCE_HTTPS: "true" })).toThrow("FORCE_HTTPS, TRUST_PROXY");
    expect(read({ ...served, TRUST_PROXY: "10.0.0.0/8" })).toBe(true);
  });

  test("is no matter of a worker's, which nobody but its operators asks", () => {
    const shared = { MONGODB_URI: "mongodb://host/colophon", REDIS_URL: "redis://host" };
    expect(() => readEnvironment("worker", { ...served, ...shared })).not.toThrow();
  });
});
