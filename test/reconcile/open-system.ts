import { startSpanSink, type SpanSink } from "#test/faults/span-sink.ts";
import { type Cluster, noCluster, startCluster } from "#test/harness/start-cluster.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";
import type { Place } from "./caller.ts";
import type { Life } from "./evidence.ts";
import { type ScriptedModel, type Script, keyOf, startScriptedModel } from "./scripted-model.ts";

/** A process under observation. */
export interface Process extends Place {
  service: Life["service"];
  running: RunningColophon;
  killed: boolean;
}

/** A Colophon and what it talks to, all of it told to leave traces. */
export interface System {
  apis: Process[];
  /** Those that write, the embedded one too. */
  writers: Process[];
  /** Each once. */
  processes: Process[];
  model: ScriptedModel;
  sink: SpanSink;
  price: { input: number; output: number };
  /** Ends the processes that still run, so that they tell all they have. */
  stop(): Promise<void>;
  /** Ends everything else. */
  close(): Promise<void>;
}

/** Why many processes cannot be started here; false where they can. */
export const onlyEmbedded = noCluster;

/** The process that is killed in the middle of a call; it makes one at a time. */
const doomed = "worker-3";

const price = { input: 1.5, output: 6 };

/** How many reads of a novel are let in. */
export const novelReads = 30;

/** The preload and its name, for processes that are to tell a lie. */
export interface Lie {
  preload: string;
  name: string;
}

export async function openSystem(options: {
  embedded: boolean;
  script: Omit<Script, "hangs">;
  lie?: Lie | undefined;
}): Promise<System> {
  const { embedded, script, lie } = options;
  const sink = await startSpanSink();
  const model = await startScriptedModel({ ...script, hangs: embedded ? undefined : doomed });
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
    TRACE_SAMPLE_RATIO: "1",
    LOG_LEVEL: "debug",
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_MODEL: "other-model",
    MODEL_PRICES: JSON.stringify({
      "other-model": { inputUsdPerMillion: price.input, outputUsdPerMillion: price.output },
    }),
    NOVELS_ACTIVE_PER_OWNER: "100",
    RATE_LIMIT_NOVEL_READ: `${novelReads}/hour`,
    ...(lie && { NODE_OPTIONS: `--import=${lie.preload}`, RECONCILE_LIE: lie.name }),
  };
  const ofLife = (life: string) => ({
    OPENAI_API_KEY: keyOf(life),
    OTEL_RESOURCE_ATTRIBUTES: `service.instance.id=${life}`,
  });
  const observe = (life: string, service: Life["service"], running: RunningColophon): Process => ({
    life,
    service,
    running,
    url: running.url,
    killed: false,
  });
  const closers = [model.close, sink.close];

  async function openCluster(): Promise<Pick<System, "apis" | "writers" | "processes">> {
    const cluster: Cluster = await startCluster({ apis: 0, workers: 0, env });
    closers.unshift(cluster.close);
    const start = async (life: string, own: Record<string, string> = {}) => {
      const service = life.startsWith("api") ? "api" : "worker";
      const starting = service === "api" ? cluster.startApi : cluster.startWorker;
      return observe(life, service, await starting({ ...ofLife(life), ...own }));
    };
    const apis = await Promise.all([start("api-1"), start("api-2")]);
    // Fewer places than there are novels, so that every worker is given some.
    const writers = await Promise.all([
      start("worker-1", { WORKER_CONCURRENCY: "2" }),
      start("worker-2", { WORKER_CONCURRENCY: "2" }),
      start(doomed, { WORKER_CONCURRENCY: "1" }),
    ]);
    return { apis, writers, processes: [...apis, ...writers] };
  }

  async function openOne(): Promise<Pick<System, "apis" | "writers" | "processes">> {
    const running = await startColophon({ env: { ...env, ...ofLife("embedded") } });
    const one = [observe("embedded", "embedded", running)];
    return { apis: one, writers: one, processes: one };
  }

  async function close(): Promise<void> {
    for (const each of closers) await each();
  }

  try {
    const opened = embedded ? await openOne() : await openCluster();
    return {
      ...opened,
      model,
      sink,
      price,
      async stop() {
        await Promise.all(
          opened.processes.filter(({ killed }) => !killed).map(({ running }) => running.stop()),
        );
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
