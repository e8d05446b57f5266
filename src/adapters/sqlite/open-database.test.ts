import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "./open-database.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "colophon-open-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const modeOf = (path: string) => statSync(path).mode & 0o777;

test("commits survive a power cut: write-ahead log, synced in full, and foreign keys hold", async () => {
  const database = await openDatabase(join(directory, "a.sqlite"));
  const pragma = (name: string) => Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
  expect(pragma("journal_mode")).toBe("wal");
  expect(pragma("synchronous")).toBe(2);
  expect(pragma("foreign_keys")).toBe(1);
  expect(pragma("busy_timeout")).toBe(2_000);
  database.close();
});

test("nobody else may read the files, whatever the umask", async () => {
  const umask = process.umask(0);
  try {
    const file = join(directory, "a.sqlite");
    const database = await openDatabase(file);
    database.exec("create table a (x)");
    for (const path of [file, `${file}-wal`, `${file}-shm`]) expect(modeOf(path)).toBe(0o600);
    database.close();
  } finally {
    process.umask(umask);
  }
});

test("a file that cannot be opened is store-unavailable, by name", async () => {
  const file = join(directory, "a.sqlite");
  mkdirSync(file);
  const opening = openDatabase(file);
  await expect(opening).rejects.toMatchObject({
    code: "store-unavailable",
    cause: { errcode: 14 },
  });
  await expect(opening).rejects.toThrow(file);

  const missing = join("/dev/null", "a.sqlite");
  await expect(openDatabase(missing)).rejects.toMatchObject({ code: "store-unavailable" });
});

test("a file that is no database is refused at once, and stays as it is", async () => {
  const file = join(directory, "a.sqlite");
  writeFileSync(file, "The road began where the map ended. ".repeat(100));
  const start = performance.now();
  await expect(openDatabase(file)).rejects.toMatchObject({ cause: { errcode: 26 } });
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(readFileSync(file, "utf8")).toMatch(/^The road/);
});

test("another first opener is waited for", async () => {
  const file = join(directory, "a.sqlite");
  const other = new DatabaseSync(file);
  other.exec("begin exclusive");
  const opening = openDatabase(file);
  other.exec("rollback");
  other.close();
  const database = await opening;
  expect(database.prepare("pragma journal_mode").get()).toEqual({ journal_mode: "wal" });
  database.close();
});

test("many processes that open a new file at once all succeed", async () => {
  const file = join(directory, "a.sqlite");
  const module = new URL("./open-database.ts", import.meta.url);
  const script = `
    import { openDatabase } from ${JSON.stringify(module.href)};
    const database = await openDatabase(process.argv[1]);
    database.exec("create table if not exists a (x)");
    database.exec("insert into a values (1)");
    database.close();`;
  const opener = () =>
    promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script, file]);
  await Promise.all(Array.from({ length: 6 }, opener));
  const database = await openDatabase(file);
  expect(database.prepare("select count(*) as rows from a").get()).toEqual({ rows: 6 });
  database.close();
});
