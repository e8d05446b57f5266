import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { makeMongoDatabase } from "#test/harness/mongo-database.ts";
import { noCluster } from "#test/harness/start-cluster.ts";
import { startRedis } from "#test/harness/start-redis.ts";
import { spread } from "./spread.ts";
import { startSubject } from "./start-subject.ts";
import { copyFolder } from "./telemetry-contenders.ts";

type Figures = [figure: string, value: string][];

/** What tracing adds to a start, and what the modules of logs and metrics take, start by start in turns. */
export async function measureStarts(endpoint: string, rounds: number): Promise<Figures> {
  const figures: Figures = [
    ...(await withAndWithout("embedded", rounds, endpoint, {})),
    ...loadModules(rounds),
  ];
  if (noCluster !== false) return [...figures, ["  api", `left out: ${noCluster}`]];
  await using closing = new AsyncDisposableStack();
  const database = await makeMongoDatabase();
  closing.defer(database.drop);
  const redis = await startRedis();
  closing.defer(redis.stop);
  const env = {
    MONGODB_URI: database.uri,
    REDIS_URL: redis.url,
    SESSION_SECRETS: "a secret that only benchmarks sign sessions with",
  };
  return [...figures, ...(await withAndWithout("api", rounds, endpoint, env))];
}

async function withAndWithout(
  kind: "embedded" | "api",
  rounds: number,
  endpoint: string,
  env: Readonly<Record<string, string>>,
): Promise<Figures> {
  const start = async (tracing: Readonly<Record<string, string>>): Promise<number> => {
    const folder = await copyFolder();
    const begun = performance.now();
    const subject = await startSubject({
      entry: `src/processes/${kind}.ts`,
      folder,
      env: { ...env, ...tracing },
    });
    const ms = performance.now() - begun;
    await subject.stop();
    await rm(folder, { recursive: true });
    return ms;
  };
  const [without, traced]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    without.push(await start({ OTEL_SDK_DISABLED: "true" }));
    traced.push(await start({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }));
  }
  const added = traced.map((ms, round) => ms - (without[round] ?? Number.NaN));
  return [
    [`  ${kind}, without tracing`, spread(without, "ms")],
    ["    what tracing adds", spread(added, "ms")],
  ];
}

const told = ["logger", "metrics", "scrub", "sample-events", "write-metrics"];

/** Of a program that only loads them, beyond one that loads nothing. */
function loadModules(rounds: number): Figures {
  const src = new URL("../src/telemetry/", import.meta.url);
  const program = told.map((name) => `import "${new URL(`${name}.ts`, src).href}";`).join("");
  const run = (text: string): number => {
    const begun = performance.now();
    spawnSync(process.execPath, ["--input-type=module", "-e", text]);
    return performance.now() - begun;
  };
  const added = Array.from({ length: rounds }, () => -run("") + run(program));
  return [["    what loading logs and metrics takes, tracing or not", spread(added, "ms")]];
}
