import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keptSessionSecret } from "./session-secret.ts";

function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), "colophon-secret-"));
  onTestFinished(() => {
    rmSync(dataDir, { recursive: true });
  });
  return dataDir;
}

test("a secret is made once, kept, and readable by its owner only", () => {
  const dataDir = makeDataDir();
  const secret = keptSessionSecret(dataDir);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(keptSessionSecret(dataDir)).toBe(secret);
  expect(readFileSync(join(dataDir, "session-secret"), "utf8")).toBe(secret);
  expect(statSync(join(dataDir, "session-secret")).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir)).toEqual(["session-secret"]);
});

test.each(["", "\n", "half a secret"])(
  "a file that a full disk or a kill cut short (%j) is no secret: it is made anew",
  (rest) => {
    const dataDir = makeDataDir();
    writeFileSync(join(dataDir, "session-secret"), rest, { mode: 0o644 });
    const secret = keptSessionSecret(dataDir);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(keptSessionSecret(dataDir)).toBe(secret);
    expect(statSync(join(dataDir, "session-secret")).mode & 0o777).toBe(0o600);
  },
);

test("what a killed start left half written stands in nobody's way", () => {
  const dataDir = makeDataDir();
  writeFileSync(join(dataDir, "session-secret.new"), "half", { mode: 0o644 });
  expect(keptSessionSecret(dataDir)).toHaveLength(43);
  expect(statSync(join(dataDir, "session-secret")).mode & 0o777).toBe(0o600);
});
