import { globSync, readFileSync } from "node:fs";
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

test("every push is audited, the benchmark's peers too, and its SBOM is kept", () => {
  interface Step {
    run?: string;
    "working-directory"?: string;
    with?: { path?: string };
  }
  const { jobs } = parse(workflow) as { jobs: Record<string, { steps: Step[] }> };
  const steps = jobs["audit"]?.steps ?? [];
  const audits = steps.filter(({ run }) => run === "npm audit --audit-level=moderate");
  const locks = audits.map((step) => join(step["working-directory"] ?? "", "package-lock.json"));
  const own = globSync("{,bench/*/}package-lock.json", { cwd: root });
  expect(locks.toSorted()).toEqual(own.toSorted());
  const runs = steps.flatMap(({ run }) => run ?? []);
  const [, made = ""] = /npm run --silent sbom > (\S+)$/.exec(runs.at(-1) ?? "") ?? [];
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
