import type { Logger } from "#/telemetry/logger.ts";

/** What a process opens, to be closed in reverse order. */
export interface Closers {
  add(name: string, close: () => unknown): void;
  closeAll(): Promise<void>;
}

export function createClosers(log: () => Logger | undefined): Closers {
  const closers: { name: string; close: () => unknown }[] = [];
  return {
    add(name, close) {
      closers.push({ name, close });
    },
    async closeAll() {
      for (let next = closers.pop(); next !== undefined; next = closers.pop()) {
        try {
          await next.close();
        } catch (error) {
          log()?.error({ event: "close.failed", part: next.name, err: error }, "close failed");
        }
      }
    },
  };
}

/**
 * Waits for SIGTERM or SIGINT, then runs `drain` and exits 0; a second signal exits at once with
 * 128 + its number, as shells report it.
 */
export function drainOnSignal(drain: (signal: NodeJS.Signals) => Promise<void>): void {
  let draining = false;
  const numbers = { SIGINT: 2, SIGTERM: 15 } as const;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (draining) process.exit(128 + numbers[signal]);
      draining = true;
      void drain(signal).then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
