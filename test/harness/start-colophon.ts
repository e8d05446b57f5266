import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { patienceMs } from "./patience.ts";

const root = join(import.meta.dirname, "../..");

export interface StartOptions {
  /** Variables for the server, beside `HOST`, `PORT` and `DATA_DIR`; nothing else is inherited from here but the paths. */
  env?: Readonly<Record<string, string>>;
  /** Where it keeps its data, to be removed by the caller; by default a new folder that `stop` removes. */
  dataDir?: string;
  /** What to run, from the project's root; by default the embedded process under this Node. */
  command?: readonly [string, ...string[]];
  /** How long it may take to say that it is ready; default `patienceMs`. */
  readyMs?: number;
}

export interface RunningColophon {
  /** Where it listens, without a slash at the end: `http://127.0.0.1:40213`. */
  url: string;
  /** Of the process that was started, and of its group: the server's own, unless `command` runs it through another. */
  pid: number;
  dataDir: string;
  /** All it has written so far, standard output and standard error as they came. */
  logs(): string;
  /** Resolves with the exit code once it has ended, however that came; null when a signal ended it. */
  exited: Promise<number | null>;
  /** SIGTERM, then `exited`. Rejects, having killed it, when it has not ended after `graceMs` (default `patienceMs`). */
  stop(graceMs?: number): Promise<number | null>;
  /** SIGKILL, as a crash would be; its data stays, for the next start to find. */
  kill(): Promise<void>;
}

/** The server ended before it was ready. */
export class StartRefused extends Error {
  override readonly name = "StartRefused";
  readonly code: number | null;
  readonly logs: string;

  constructor(code: number | null, logs: string) {
    super(`Colophon ended with ${code ?? "a signal"} before it was ready:\n${logs}`);
    this.code = code;
    this.logs = logs;
  }
}

/**
 * Starts a real Colophon on a free port of 127.0.0.1 and resolves when it says that it is ready.
 * Rejects with `StartRefused` when it ends before that.
 */
export async function startColophon(options: StartOptions = {}): Promise<RunningColophon> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "colophon-")));
  const [command, ...args] = options.command ?? [process.execPath, "src/processes/embedded.ts"];
  const child = spawn(command, args, {
    cwd: root,
    env: {
      ...paths(),
      ...raisedLimits,
      HOST: "127.0.0.1",
      PORT: "0",
      DATA_DIR: dataDir,
      // There is nobody to take the spans, unless a test says who.
      OTEL_SDK_DISABLED: `${options.env?.["OTEL_EXPORTER_OTLP_ENDPOINT"] === undefined}`,
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that a kill reaches what it started too.
    detached: true,
  });
  let ended = false;
  const killGroup = () => {
    if (ended || child.pid === undefined) return;
    process.kill(-child.pid, "SIGKILL");
  };
  process.once("exit", killGroup);
  const exited = endOf(child).finally(() => {
    ended = true;
    process.off("exit", killGroup);
  });
  const removeOwnData = async () => {
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };

  let logs = "";
  let address: string | undefined;
  const ready = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      logs += text;
      address ??= addressIn(logs);
      if (address !== undefined) ready.resolve(address);
    });
  }

  const { readyMs = patienceMs } = options;
  const late = setTimeout(() => {
    ready.reject(new Error(`Colophon was not ready after ${readyMs} ms:\n${logs}`));
  }, readyMs);
  try {
    const url = await Promise.race([
      ready.promise,
      exited.then((code) => {
        throw new StartRefused(code, logs);
      }),
    ]);
    return {
      url,
      pid: child.pid!,
      dataDir,
      logs: () => logs,
      exited,
      async stop(graceMs = patienceMs) {
        child.kill("SIGTERM");
        let overdue = false;
        const deadline = setTimeout(() => {
          overdue = true;
          killGroup();
        }, graceMs);
        const code = await exited;
        clearTimeout(deadline);
        await removeOwnData();
        if (overdue) throw new Error(`Colophon ran on ${graceMs} ms after SIGTERM:\n${logs}`);
        return code;
      },
      async kill() {
        killGroup();
        await exited;
      },
    };
  } catch (error) {
    killGroup();
    await exited.catch(() => null);
    await removeOwnData();
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/** The address in the plain line that tells of readiness, once it is whole; log lines are JSON and do not count. */
function addressIn(logs: string): string | undefined {
  return /^(?!\s*\{).*?(https?:\/\/[^\s/]+:\d+).*\n/m.exec(logs)?.[1];
}

/** Many visitors at once come from the one address that a test has. */
const raisedLimits = Object.fromEntries(
  [
    "NOVEL_CREATE",
    "NOVEL_READ",
    "REALTIME_METRICS",
    "ADMIN_FAILURE",
    "REPORT",
    "SOCKET_CONNECT",
    "READ",
    "WRITE",
  ].map((name) => [`RATE_LIMIT_${name}`, "1000000/minute"]),
);

/** What a program needs to run at all; a developer's own keys and settings must not reach a test. */
function paths(): Record<string, string> {
  const { PATH = "", HOME = "", TMPDIR = tmpdir() } = process.env;
  return { PATH, HOME, TMPDIR };
}

/** Resolves once the process has ended and its output is whole; rejects when it could not be run. */
async function endOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, "close")) as [number | null];
  return code;
}
