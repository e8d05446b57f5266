import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const program = `
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
reportCrashes(log);
setInterval(() => log.info("at work"), 5);
`;

test("a process whose log nobody reads any more ends, and standard error says why", async () => {
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program]);
  const told = text(child.stderr);
  await once(child.stdout, "data");
  child.stdout.destroy();
  expect(await once(child, "exit")).toEqual([1, null]);
  const fatal = (await told).split("\n").filter((line) => line.includes('"fatal"'));
  expect(fatal.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({
      event: "process.crashed",
      err: expect.objectContaining({ code: "EPIPE" }) as unknown,
    }),
  ]);
});
