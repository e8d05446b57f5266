import { parseArgs } from "node:util";
import { startModelServer } from "#test/faults/model-server.ts";
import { makeMongoDatabase, noMongo } from "#test/harness/mongo-database.ts";
import { noCluster, startCluster } from "#test/harness/start-cluster.ts";
import { startColophon } from "#test/harness/start-colophon.ts";
import { commitBare } from "./commit-bare.ts";
import { fillMongodb } from "./fill-mongodb.ts";
import { fillSqlite } from "./fill-sqlite.ts";
import { measureGrowth } from "./growth.ts";
import { type Writing, measureAlone, measureTogether } from "./measure-writing.ts";
import { median, quantile, spread } from "./spread.ts";

type Figures = [figure: string, value: string][];

/** Novels that one process works on at the same time. */
const concurrency = 4;
const modelLatencyMs = 50;
const unlimited = "1000000/second";

const env = {
  OPENAI_MODEL: "other-model",
  // A model without a price would leave the day's account alone, and be cheaper to write with.
  MODEL_PRICES: '{"other-model": {"inputUsdPerMillion": 1, "outputUsdPerMillion": 2}}',
  LOG_LEVEL: "info",
  WORKER_CONCURRENCY: `${concurrency}`,
  RATE_LIMIT_NOVEL_CREATE: unlimited,
  RATE_LIMIT_NOVEL_READ: unlimited,
  RATE_LIMIT_READ: unlimited,
  RATE_LIMIT_WRITE: unlimited,
};

/**
 * What growth costs, and what Colophon adds to a model's latency, in one process and in many. What
 * needs `MONGODB_URI` or a redis-server is left out where there is none.
 */
export async function bench(args: readonly string[]): Promise<Figures> {
  const { novels, events, mongodbEvents, amount, workers } = readFlags(args);
  const figures: Figures = [];
  figures.push(["growth on SQLite: large ÷ one shelf (goal ≤ 1.5)", ""]);
  figures.push(...(await measureGrowth({ novels, events }, fillSqlite, 50)));
  figures.push(["growth on MongoDB: large ÷ one shelf (goal ≤ 1.5)", leftOut(noMongo)]);
  if (noMongo === false)
    figures.push(...(await measureGrowth({ novels, events: mongodbEvents }, fillMongodb, 5)));
  figures.push([`writing, embedded, the model's latency ${modelLatencyMs} ms`, ""]);
  figures.push(...(await embedded(amount)));
  figures.push([`writing, scaled, the model's latency ${modelLatencyMs} ms`, leftOut(noCluster)]);
  if (noCluster === false) figures.push(...(await scaled(amount, workers)));
  return figures;
}

const leftOut = (why: string | false) => (why === false ? "" : `left out: ${why}`);

function readFlags(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      novels: { type: "string", default: "100000" },
      events: { type: "string", default: "5000000" },
      "mongodb-events": { type: "string", default: "500000" },
      // How many novels are written one after the other, and in how many rounds as many as fit at once.
      alone: { type: "string", default: "60" },
      rounds: { type: "string", default: "5" },
      // Of the novels that are written at once.
      chapters: { type: "string", default: "12" },
      // How many write at once, scaled: one measurement each, the fewest first.
      workers: { type: "string", default: "1,2,4" },
    },
  });
  return {
    novels: Number(values.novels),
    events: Number(values.events),
    mongodbEvents: Number(values["mongodb-events"]),
    amount: {
      alone: Number(values.alone),
      rounds: Number(values.rounds),
      chapters: Number(values.chapters),
    },
    workers: values.workers.split(",").map(Number),
  };
}

interface Amount {
  alone: number;
  rounds: number;
  chapters: number;
}

async function embedded(amount: Amount): Promise<Figures> {
  await using closing = new AsyncDisposableStack();
  const server = await startModelServer({ latencyMs: modelLatencyMs });
  closing.defer(server.close);
  const colophon = await startColophon({ env: { ...env, OPENAI_BASE_URL: server.baseUrl } });
  closing.defer(async () => void (await colophon.stop()));
  const writing = { url: colophon.url, pids: [colophon.pid], server };
  return [
    ...(await figuresAlone(writing, amount)),
    ["  for comparison: a bare durable commit on this disk", spread(commitBare(), "ms")],
    ...(await figuresTogether("one process", writing, 1, amount)),
  ];
}

async function scaled(amount: Amount, counts: readonly number[]): Promise<Figures> {
  await using closing = new AsyncDisposableStack();
  const server = await startModelServer({ latencyMs: modelLatencyMs });
  closing.defer(server.close);
  // Past the harness's proxy, which would be one more hop.
  const database = await makeMongoDatabase();
  closing.defer(database.drop);
  const cluster = await startCluster({
    apis: 1,
    workers: 1,
    env: { ...env, OPENAI_BASE_URL: server.baseUrl, MONGODB_URI: database.uri },
  });
  closing.defer(cluster.close);
  const processes = [...cluster.apis, ...cluster.workers];
  const writing = {
    url: cluster.apis[0]?.url ?? "",
    pids: processes.map(({ pid }) => pid),
    server,
  };
  const figures = await figuresAlone(writing, amount);
  let running = 1;
  for (const workers of counts) {
    for (; running < workers; running += 1) await cluster.startWorker();
    figures.push(...(await figuresTogether(`workers: ${workers}`, writing, workers, amount)));
  }
  return figures;
}

async function figuresAlone(writing: Writing, { alone }: Amount): Promise<Figures> {
  // The first call of a process loads the tokenizer.
  await measureAlone(writing, 1);
  const { beyond, bareBeyond, cpu, firstCall } = await measureAlone(writing, alone);
  return [
    ["one novel at a time: a step beyond the model's latency", spread(beyond, "ms")],
    ["  the same requests in a bare loop", spread(bareBeyond, "ms")],
    ["  ratio of the medians", (median(beyond) / median(bareBeyond)).toFixed(1)],
    ["  processor time of Colophon, a step", spread(cpu, "ms")],
    ["  POST to the first model call", spread(firstCall, "ms")],
    ["    p95", `${quantile(firstCall, 0.95).toFixed(1)} ms`],
  ];
}

async function figuresTogether(
  who: string,
  writing: Writing,
  workers: number,
  { rounds, chapters }: Amount,
): Promise<Figures> {
  const slots = workers * concurrency;
  // So that no worker is cold.
  await measureTogether(writing, { slots, rounds: 1, chapters: 1 });
  const { beyond, novelsPerMinute, shareOfIdeal } = await measureTogether(writing, {
    slots,
    rounds,
    chapters,
  });
  return [
    [`${who}, ${slots} novels of ${chapters} chapters at a time`, spread(novelsPerMinute, "/min")],
    ["  of what the model's latency alone allows", spread(shareOfIdeal, "%")],
    ["  a step beyond the model's latency", spread(beyond, "ms")],
  ];
}
