import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A window of requests. */
export interface Load {
  url: string;
  cookie: string;
  /** Each sends the next request when it has its answer. */
  connections: number;
  ms: number;
  /** So many a second, at times drawn by chance; null for as many as are answered. */
  perSecond: number | null;
}

/** What came of it; latencies in milliseconds, from when a request was due. */
export interface Loaded {
  requests: number;
  perSecond: number;
  p95: number;
}

/** What a process of the benchmark's answers to `message`, or says first; rejects when it ends instead. */
export async function hear<T>(child: ChildProcess, message?: Load): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  if (message !== undefined) child.send(message);
  const ended = once(child, "exit", { signal }).then(() => {
    throw new Error("a process of the benchmark's ended");
  });
  try {
    const [heard] = (await Promise.race([once(child, "message", { signal }), ended])) as [T];
    return heard;
  } finally {
    controller.abort();
    ended.catch(() => {});
  }
}

/** Starts another program of this folder, which ends with this process or by `disconnect`. */
export function forkBench(file: string): ChildProcess {
  return fork(join(import.meta.dirname, file), { stdio: "inherit" });
}
