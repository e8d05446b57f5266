import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { patienceMs } from "#test/harness/patience.ts";
import { lockDataDir } from "./lock-data-dir.ts";

let directory: string;
let children: ChildProcess[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "colophon-lock-"));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(directory, { recursive: true });
});

/** Starts a process that locks `directory`, drops what it was given, and collects its garbage. */
async function startHolder(): Promise<ChildProcess> {
  const module = new URL("./lock-data-dir.ts", import.meta.url);
  const script = `
    import { lockDataDir } from ${JSON.stringify(module.href)};
    lockDataDir(process.argv[1]);
    setInterval(() => {}, 60_000);
    setTimeout(() => {
      globalThis.gc();
      console.log("locked");
    });`;
  const args = ["--expose-gc", "--input-type=module", "--eval", script, directory];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

test("a second server is refused at once; the message names the directory and says what to do", async () => {
  await startHolder();
  const start = performance.now();
  expect(() => lockDataDir(directory)).toThrow(
    `Another Colophon is using the data directory ${directory}. ` +
      "Stop it first, or start this one with another DATA_DIR.",
  );
  expect(performance.now() - start).toBeLessThan(1_000);
});

test("a server that was killed leaves no lock behind", async () => {
  const holder = await startHolder();
  holder.kill("SIGKILL");
  await once(holder, "exit");
  expect(() => lockDataDir(directory)()).not.toThrow();
});

test("a lock is held within one process too, until it is released", () => {
  const release = lockDataDir(directory);
  expect(() => lockDataDir(directory)).toThrow("Another Colophon");
  release();
  release();
  expect(() => lockDataDir(directory)()).not.toThrow();
});

test("the directory is made when it is missing, for its owner only", () => {
  const missing = join(directory, "deep", "data");
  lockDataDir(missing)();
  expect(statSync(missing).mode & 0o777).toBe(0o700);
});

test("nobody else may read the lock's files, whatever the umask", () => {
  const umask = process.umask(0);
  try {
    const release = lockDataDir(directory);
    const modes = readdirSync(directory).map(
      (file) => statSync(join(directory, file)).mode & 0o777,
    );
    expect(modes.length).toBeGreaterThan(0);
    for (const mode of modes) expect(mode).toBe(0o600);
    release();
  } finally {
    process.umask(umask);
  }
});

test("a directory that cannot be made is refused at once, by name", async () => {
  const module = new URL("./lock-data-dir.ts", import.meta.url);
  const script = `import { lockDataDir } from ${JSON.stringify(module.href)};
    lockDataDir("/proc/colophon/data");`;
  const args = ["--input-type=module", "--eval", script];
  const running = promisify(execFile)(process.execPath, args, { timeout: patienceMs });
  await expect(running).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      "The data directory /proc/colophon/data cannot be used",
    ) as string,
  });
});

test("a directory that cannot be locked is named", () => {
  mkdirSync(join(directory, "lock.sqlite"));
  expect(() => lockDataDir(directory)).toThrow(`The data directory ${directory} cannot be used`);
});
