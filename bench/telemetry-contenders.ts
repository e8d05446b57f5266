import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startModelServer } from "#test/faults/model-server.ts";
import { startColophon } from "#test/harness/start-colophon.ts";
import { visit } from "#test/harness/visitor.ts";

/** How a process tells of what it does. */
export interface Contender {
  preload?: string;
  env: Readonly<Record<string, string>>;
}

export const contenderNames = ["off", "ten", "all", "usualTen", "usualAll"] as const;

export type ContenderName = (typeof contenderNames)[number];

/** The same process with all telemetry off, with ours, and with the usual; spans go to `endpoint`. */
export function contenders(endpoint: string): Record<ContenderName, Contender> {
  const ours = (ratio: number) => ({
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, TRACE_SAMPLE_RATIO: `${ratio}` },
  });
  const usual = (ratio: number) => ({
    preload: "bench/usual-stack.ts",
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: `${ratio}`,
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
    },
  });
  return {
    off: {
      preload: "bench/without-telemetry.ts",
      env: { OTEL_SDK_DISABLED: "true", LOG_LEVEL: "error" },
    },
    ten: ours(0.1),
    all: ours(1),
    usualTen: usual(0.1),
    usualAll: usual(1),
  };
}

/** Installs what we are compared with into its own folder, unless it is there. */
export async function installPeers(): Promise<void> {
  const cwd = join(import.meta.dirname, "peers");
  if (existsSync(join(cwd, "node_modules"))) return;
  const npm = spawn("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd,
    stdio: "inherit",
  });
  const [code] = (await once(npm, "exit")) as [number | null];
  if (code !== 0) throw new Error("npm ci failed in bench/peers");
}

/** A folder of data with a finished novel of twelve chapters in it, and who owns it. */
export async function writeNovel(): Promise<{ dataDir: string; path: string; cookie: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), "colophon-bench-"));
  const server = await startModelServer();
  const colophon = await startColophon({
    dataDir,
    env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "other-model", LOG_LEVEL: "error" },
  });
  try {
    const visitor = visit(colophon.url);
    const { id } = await visitor.createNovel({ targetWordCount: 24_000, targetChapters: 12 });
    await visitor.eventsUntil(id, "novel.completed", 120_000);
    return { dataDir, path: `/api/novel/${id}`, cookie: visitor.cookie() };
  } finally {
    await colophon.stop();
    await server.close();
  }
}

/** A new folder, with a copy of what is in another. */
export async function copyFolder(from?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "colophon-bench-"));
  if (from !== undefined) await cp(from, folder, { recursive: true });
  return folder;
}
