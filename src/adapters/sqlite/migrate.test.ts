import { readdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createConnection, type Connection } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";

let connection: Connection;

beforeEach(() => {
  connection = createConnection(new DatabaseSync(":memory:"));
});
afterEach(() => connection.close());

const first = "create table a (x) ; insert into a values (1)";
const second = "update a set x = x + 1";
const third = "update a set x = x * 10";
const x = () => connection.prepare<{ x: number }>("select x from a").get()?.x;
const version = () =>
  connection.prepare<{ user_version: number }>("pragma user_version").get()?.user_version;

test("migrations are applied in order, each once", () => {
  migrate(connection, [first]);
  migrate(connection, [first, second, third]);
  migrate(connection, [first, second, third]);
  expect([x(), version()]).toEqual([20, 3]);
});

test("a migration that fails leaves the schema as it was", () => {
  migrate(connection, [first]);
  expect(() => migrate(connection, [first, second, "update nothing"])).toThrow("nothing");
  expect([x(), version()]).toEqual([1, 1]);
});

test("the data of a newer Colophon are refused, both versions named, and stay as they are", () => {
  migrate(connection, [first, second, third]);
  const older = () => migrate(connection, [first, second]);
  expect(older).toThrow(/version 3.*version 2/);
  expect([x(), version()]).toEqual([20, 3]);
});

test("every migration file is in the list, in the order of its number", async () => {
  const folder = new URL("./migrations/", import.meta.url);
  const files = readdirSync(folder).toSorted();
  const exported: unknown[] = [];
  for (const file of files) {
    const module = (await import(new URL(file, folder).href)) as Record<string, unknown>;
    exported.push(...Object.values(module));
  }
  expect(exported).toEqual(migrations);
  expect(files.map((file) => Number.parseInt(file, 10))).toEqual(migrations.map((_, i) => i + 1));
});
