import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Socket, io } from "socket.io-client";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { findProgram } from "#scripts/find-program.mjs";
import { eventually } from "#test/harness/eventually.ts";
import { freePort } from "#test/harness/free-port.ts";
import { type Cluster, noCluster, startCluster } from "#test/harness/start-cluster.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";
import { visit } from "#test/harness/visitor.ts";

const token = "a token that only these tests scrape with";
const prometheus = findProgram("prometheus");
const promtool = findProgram("promtool");

// Nothing need listen where spans go: an exemplar only wants that they are sampled.
const env = {
  METRICS_AUTH_TOKEN: token,
  TRACE_SAMPLE_RATIO: "1",
  OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
  DEMO_WRITER: "true",
};

let embedded: RunningColophon;
let cluster: Cluster | undefined;
let processes: Record<string, string>;
let server: { url: string; stop: () => Promise<void> } | undefined;

beforeAll(async () => {
  if (promtool === undefined) return;
  embedded = await startColophon({ env });
  processes = { embedded: embedded.url };
  if (!noCluster) {
    cluster = await startCluster({ apis: 1, workers: 1, env });
    const [[api], [worker]] = [cluster.apis, cluster.workers];
    if (api !== undefined) processes["api"] = api.url;
    if (worker !== undefined) processes["worker"] = worker.url;
  }
  if (prometheus !== undefined) server = await startPrometheus(prometheus, processes);
  const novels = Object.entries(processes)
    .filter(([name]) => name !== "worker")
    .map(async ([, url]) => {
      const visitor = visit(url);
      const { id } = await visitor.createNovel({ targetWordCount: 500, targetChapters: 1 });
      await visitor.eventsUntil(id, "novel.completed");
    });
  await Promise.all(novels);
});

afterAll(async () => {
  await server?.stop();
  await cluster?.close();
  await embedded?.stop();
});

beforeEach(({ skip }) => {
  if (promtool === undefined) skip("prometheus is not installed (apt-get install prometheus)");
});

/** A real Prometheus that asks each of these processes every second, as ours does in `ops/`. */
async function startPrometheus(program: string, targets: Readonly<Record<string, string>>) {
  const dir = await mkdtemp(join(tmpdir(), "colophon-prometheus-"));
  await writeFile(join(dir, "token"), token);
  const jobs = Object.entries(targets).map(([name, url]) => ({
    job_name: name,
    authorization: { credentials_file: join(dir, "token") },
    static_configs: [{ targets: [new URL(url).host] }],
  }));
  // JSON is YAML.
  const config = { global: { scrape_interval: "1s" }, scrape_configs: jobs };
  await writeFile(join(dir, "prometheus.yml"), JSON.stringify(config));
  const port = await freePort();
  const running: ChildProcess = spawn(
    program,
    [
      `--config.file=${join(dir, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(dir, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--enable-feature=exemplar-storage",
    ],
    { stdio: "ignore" },
  );
  const ended = once(running, "exit");
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      running.kill("SIGKILL");
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function ask<T>(path: string, query: Record<string, string>): Promise<T> {
  const response = await fetch(
    `${server?.url}/api/v1/${path}?${new URLSearchParams(query).toString()}`,
  );
  return ((await response.json()) as { data: T }).data;
}

/** What a query finds, by job. */
async function valuesOf(query: string): Promise<Record<string, string>> {
  const { result } = await ask<{ result: { metric: { job: string }; value: [number, string] }[] }>(
    "query",
    { query },
  );
  return Object.fromEntries(result.map(({ metric, value }) => [metric.job, value[1]]));
}

const everyProcess = (value: string) =>
  Object.fromEntries(Object.keys(processes).map((name) => [name, value]));

test("the processes that are asked are the embedded one, an API and a worker", ({ skip }) => {
  if (noCluster) return skip(noCluster);
  expect(Object.keys(processes)).toEqual(["embedded", "api", "worker"]);
});

test("promtool finds nothing to say of the metrics of any process", async () => {
  for (const [name, url] of Object.entries(processes)) {
    const headers = { authorization: `Bearer ${token}`, accept: "text/plain;version=0.0.4" };
    const input = await (await fetch(`${url}/metrics`, { headers })).text();
    expect(input, name).toContain("colophon_bus_lag_seconds");
    // What has not happened yet is told of too.
    expect(input, name).toContain('colophon_realtime_dropped_total{reason="idle"} 0');
    const { status, stdout, stderr } = spawnSync(promtool ?? "", ["check", "metrics"], {
      input,
      encoding: "utf8",
    });
    expect([name, stdout, stderr, status]).toEqual([name, "", "", 0]);
  }
});

test("a real Prometheus scrapes every process with the token, and reads what it has to tell", async ({
  skip,
}) => {
  if (server === undefined) return skip("prometheus is not installed (apt-get install prometheus)");
  await eventually(async () => expect(await valuesOf("up")).toEqual(everyProcess("1")));
  const requests =
    'sum by (job) (colophon_http_request_duration_seconds_count{route="/metrics"}) > bool 0';
  await eventually(async () => expect(await valuesOf(requests)).toEqual(everyProcess("1")));
  const written = "sum by (job) (colophon_prose_quality_count{measure='length'})";
  const writers = Object.keys(processes).filter((name) => name !== "api");
  await eventually(async () =>
    expect(await valuesOf(written)).toEqual(Object.fromEntries(writers.map((name) => [name, "1"]))),
  );
});

test("a request's trace is found by the exemplar of its duration, and a novel's by those of its calls, jobs and watchers", async ({
  skip,
}) => {
  if (server === undefined) return skip("prometheus is not installed (apt-get install prometheus)");
  for (const [name, url] of Object.entries(processes).filter(([job]) => job !== "worker")) {
    const visitor = visit(url);
    const { id, traceId } = await visitor.createNovel({
      targetWordCount: 500,
      targetChapters: 1,
    });
    const socket: Socket = io(url, {
      path: "/ws",
      transports: ["websocket"],
      extraHeaders: { cookie: visitor.cookie() },
    });
    onTestFinished(() => void socket.disconnect());
    expect(await socket.emitWithAck("subscribe", { novelId: id, afterSeq: 0 })).toMatchObject({
      ok: true,
    });
    const writer = name === "api" ? "worker" : name;
    const found = async (metric: string, job: string) => {
      const exemplars = await ask<{ exemplars: { labels: { trace_id: string } }[] }[]>(
        "query_exemplars",
        {
          query: `${metric}_bucket{job="${job}"}`,
          start: `${Date.now() / 1_000 - 60}`,
          end: `${Date.now() / 1_000 + 60}`,
        },
      );
      return exemplars.flatMap((series) => series.exemplars.map(({ labels }) => labels.trace_id));
    };
    await eventually(async () => {
      expect(await found("colophon_http_request_duration_seconds", name), name).toContain(traceId);
      expect(await found("colophon_llm_request_duration_seconds", writer), writer).toContain(
        traceId,
      );
      expect(await found("colophon_job_duration_seconds", writer), writer).toContain(traceId);
      for (const seen of ["catchup", "broadcast"])
        expect(await found(`colophon_realtime_${seen}_duration_seconds`, name), seen).toContain(
          traceId,
        );
    });
  }
});
