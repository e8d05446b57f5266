/**
 * The source of a program that logs as every process does, for Node's `--eval`: it reports its crashes, after
 * `lastly`, and does `work`, for which its log is called `log`.
 */
export function loggingProgram(work: string, lastly = "undefined"): string {
  return `
import { createSystemClock } from "#/adapters/system/clock.ts";
import { openLogOutlet } from "#/processes/log-outlet.ts";
import { reportCrashes } from "#/processes/report-crashes.ts";
import { createBufferedSink } from "#/telemetry/buffered-sink.ts";
import { createLogger } from "#/telemetry/logger.ts";
import { createScrubber } from "#/telemetry/scrub.ts";
const log = createLogger({
  level: "info",
  service: "worker",
  version: "1.2.3",
  clock: createSystemClock(),
  scrubber: createScrubber(),
  pretty: false,
  sink: createBufferedSink(openLogOutlet(process.stdout, process.stderr)),
});
reportCrashes(log, ${lastly});
${work}
`;
}
