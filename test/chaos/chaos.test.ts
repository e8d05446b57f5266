import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { canStartRedis } from "#test/harness/start-redis.ts";
import { tollOf } from "./calamities.ts";
import { runDuplicates } from "./duplicates.ts";
import { failpoints } from "./failpoints.ts";
import { runFaults } from "./faults.ts";
import { runKills, runOneNovel } from "./kills.ts";
import { plants } from "./plants.ts";
import { prove } from "./prove.ts";
import { runScaled } from "./scaled.ts";
import { noStoreServer } from "./store-server.ts";
import { type Verdicts, invariants } from "./verdicts.ts";

// The part of `npm run chaos` that runs with every test: seeded, and bounded to 90 seconds.

const seed = 20_260;
const patienceMs = 60_000;
// How soon, the command says: a machine that runs tests has other things to do.
const slackMs = 3_000;
const root = join(import.meta.dirname, "../..");
const dir = mkdtempSync(join(tmpdir(), "colophon-chaos-"));

afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

test.each<[string, () => Promise<Verdicts>]>([
  [
    "killed at every failpoint, nothing is lost, doubled or asked for again",
    () => runKills({ seed, dir, patienceMs, kills: failpoints.length, onlyThere: true, novels: 8 }),
  ],
  [
    "no fault of the model ends as a bad chapter, a call without end or a process that is down",
    () => runFaults({ seed, dir, patienceMs, slackMs, times: 4 }),
  ],
  [
    "killed 10 times over one novel, half of them at any moment, it completes",
    () => runOneNovel({ seed, dir, patienceMs, kills: 10, novels: 1 }),
  ],
  [
    "a hundred copies of a request make one novel, before and after a kill",
    () => runDuplicates({ seed, dir }),
  ],
])("%s", async (_what, run) => {
  const verdicts = await run();
  expect(verdicts.broken, verdicts.rows().join("\n")).toEqual([]);
});

test("many processes, killed and cut off from a Redis that restarts and forgets, lose nothing", async ({
  skip,
}) => {
  if (noStoreServer) skip(noStoreServer);
  if (!canStartRedis) skip("there is no redis-server");
  const verdicts = await runScaled({
    seed,
    dir,
    patienceMs,
    slackMs,
    novels: 4,
    toll: tollOf(0.05),
  });
  expect(verdicts.broken, verdicts.rows().join("\n")).toEqual([]);
});

test.each(["forgets-answers", "takes-unfinished-answers", "forgets-keys"])(
  "the harness finds out a product that %s",
  async (plant) => {
    for await (const { broken, expected } of prove({
      seed,
      dir: join(dir, "prove"),
      plants: [plant],
      patienceMs,
      slackMs,
    }))
      expect(broken.toSorted()).toEqual([...expected].toSorted());
  },
);

test("every invariant has a bug that breaks it, and every bug fits the product as it is", () => {
  const broken = new Set(Object.values(plants).flatMap(({ breaks }) => breaks));
  expect([...broken].toSorted()).toEqual(Object.keys(invariants).toSorted());
  for (const [name, { changes }] of Object.entries(plants))
    for (const { module, from } of changes) {
      const times = readFileSync(join(root, module), "utf8").split(from).length - 1;
      expect(times, `${name}: how often "${from}" stands in ${module}`).toBe(1);
    }
});

const armed = { CHAOS_FAILPOINT: "before-intent:1" };
const wrapStore = (made: string) =>
  `const { watch } = await import(${JSON.stringify(join(import.meta.dirname, "arm-failpoint.ts"))});
   watch("src/adapters/sqlite/store.ts createSqliteStore", ${made})();`;

test.each([
  [
    "a failpoint",
    "arm-failpoint.ts",
    { CHAOS_FAILPOINT: "before-nothing:1" },
    "",
    "there is no failpoint",
  ],
  ["a factory", "arm-failpoint.ts", armed, wrapStore("undefined"), "there is no src/adapters"],
  [
    "a method",
    "arm-failpoint.ts",
    armed,
    wrapStore("() => ({ novels: {} })"),
    "there is no method",
  ],
  ["a bug", "plant-bug.ts", { CHAOS_PLANT: "no-bug" }, "", "there is no plant"],
])("%s that is not there stops the process, loudly", (_what, preload, env, program, message) => {
  const preloading = ["--import", join(import.meta.dirname, preload)];
  const { status, stderr } = spawnSync(
    process.execPath,
    [...preloading, "--input-type=module", "--eval", program],
    { env: { ...process.env, ...env }, encoding: "utf8" },
  );
  expect(status).not.toBe(0);
  expect(stderr).toContain(message);
});

test("the harness imports nothing of the product", () => {
  for (const file of readdirSync(import.meta.dirname)) {
    const imports = readFileSync(join(import.meta.dirname, file), "utf8").matchAll(
      /from "(#[^"]+)"/g,
    );
    for (const [, path] of imports)
      expect(path, file).toMatch(/^#test\/(faults\/|harness\/start-(colophon|redis)\.ts)/);
  }
});
