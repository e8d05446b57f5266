import type { Logger } from "#/telemetry/logger.ts";

/**
 * Lets nothing but lines of the log tell of a crash or a warning of Node's: an error that nobody
 * caught, or a rejection that nobody handled, makes one fatal line, flushed, and ends the process
 * with exit code 1.
 */
export function reportCrashes(log: Logger): void {
  process.on("uncaughtException", (error, origin) => {
    try {
      log.fatal({ event: "process.crashed", origin, err: error }, "process crashed");
    } finally {
      process.exit(1);
    }
  });
  // Node's own listener writes to stderr as it pleases.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    log.warn({ event: "process.warning", err: warning }, "Node warns");
  });
}
