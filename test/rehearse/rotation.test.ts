import { beforeEach, expect, test } from "vitest";
import { noCluster } from "#test/harness/start-cluster.ts";
import { rehearseRotations } from "./rehearse-rotations.ts";

// The part of `npm run rehearse rotation` that runs with every test: seeded, one process of a kind, no way back.

beforeEach(({ skip }) => {
  if (noCluster) skip(noCluster);
});

const small = { seed: 20_261, apis: 1, workers: 1, back: false };

test("a file's secret and a user of Redis are replaced under load, and no request, session or novel is lost", async () => {
  // How soon, the command says: a machine that runs tests has other things to do.
  const report = await rehearseRotations({
    ...small,
    secrets: ["SESSION_SECRETS", "REDIS_URL"],
    inForceMs: 15_000,
  });
  expect(report.broken, report.lines().join("\n")).toEqual([]);
  expect(report.requests).toBeGreaterThan(20);
});

test("a key that is revoked too early is found out", async () => {
  const report = await rehearseRotations({
    ...small,
    secrets: ["OPENAI_API_KEY"],
    inForceMs: 15_000,
    plant: "the model's old key is revoked before the new one is in force",
  });
  expect(report.broken).toContain("calls");
});
