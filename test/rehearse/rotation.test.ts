import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { noCluster } from "#test/harness/start-cluster.ts";
import { rehearseRotations } from "./rehearse-rotations.ts";
import { type RehearsedSystem, openRehearsedSystem } from "./rehearsed-system.ts";

// The part of `npm run rehearse rotation` that runs with every test: seeded, one process of a kind, no way back,
// and secrets of files at once.

let system: RehearsedSystem;

beforeAll(async () => {
  if (!noCluster) system = await openRehearsedSystem({ apis: 1, workers: 1 });
});
beforeEach(({ skip }) => {
  if (noCluster) skip(noCluster);
});
afterAll(() => system?.close());

// How soon, the command says: a machine that runs tests has other things to do.
const small = { seed: 20_261, back: false, atOnce: true, inForceMs: 15_000 };

test("secrets of files and a user of Redis are replaced under load, and no request, session, report or novel is lost", async () => {
  const report = await rehearseRotations(system, {
    ...small,
    secrets: ["SESSION_SECRETS", "SENTRY_DSN", "OTEL_EXPORTER_OTLP_HEADERS", "REDIS_URL"],
  });
  expect(report.broken, report.lines().join("\n")).toEqual([]);
  expect(report.requests).toBeGreaterThan(20);
});

test("a key that is revoked too early is found out", async () => {
  const report = await rehearseRotations(system, {
    ...small,
    secrets: ["OPENAI_API_KEY"],
    plant: "the model's old key is revoked before the new one is in force",
  });
  expect(report.broken).toContain("calls");
});
