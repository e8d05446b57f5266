import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = join(import.meta.dirname, "..");
const unlimited = "1000000/second";

/** A process that is measured. */
export interface Subject {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a process whose log goes to a file in its folder, as a shell's `>` would do it, and resolves
 * when it has told its address there. Rejects when it ends before, or takes half a minute.
 */
export async function startSubject(options: {
  /** From the project's root. */
  entry: string;
  /** Modules to load before, from the project's root. */
  preload?: string | undefined;
  env: Readonly<Record<string, string>>;
  /** Holds its data and its log. */
  folder: string;
}): Promise<Subject> {
  const { entry, preload, env, folder } = options;
  const log = join(folder, "out.ndjson");
  const file = openSync(log, "w");
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(
    process.execPath,
    [...(preload === undefined ? [] : ["--import", `./${preload}`]), entry],
    {
      cwd: root,
      env: {
        PATH,
        HOME,
        HOST: "127.0.0.1",
        PORT: "0",
        DATA_DIR: folder,
        LOG_LEVEL: "info",
        RATE_LIMIT_NOVEL_READ: unlimited,
        RATE_LIMIT_NOVEL_CREATE: unlimited,
        RATE_LIMIT_READ: unlimited,
        ...env,
      },
      stdio: ["ignore", file, "inherit"],
    },
  );
  closeSync(file);
  const exited = once(child, "exit");
  const kill = () => child.kill();
  process.once("exit", kill);
  void exited.then(() => process.off("exit", kill));
  const late = performance.now() + 30_000;
  for (;;) {
    const url = /^\w.* is ready: (\S+)$/m.exec(readFileSync(log, "utf8"))?.[1];
    if (url !== undefined)
      return {
        url,
        pid: child.pid ?? 0,
        async stop() {
          child.kill();
          await exited;
        },
      };
    if (child.exitCode !== null || performance.now() > late)
      throw new Error(`not ready: ${entry} ${preload ?? ""}\n${readFileSync(log, "utf8")}`);
    await sleep(5);
  }
}
