import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { loggingProgram } from "./logging-program.fixture.ts";

const program = loggingProgram('setInterval(() => log.info("at work"), 5);');

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
