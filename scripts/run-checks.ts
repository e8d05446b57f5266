/**
 * Runs every check of the project: `npm test`. With `--quick` those of a contributor's loop, without
 * starting servers or browsers: `npm run check`. Each tool that is not Vitest counts as one test.
 * The suites of the adapters run on the MongoDB and Redis that `MONGODB_URI` and `REDIS_URL` name; a
 * Redis is started when none is named and redis-server is installed.
 * The last line is `N passed, N failed, N skipped`; the exit code is 1 when anything failed.
 */
import { spawnSync } from "node:child_process";
import { styleText } from "node:util";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { startVitest } from "vitest/node";
import { canStartRedis, startRedis } from "#test/harness/start-redis.ts";
import { checklistProofs, isTitled } from "./security-checklist.ts";

const quick = process.argv.includes("--quick");

const tools: [name: string, ...command: [string, ...string[]]][] = [
  ["format", "oxfmt", "--check"],
  ["lint and fences", "oxlint"],
  ["types of the server", "tsc", "--project", "."],
  ["types of the web app", "tsc", "--project", "src/web"],
  ["types of the browser tests", "tsc", "--project", "test/browser"],
  ["dead code", "knip"],
];

const count = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];
const skips = new Map<string, number>();
/** The names of each file's tests that there were: of those that failed or were skipped the end tells. */
const seen = new Map<string, string[]>();

for (const [name, command, ...args] of tools) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) count.passed += 1;
  else fail(name);
  const mark = status === 0 ? styleText("green", "✓") : styleText("red", "✗");
  console.log(`${mark} ${name}`);
  if (status !== 0) console.log(`${stdout}${stderr}${error?.message ?? ""}`);
}

const redis = !quick && !process.env.REDIS_URL && canStartRedis ? await startRedis() : undefined;
if (redis) process.env.REDIS_URL = redis.url;

const failedTools = count.failed;
try {
  const project = quick ? ["unit", "web"] : [];
  await startVitest([], { run: true, watch: false, project, reporters: ["default", counter()] });
  // It has set the exit code: without a failed test that means that it found none to run.
  if (process.exitCode && count.failed === failedTools) fail("Vitest");
} catch (error) {
  fail(`Vitest: ${String(error)}`);
} finally {
  await redis?.stop();
}
if (!quick)
  for (const { file, title } of checklistProofs())
    if (!seen.get(file)?.some((name) => isTitled(name, title)))
      fail(`security checklist: nothing ran of ${file} > ${title}`);

for (const failure of failures) console.log(`Failed: ${failure}`);
for (const [reason, tests] of skips) console.log(`Skipped ${tests}: ${reason}`);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed === 0 ? 0 : 1;

function fail(name: string): void {
  count.failed += 1;
  failures.push(name);
}

/** Counts the tests; a file that could not be loaded and an error outside of any test count as one each. */
function counter(): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      for (const module of modules) {
        const tests = [...module.children.allTests()];
        for (const test of tests) countTest(module, test);
        const failedInTest = tests.some((test) => test.result().state === "failed");
        if (!module.ok() && !failedInTest) fail(module.relativeModuleId);
      }
      for (const error of unhandledErrors) fail(`outside of any test: ${error.message}`);
    },
  };
}

function countTest(module: TestModule, test: TestCase): void {
  const result = test.result();
  const file = module.relativeModuleId;
  seen.set(file, [...(seen.get(file) ?? []), test.name]);
  if (result.state === "passed") count.passed += 1;
  else if (result.state === "skipped") {
    count.skipped += 1;
    const reason = result.note ?? `${module.relativeModuleId} does not say why`;
    skips.set(reason, (skips.get(reason) ?? 0) + 1);
  } else fail(`${module.relativeModuleId} > ${test.fullName}`);
}
