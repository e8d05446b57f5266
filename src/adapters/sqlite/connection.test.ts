import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createConnection, type Connection } from "./connection.ts";

let directory: string;
let file: string;
let database: DatabaseSync;
let connection: Connection;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "colophon-connection-"));
  file = join(directory, "test.sqlite");
  database = new DatabaseSync(file);
  connection = createConnection(database);
  connection.execute("create table words (word text not null) strict");
});
afterEach(() => {
  connection.close();
  rmSync(directory, { recursive: true });
});

const add = (word: string | null) =>
  connection.prepare("insert into words values (:word)").run({ word });
function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
const words = () => connection.prepare<{ word: string }>("select word from words").all();

test("a transaction is written whole", () => {
  const result = connection.transaction(() => add("salt") + add("road"));
  expect(result).toBe(2);
  expect(words()).toMatchObject([{ word: "salt" }, { word: "road" }]);
});

test("a transaction in which anything throws leaves nothing behind, and the next one works", () => {
  const failure = new Error("decided otherwise");
  const fails = () =>
    connection.transaction(() => {
      add("salt");
      throw failure;
    });
  expect(fails).toThrow(failure);
  expect(() => connection.transaction(() => add("salt") + add(null))).toThrow(/NOT NULL/);
  expect(words()).toEqual([]);
  connection.transaction(() => add("road"));
  expect(words()).toHaveLength(1);
});

test("only work that may be lost with the power does not wait for the disk", () => {
  // Prepared anew each time: SQLite reads this setting while it prepares.
  const setting = () => connection.prepare<{ synchronous: number }>("pragma synchronous").get();
  const [normal, full] = [{ synchronous: 1 }, { synchronous: 2 }];
  const during = connection.unsynced(() => {
    add("salt");
    return setting();
  });
  expect(during).toEqual(normal);
  expect(setting()).toEqual(full);
  expect(() => connection.unsynced(() => add(null))).toThrow(/NOT NULL/);
  expect(setting()).toEqual(full);
  expect(words()).toMatchObject([{ word: "salt" }]);
});

test("a full disk is storage-full, leaves nothing behind, and what is there is still read", () => {
  add("salt");
  database.exec("pragma max_page_count = 20");
  const fill = () =>
    connection.transaction(() => {
      add("road");
      add("x".repeat(1_000_000));
    });
  expect(thrownBy(fill)).toMatchObject({ name: "ProblemError", code: "storage-full" });
  expect(words()).toMatchObject([{ word: "salt" }]);
  database.exec("pragma max_page_count = 1000000");
  fill();
  expect(words()).toHaveLength(3);
});

test("a lock that another process keeps is store-unavailable, with its cause, and passes", () => {
  const other = new DatabaseSync(file);
  other.exec("begin immediate");
  const write = () => connection.transaction(() => add("salt"));
  expect(thrownBy(write)).toMatchObject({ code: "store-unavailable", cause: { errcode: 5 } });
  other.exec("rollback");
  other.close();
  write();
  expect(words()).toHaveLength(1);
});

test("a closed connection is store-unavailable, and closing again is no error", () => {
  const statement = connection.prepare("select 1");
  connection.close();
  connection.close();
  const unavailable = { name: "ProblemError", code: "store-unavailable" };
  expect(thrownBy(() => statement.get())).toMatchObject(unavailable);
  expect(thrownBy(() => connection.prepare("select 1"))).toMatchObject(unavailable);
  expect(thrownBy(() => connection.transaction(() => 1))).toMatchObject(unavailable);
});
