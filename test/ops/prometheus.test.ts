import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findProgram } from "#scripts/find-program.mjs";

const root = join(import.meta.dirname, "../..");
const promtool = findProgram("promtool");

test("promtool finds nothing wrong with the configuration of Prometheus", async ({ skip }) => {
  if (promtool === undefined) return skip("promtool is not installed (apt-get install prometheus)");
  const folder = await mkdtemp(join(tmpdir(), "colophon-prometheus-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  // It looks for the token's file, which is where only the container has it.
  await writeFile(join(folder, "metrics_auth_token"), "token");
  const config = readFileSync(join(root, "ops/prometheus/prometheus.yml"), "utf8");
  await writeFile(join(folder, "prometheus.yml"), config.replaceAll("/run/secrets", folder));
  const { status, stderr } = spawnSync(
    promtool,
    ["check", "config", "--lint=all", "--lint-fatal", join(folder, "prometheus.yml")],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
