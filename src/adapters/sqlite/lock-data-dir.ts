import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ProblemError } from "#/contract/problem.ts";
import { makePrivate } from "./make-private.ts";
import { isBusy } from "./store-error.ts";

/** A lock that is garbage-collected is released, so the process keeps those it holds. */
const held = new Set<DatabaseSync>();

/**
 * Keeps every other server off `dataDir` (made if missing) until the returned function is called or
 * this process ends, however it ends. Throws `store-unavailable` at once, naming the directory, when
 * another process holds it or when it cannot be written.
 */
export function lockDataDir(dataDir: string): () => void {
  const database = openLocked(dataDir);
  held.add(database);
  return () => {
    if (held.delete(database)) database.close();
  };
}

function openLocked(dataDir: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    const file = join(dataDir, "lock.sqlite");
    makePrivate(file);
    database = new DatabaseSync(file);
    database.exec("begin exclusive");
    return database;
  } catch (error) {
    database?.close();
    const message = isBusy(error)
      ? `Another Colophon is using the data directory ${dataDir}. ` +
        "Stop it first, or start this one with another DATA_DIR."
      : `The data directory ${dataDir} cannot be used: is it writable?`;
    throw new ProblemError("store-unavailable", message, { cause: error });
  }
}
