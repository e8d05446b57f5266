import { expect, test } from "vitest";
import { isBusy, storeError } from "./store-error.ts";

function sqliteError(errcode: number): Error {
  return Object.assign(new Error("from SQLite"), { code: "ERR_SQLITE_ERROR", errcode });
}

test.each([
  ["full", 13, "storage-full"],
  ["busy", 5, "store-unavailable"],
  ["busy with a snapshot", 517, "store-unavailable"],
  ["locked", 6, "store-unavailable"],
  ["read-only", 8, "store-unavailable"],
  ["a failed write", 778, "store-unavailable"],
  ["not to be opened", 14, "store-unavailable"],
])("a database that is %s (%i) is %s, with its cause", (_, errcode, code) => {
  const cause = sqliteError(errcode);
  expect(storeError(cause)).toMatchObject({ name: "ProblemError", code, cause });
});

test("what it says to a caller names no file and no statement", () => {
  expect(storeError(sqliteError(14))).toMatchObject({ message: "The store cannot be reached." });
});

test.each([sqliteError(787), new Error("a mistake"), "a string", null])(
  "any other error stays what it is: %s",
  (error) => {
    expect(storeError(error)).toBe(error);
  },
);

test("only a busy database is busy", () => {
  expect([5, 261, 6, 13].map((errcode) => isBusy(sqliteError(errcode)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
