import { expect, test } from "vitest";
import { databaseOf } from "./connection.ts";

test.each([
  ["mongodb://127.0.0.1:27017", "colophon"],
  ["mongodb://127.0.0.1:27017/", "colophon"],
  ["mongodb://127.0.0.1/?replicaSet=rs0", "colophon"],
  ["mongodb://a:b@one:27017,two:27017/novels?replicaSet=rs0", "novels"],
  ["mongodb+srv://a:b%2Fc@cluster.example.org/my%20novels", "my novels"],
])("%s names the database %j", (uri, name) => {
  expect(databaseOf(uri)).toBe(name);
});
