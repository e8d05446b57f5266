import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "#scripts/find-program.mjs";
import { freePort } from "./free-port.ts";
import { until } from "./until.ts";

/** The Redis that tests may share, each with keys of its own; null when none is given. */
export const sharedRedisUrl = process.env["REDIS_URL"] || null;

const program = findProgram("redis-server");

/** Why tests that share a Redis are skipped, if they are. */
export const noRedisUrl = sharedRedisUrl === null && "REDIS_URL not set";

/** Whether tests that stop or empty a Redis can start one. */
export const canStartRedis = program !== undefined;

/** Why tests that need a Redis of their own are skipped, if they are. */
export const noRedisServer =
  !canStartRedis && "redis-server is not installed (apt-get install redis-server)";

export interface RunningRedis {
  /** `redis://127.0.0.1:40213` */
  url: string;
  port: number;
  /** SIGKILL: it forgets everything, and its connections break. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
  /** SIGSTOP and SIGCONT: connections stand, nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Ends it for good and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a Redis on a free port of 127.0.0.1 that writes nothing to disk. Throws where there is no redis-server. */
export async function startRedis(): Promise<RunningRedis> {
  if (program === undefined) throw new Error("there is no redis-server");
  const command = program;
  const dir = await mkdtemp(join(tmpdir(), "colophon-redis-"));
  const port = await freePort();
  let server: ChildProcess | undefined;
  const killAtExit = () => server?.kill("SIGKILL");
  process.once("exit", killAtExit);

  async function start(): Promise<void> {
    if (server !== undefined) return;
    const options = { port, bind: "127.0.0.1", save: "", appendonly: "no", dir };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    server = spawn(command, args, { stdio: "ignore" });
    await until(`a Redis on port ${port}`, () => answers(port));
  }

  async function kill(): Promise<void> {
    if (server === undefined) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
    server = undefined;
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    start,
    freeze: () => server?.kill("SIGSTOP"),
    thaw: () => server?.kill("SIGCONT"),
    async stop() {
      await kill();
      process.off("exit", killAtExit);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<true | undefined> {
  const socket = connect(port, "127.0.0.1");
  const answered = await once(socket, "connect").then(
    () => true as const,
    () => undefined,
  );
  socket.destroy();
  return answered;
}
