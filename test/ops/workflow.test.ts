import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const workflow = read(".github/workflows/ci.yml");

test("the workflow tests on the very databases that compose.yaml runs", () => {
  const { services } = parse(read("compose.yaml"), { merge: true }) as {
    services: Record<"mongo" | "redis", { image: string }>;
  };
  for (const { image } of [services.mongo, services.redis])
    expect(workflow).toMatch(new RegExp(`[ "]${RegExp.escape(image)}\\s`));
});

test("every push is audited, and its SBOM is kept", () => {
  const { jobs } = parse(workflow) as {
    jobs: Record<string, { steps: { run?: string; with?: { path?: string } }[] }>;
  };
  const steps = jobs["audit"]?.steps ?? [];
  const runs = steps.flatMap(({ run }) => run ?? []);
  expect(runs[0]).toBe("npm audit --audit-level=moderate");
  const [, made = ""] = /npm run --silent sbom > (\S+)$/.exec(runs[1] ?? "") ?? [];
  expect(steps.at(-1)?.with?.path).toBe(made);
});

test("every action is one release, and the tests are those of .ci/run", () => {
  const { jobs } = parse(workflow) as {
    jobs: Record<string, { steps: { uses?: string; run?: string }[] }>;
  };
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const actions = steps.flatMap(({ uses }) => uses ?? []);
  expect(actions.filter((action) => !/@v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  expect(actions).not.toEqual([]);
  expect(jobs["test"]?.steps.at(-1)).toEqual({ run: ".ci/run" });
});
