import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const commits = 200;

/** Milliseconds of each of many durable commits of one small row: what SQLite on this disk asks for at least. */
export function commitBare(): number[] {
  const folder = mkdtempSync(join(tmpdir(), "colophon-bench-"));
  try {
    using database = new DatabaseSync(join(folder, "commits.sqlite"));
    database.exec("pragma journal_mode = wal; pragma synchronous = full; create table t (v text)");
    const insert = database.prepare("insert into t values ('a row')");
    return Array.from({ length: commits }, () => {
      const start = performance.now();
      insert.run();
      return performance.now() - start;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
