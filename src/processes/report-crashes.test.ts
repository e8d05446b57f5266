import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { loggingProgram } from "./logging-program.fixture.ts";

const program = (last: string, lastly?: string) =>
  loggingProgram(`log.info("before");\n${last}\nsetTimeout(() => {}, 10_000);`, lastly);

function run(last: string, lastly?: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module-typescript", "-e", program(last, lastly)],
    { encoding: "utf8" },
  );
  const lines = stdout.trimEnd().split("\n");
  return { status, stderr, lines: lines.map((line) => JSON.parse(line) as unknown) };
}

const secret = "Bearer abcdefgh12345678";

test.each([
  [
    "a rejection that nobody handled",
    "unhandledRejection",
    `Promise.reject(new Error("with ${secret}"));`,
  ],
  [
    "an error that nobody caught",
    "uncaughtException",
    `setImmediate(() => { log.info("at last"); throw new Error("with ${secret}"); });`,
  ],
])("%s makes one fatal line, scrubbed and flushed, and exit code 1", (_what, origin, last) => {
  const { status, stderr, lines } = run(last);
  expect(status).toBe(1);
  expect(stderr).toBe("");
  expect(lines.at(-1)).toMatchObject({
    level: "fatal",
    service: "worker",
    event: "process.crashed",
    origin,
    err: { message: "with Bearer [redacted]" },
  });
  expect(lines.filter((line) => (line as { level: string }).level === "fatal")).toHaveLength(1);
  expect(lines[0]).toMatchObject({ msg: "before" });
  expect(JSON.stringify(lines)).not.toContain("abcdefgh12345678");
});

test("a crash waits for what is to be done last, and passes over what comes of it meanwhile", () => {
  const { status, stderr, lines } = run(
    'for (const name of ["first", "second"]) setImmediate(() => { throw new Error(name); });',
    '() => new Promise((done) => setTimeout(() => { log.info("told"); setImmediate(done); }, 50))',
  );
  expect(status).toBe(1);
  expect(stderr).toBe("");
  expect(lines).toMatchObject([
    { msg: "before" },
    { level: "fatal", err: { message: "first" } },
    { msg: "told" },
  ]);
});

test("a warning of Node's is a line of the log", () => {
  const { stderr, lines } = run(
    'process.emitWarning("an odd thing"); setImmediate(() => process.exit(0));',
  );
  expect(stderr).toBe("");
  expect(lines).toContainEqual(
    expect.objectContaining({ level: "warn", event: "process.warning" }) as unknown,
  );
});
