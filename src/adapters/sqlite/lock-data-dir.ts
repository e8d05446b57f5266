import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isBusy } from "./store-error.ts";

/** A lock that is garbage-collected is released, so the process keeps those it holds. */
const held = new Set<DatabaseSync>();

/**
 * Keeps every other server off `dataDir` (made if missing) until the returned function is called or
 * this process ends, however it ends. Throws at once when another process holds it, or when the
 * directory cannot be written.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const database = openLocked(dataDir);
  held.add(database);
  return () => {
    if (held.delete(database)) database.close();
  };
}

function openLocked(dataDir: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(dataDir, "lock.sqlite"));
    database.exec("begin exclusive");
    return database;
  } catch (error) {
    database?.close();
    const message = isBusy(error)
      ? `Another Colophon is using the data directory ${dataDir}. ` +
        "Stop it first, or start this one with another DATA_DIR."
      : `The data directory ${dataDir} cannot be locked: is it writable?`;
    throw new Error(message, { cause: error });
  }
}
