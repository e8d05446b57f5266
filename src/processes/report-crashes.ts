import type { Logger } from "#/telemetry/logger.ts";

/**
 * Lets nothing but lines of the log tell of a crash or a warning of Node's: an error that nobody
 * caught, or a rejection that nobody handled, makes one fatal line, flushed, and ends the process
 * with exit code 1: at once, or when what `lastly` waits for is done. Until then more of the same is
 * passed over.
 */
export function reportCrashes(log: Logger, lastly?: () => Promise<void> | undefined): void {
  let crashed = false;
  process.on("uncaughtException", (error, origin) => {
    if (crashed) return;
    crashed = true;
    try {
      log.fatal({ event: "process.crashed", origin, err: error }, "process crashed");
    } finally {
      exitAfter(lastly?.());
    }
  });
  // Node's own listener writes to stderr as it pleases.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    log.warn({ event: "process.warning", err: warning }, "Node warns");
  });
}

function exitAfter(last: Promise<void> | undefined): void {
  if (last === undefined) process.exit(1);
  void last.finally(() => process.exit(1));
}
